import type { CSIDriver, StorageClass } from '../../../schemas/types/storage.k8s.io/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Defaults } from './defaults.ts'

const setClassDefaults: Defaults = object => {
  const storageClass = object as KubeObject & StorageClass
  storageClass.reclaimPolicy ??= 'Delete'
  storageClass.volumeBindingMode ??= 'Immediate'
}

/** Truth: pkg/apis/storage/v1/defaults.go SetDefaults_CSIDriver */
const setDriverDefaults: Defaults = (object, { minor }) => {
  const { spec } = object as KubeObject & CSIDriver
  if (!spec) return
  spec.attachRequired ??= true
  spec.podInfoOnMount ??= false
  if (minor >= 21) spec.storageCapacity ??= false
  if (minor >= 16 && !spec.volumeLifecycleModes?.length) spec.volumeLifecycleModes = ['Persistent']
  if (minor >= 20) spec.fsGroupPolicy ??= 'ReadWriteOnceWithFSType'
  if (minor >= 21) spec.requiresRepublish ??= false
  if (minor >= 27) spec.seLinuxMount ??= false
}

export const storageDefaults: Record<string, Defaults> = Object.fromEntries(
  ['v1', 'v1beta1'].flatMap(version => [
    [`storage.k8s.io/${version}/StorageClass`, setClassDefaults],
    [`storage.k8s.io/${version}/CSIDriver`, setDriverDefaults],
  ]),
)
