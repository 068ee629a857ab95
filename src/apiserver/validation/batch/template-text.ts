import type { PodTemplateSpec } from '../../../../schemas/types/core/v1.generated.ts'
import type { Minor } from '../../../resource/version.ts'
import { type GoText, goStruct, typed } from '../../go-text.ts'
import { internalJson } from '../core/internal-json.ts'
import { internalPod } from '../core/pod-spec-difference.ts'

/** A template as Go prints it: the metadata has no name of its own, so that its fields stand beside the pod. */
export function templateText({ metadata = {}, spec = {} }: PodTemplateSpec, minor: Minor): GoText {
  const { ownerReferences } = metadata
  const shown = goStruct({
    name: metadata.name,
    generateName: metadata.generateName,
    namespace: metadata.namespace,
    selfLink: metadata.selfLink,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    generation: metadata.generation,
    creationTimestamp: metadata.creationTimestamp ?? (minor < 34 ? null : undefined),
    deletionTimestamp: metadata.deletionTimestamp,
    deletionGracePeriodSeconds: metadata.deletionGracePeriodSeconds,
    labels: unlessEmpty(metadata.labels),
    annotations: unlessEmpty(metadata.annotations),
    ownerReferences: unlessEmpty(ownerReferences)?.map(
      ({ apiVersion, kind, name, uid, controller, blockOwnerDeletion }) =>
        goStruct({ apiVersion, kind, name, uid, controller, blockOwnerDeletion }),
    ),
    finalizers: unlessEmpty(metadata.finalizers),
    Spec: internalJson('PodSpec', internalPod(spec), minor),
  })
  return typed('core.PodTemplateSpec', { metadata, spec: internalPod(spec) }, shown.text)
}

const unlessEmpty = <T extends object>(value: T | undefined): T | undefined =>
  value && Object.keys(value).length > 0 ? value : undefined
