import type { Pod, PodTemplate, ReplicationController } from '../../../schemas/types/core/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Defaults } from './defaults.ts'
import { setPodDefaults, setPodTemplateDefaults } from './pod.ts'

/** Truth: pkg/apis/core/v1/defaults.go SetDefaults_ReplicationController: the template's labels serve as selector and labels. */
function setReplicationControllerDefaults(controller: ReplicationController): void {
  const spec = (controller.spec ??= {})
  const labels = spec.template?.metadata?.labels
  if (labels) {
    if (!hasAny(spec.selector)) spec.selector = { ...labels }
    const metadata = (controller.metadata ??= {})
    if (!hasAny(metadata.labels)) metadata.labels = { ...labels }
  }
  spec.replicas ??= 1
}

function hasAny(map: Record<string, string> | undefined): boolean {
  for (const _ in map) return true
  return false
}

export const corePodDefaults: Record<string, Defaults> = {
  'v1/Pod': (object, release) => setPodDefaults(object as KubeObject & Pod, release),
  'v1/PodTemplate': (object, release) => {
    const { template } = object as KubeObject & PodTemplate
    if (template) setPodTemplateDefaults(template, release)
  },
  'v1/ReplicationController': (object, release) => {
    const controller = object as KubeObject & ReplicationController
    setReplicationControllerDefaults(controller)
    if (controller.spec?.template) setPodTemplateDefaults(controller.spec.template, release)
  },
}
