import { clone } from '../../../resource/json.ts'
import { FieldPath } from '../../field-path.ts'
import { goQuote } from '../../go-text.ts'
import type { SubresourceRules } from '../../kind-rules.ts'
import { validateObjectMetaUpdate } from '../object-meta.ts'
import { dropDisabledFields } from './disabled-fields.ts'
import { keepForStatus } from './keep-metadata.ts'
import { MIRROR } from './pod-annotations.ts'
import { validatePodForm } from './pod-form.ts'
import type { PodObject } from './pod-prepare.ts'
import { ephemeralContainerDifference } from './pod-spec-difference.ts'
import { countGeneration, updateOptions, validateAnnotationUpdate } from './pod-update.ts'
import { sameSpec } from './same-spec.ts'

const CONTAINERS = FieldPath.of('spec').child('ephemeralContainers')
const NOWHERE = FieldPath.of('')

/** Containers for debugging come late and stay. Truth: ValidatePodEphemeralContainersUpdate */
export const ephemeralContainers: SubresourceRules<PodObject> = {
  prepareUpdate(pod, old, context) {
    const { ephemeralContainers: added } = pod.spec
    pod.spec = clone(old.spec)
    if (added === undefined) delete pod.spec.ephemeralContainers
    else pod.spec.ephemeralContainers = added
    keepForStatus(pod, old)
    if (old.status === undefined) delete pod.status
    else pod.status = clone(old.status)
    dropDisabledFields(pod.spec, old.spec, context)
    countGeneration(pod, old, context)
  },
  validateUpdate(pod, old, errors, context) {
    if (old.metadata.annotations?.[MIRROR] !== undefined) {
      errors.list.length = 0
      errors.forbidden(NOWHERE, 'static pods do not support ephemeral containers')
      return
    }
    const options = updateOptions(pod, old, context)
    validateObjectMetaUpdate(pod, old, errors)
    validatePodForm(pod, errors, options)
    validateAnnotationUpdate(pod, old, errors, options)
    const next = new Map((pod.spec.ephemeralContainers ?? []).map(container => [container.name ?? '', container]))
    for (const container of old.spec.ephemeralContainers ?? []) {
      const name = container.name ?? ''
      const same = next.get(name)
      const head = `existing ephemeral containers ${goQuote(name)}`
      if (!same) errors.forbidden(CONTAINERS, `${head} may not be removed\n`)
      else if (!sameSpec(container, same)) {
        const difference = ephemeralContainerDifference(container, same, context.minor)
        errors.forbidden(CONTAINERS, `${head} may not be changed\n${difference}`)
      }
    }
  },
}
