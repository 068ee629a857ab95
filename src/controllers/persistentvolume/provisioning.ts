import type { StorageClass, VolumeClaim } from '../../resource/volumes.ts'
import { classOf, saysClass } from '../../resource/volumes.ts'
import type { World } from '../controller.ts'
import { normal, warning } from '../steps.ts'
import { hasAnnotation, PROVISIONERS, SELECTED_NODE, withAnnotations } from './annotations.ts'
import { type Part, write } from './binding.ts'

export const classNamed = (world: World, name: string): StorageClass | undefined =>
  name === '' ? undefined : (world.get('storage.k8s.io/StorageClass', '', name) as StorageClass | undefined)

/** The claim's class leaves it to the first pod where the volume will be. */
export const isDelayed = (claim: VolumeClaim, world: World): boolean =>
  classNamed(world, classOf(claim))?.volumeBindingMode === 'WaitForFirstConsumer'

export const nodeIsChosen = (claim: VolumeClaim): boolean => hasAnnotation(claim, SELECTED_NODE)

const IS_DEFAULT = 'storageclass.kubernetes.io/is-default-class'
const WAS_DEFAULT = 'storageclass.beta.kubernetes.io/is-default-class'

/** The newest of the default classes, then the first by name. Truth: pkg/volume/util/storageclass.go GetDefaultClass */
export function defaultClass(world: World): StorageClass | undefined {
  const defaults = world
    .list('storage.k8s.io/StorageClass')
    .filter(({ metadata: { annotations = {} } }) =>
      [IS_DEFAULT, WAS_DEFAULT].some(name => annotations[name] === 'true'),
    ) as StorageClass[]
  const newest = (a: StorageClass, b: StorageClass) =>
    Date.parse(b.metadata.creationTimestamp ?? '') - Date.parse(a.metadata.creationTimestamp ?? '') ||
    ((a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1)
  return defaults.sort(newest)[0]
}

/** A claim that says nothing gets the default class as soon as there is one. GA in 1.28, on since 1.26. */
export function* assignDefaultClass(claim: VolumeClaim, world: World): Part<boolean> {
  if (world.minor < 26 || saysClass(claim)) return false
  const name = defaultClass(world)?.metadata.name
  if (name === undefined) return false
  yield* write(claim, { ...claim, spec: { ...claim.spec, storageClassName: name } })
  return true
}

/** Asks somebody outside for a volume; there is nobody inside any more. Truth: pv_controller.go provisionClaim */
export function* provision(claim: VolumeClaim, world: World): Part {
  const name = classOf(claim)
  const found = classNamed(world, name)
  if (!found) {
    yield warning(claim, 'ProvisioningFailed', `storageclass.storage.k8s.io "${name}" not found`)
    return
  }
  const { provisioner = '' } = found
  if (provisioner.startsWith('kubernetes.io/') && !MIGRATED[provisioner]) {
    yield warning(claim, 'ProvisioningFailed', `no volume plugin matched name: ${provisioner}`)
    return
  }
  const by = MIGRATED[provisioner] ?? provisioner
  const asked = yield* write(claim, withAnnotations(claim, Object.fromEntries(PROVISIONERS.map(each => [each, by]))))
  if (!asked) return
  yield normal(asked, 'ExternalProvisioning', world.minor >= 28 ? waitingFor(by) : waitedFor(by))
}

const waitingFor = (provisioner: string): string =>
  `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`

const waitedFor = (provisioner: string): string =>
  `waiting for a volume to be created, either by external provisioner "${provisioner}" or manually created by system administrator`

/** Provisioners of old, and the drivers that took their place. */
const MIGRATED: Readonly<Record<string, string | undefined>> = {
  'kubernetes.io/aws-ebs': 'ebs.csi.aws.com',
  'kubernetes.io/gce-pd': 'pd.csi.storage.gke.io',
  'kubernetes.io/azure-disk': 'disk.csi.azure.com',
  'kubernetes.io/azure-file': 'file.csi.azure.com',
  'kubernetes.io/cinder': 'cinder.csi.openstack.org',
  'kubernetes.io/vsphere-volume': 'csi.vsphere.vmware.com',
  'kubernetes.io/portworx-volume': 'pxd.portworx.com',
}
