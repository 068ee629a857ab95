import type { PodTemplateSpec } from '../../../../schemas/types/core/v1.generated.ts'
import type { Minor } from '../../../resource/version.ts'
import { type GoText, goStruct } from '../../go-text.ts'
import { internalJson } from '../core/internal-json.ts'

/** A template as Go prints it: the metadata has no name of its own, so that its fields stand beside the pod. */
export function templateText({ metadata = {}, spec = {} }: PodTemplateSpec, minor: Minor): GoText {
  const { name, generateName, namespace, labels, annotations, finalizers } = metadata
  return goStruct({
    name,
    generateName,
    namespace,
    ...(minor < 34 ? { creationTimestamp: null } : {}),
    labels,
    annotations,
    finalizers,
    Spec: internalJson('PodSpec', spec, minor),
  })
}
