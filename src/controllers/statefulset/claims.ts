import { equal } from '../../resource/json.ts'
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../resource/kinds.ts'
import type { OwnerReference } from '../../resource/object.ts'
import { type Answer, refusal, type Step, succeeded, type World } from '../controller.ts'
import { controllerReference } from '../ownership.ts'
import { create, normal, update, warning } from '../steps.ts'
import { claimName, isInRange, ordinalOf } from './identity.ts'

/** The claims that a pod of the set needs, as the templates describe them. */
function claimsOf(set: StatefulSet, pod: Pod): PersistentVolumeClaim[] {
  return (set.spec.volumeClaimTemplates ?? []).map(template => ({
    ...template,
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      ...template.metadata,
      name: claimName(template.metadata.name, pod),
      ...(set.metadata.namespace === undefined ? {} : { namespace: set.metadata.namespace }),
      labels: { ...template.metadata.labels, ...set.spec.selector.matchLabels },
    },
  }))
}

/** Creates what is missing; tells what stood in the way. */
export function* createClaims(set: StatefulSet, pod: Pod, world: World): Generator<Step, Answer | undefined, Answer> {
  let first: Answer | undefined
  const problems = new Set<string>()
  for (const claim of claimsOf(set, pod)) {
    const name = claim.metadata.name ?? ''
    const there = world.get('PersistentVolumeClaim', set.metadata.namespace ?? '', name)
    const where = `Pod ${pod.metadata.name ?? ''} in StatefulSet ${set.metadata.name ?? ''}`
    if (there?.metadata.deletionTimestamp !== undefined) {
      problems.add(`pvc ${name} is being deleted`)
    } else if (!there) {
      const answer = yield create(claim)
      if (succeeded(answer)) yield normal(set, 'SuccessfulCreate', `Create Claim ${name} ${where} success`)
      else {
        const why = answer.status?.message ?? ''
        yield warning(set, 'FailedCreate', `Create Claim ${name} for ${where} failed error: ${why}`)
        problems.add(`failed to create PVC ${name}: ${why}`)
        first ??= answer
      }
    }
  }
  if (problems.size === 0) return undefined
  const message = problems.size === 1 ? [...problems].join('') : `[${[...problems].join(', ')}]`
  const { code = 409, reason = 'Conflict' } = first?.status ?? {}
  return refusal({ code, reason, message })
}

/**
 * Who owns a claim, by the retention policy: the set when claims go with the set, the pod when it
 * was scaled away and claims go with it, otherwise nobody.
 *
 *   whenDeleted whenScaled   in range   scaled away
 *   Retain      Retain       –          –
 *   Delete      Retain       set        set
 *   Retain      Delete       –          pod
 *   Delete      Delete       set        pod
 *
 * Truth: pkg/controller/statefulset/stateful_set_utils.go updateClaimOwnerRefForSetAndPod
 */
function withOwners(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): PersistentVolumeClaim {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {}
  const scaledAway = !isInRange(ordinalOf(pod, set), set)
  const byPod = whenScaled === 'Delete' && scaledAway
  const bySet = whenDeleted === 'Delete' && !byPod
  const references = (claim.metadata.ownerReferences ?? []).filter(
    ({ kind, name, uid }) =>
      uid !== set.metadata.uid && uid !== pod.metadata.uid && !(kind === 'Pod' && name === pod.metadata.name),
  )
  const owner: OwnerReference[] = bySet ? [controllerReference(set)] : byPod ? [controllerReference(pod)] : []
  const ownerReferences = [...references, ...owner]
  const { ownerReferences: _, ...metadata } = claim.metadata
  return { ...claim, metadata: ownerReferences.length > 0 ? { ...metadata, ownerReferences } : metadata }
}

/** Brings the owners of a pod's claims in line with the policy. True: some were not. */
export function* settleClaimOwners(set: StatefulSet, pod: Pod, world: World): Generator<Step, boolean, Answer> {
  let changed = false
  for (const { metadata } of claimsOf(set, pod)) {
    const claim = world.get('PersistentVolumeClaim', set.metadata.namespace ?? '', metadata.name ?? '')
    if (!claim) continue
    const foreign = claim.metadata.ownerReferences?.some(
      ({ controller, uid }) => controller && uid !== set.metadata.uid && uid !== pod.metadata.uid,
    )
    if (foreign) continue
    const settled = withOwners(claim, set, pod)
    if (equal(settled.metadata.ownerReferences, claim.metadata.ownerReferences)) continue
    yield update(settled)
    changed = true
  }
  return changed
}

/** A claim of an earlier pod of the same name that goes with that pod: it has to be gone first. Truth: PodClaimIsStale */
export function hasStaleClaim(set: StatefulSet, pod: Pod, world: World): boolean {
  if (set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled !== 'Delete') return false
  return claimsOf(set, pod).some(({ metadata }) =>
    world
      .get('PersistentVolumeClaim', set.metadata.namespace ?? '', metadata.name ?? '')
      ?.metadata.ownerReferences?.some(
        ({ kind, name, uid }) => kind === 'Pod' && name === pod.metadata.name && uid !== pod.metadata.uid,
      ),
  )
}
