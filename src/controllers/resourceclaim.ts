import { isObject, type Json } from '../resource/json.ts'
import type { Pod } from '../resource/kinds.ts'
import type { KubeObject, ObjectMeta } from '../resource/object.ts'
import { isTerminal, isTerminating } from '../resource/pod-state.ts'
import { behaves } from '../schema/gates.ts'
import { type Controller, keyOf, succeeded, type World } from './controller.ts'
import { controllerOf, controllerReference } from './ownership.ts'
import { create, remove, retry, updateStatus, warning } from './steps.ts'

const CLAIM = 'resource.k8s.io/ResourceClaim'
const TEMPLATE = 'resource.k8s.io/ResourceClaimTemplate'
/** Which of its pod's claims a claim is. */
const ANNOTATION = 'resource.kubernetes.io/pod-claim-name'

interface Wish {
  readonly name: string
  readonly resourceClaimTemplateName?: string
}

interface Waiting extends Omit<Pod, 'status'> {
  status?: Pod['status'] & { resourceClaimStatuses?: { name: string; resourceClaimName?: string }[] }
}

/**
 * Claims for devices that a pod has of its own: made from the templates it names, told in its status, and gone
 * when the pod has done its work. Which devices they get is not decided here. On since 1.34.
 *
 * Truth: pkg/controller/resourceclaim/controller.go syncPod, handleClaim
 */
export const resourceClaim: Controller<'Pod'> = {
  name: 'resource_claim',
  kind: 'Pod',
  watches: {
    [TEMPLATE]: ({ object }, world) =>
      world
        .list('Pod', object.metadata.namespace)
        .filter(pod => wishesOf(pod).some(wish => wish.resourceClaimTemplateName === object.metadata.name))
        .map(keyOf),
  },
  *reconcile(pod: Waiting & Pod, world) {
    const wishes = wishesOf(pod)
    if (wishes.length === 0 || !behaves(world.minor, 'DynamicResourceAllocation')) return
    const mine = claimsOf(pod, world)
    if (isTerminal(pod)) {
      for (const claim of mine) if (!claim.metadata.deletionTimestamp) yield remove(claim)
      return
    }
    if (isTerminating(pod)) return
    const known = pod.status?.resourceClaimStatuses ?? []
    const told = [...known]
    for (const { name, resourceClaimTemplateName } of wishes) {
      if (resourceClaimTemplateName === undefined || known.some(status => status.name === name)) continue
      let claim = mine.find(({ metadata }) => metadata.annotations?.[ANNOTATION] === name)
      if (!claim) {
        const template = world.get(TEMPLATE, pod.metadata.namespace ?? '', resourceClaimTemplateName)
        const answer = template && (yield create(claimFrom(template, pod, name)))
        if (!answer || !succeeded(answer)) {
          const missing = `resource claim template "${resourceClaimTemplateName}": resourceclaimtemplate.resource.k8s.io "${resourceClaimTemplateName}" not found`
          const why = answer ? (answer.status?.message ?? '') : missing
          yield warning(pod, 'FailedResourceClaimCreation', `PodResourceClaim ${name}: ${why}`)
          if (answer) yield retry
          break
        }
        claim = answer.object
      }
      told.push({ name, resourceClaimName: claim?.metadata.name ?? '' })
    }
    if (told.length > known.length)
      yield updateStatus<Waiting>({ ...pod, status: { ...pod.status, resourceClaimStatuses: told } })
  },
}

const wishesOf = ({ spec }: Pod): readonly Wish[] => (spec['resourceClaims'] as Wish[] | undefined) ?? []

const claimsOf = (pod: Pod, world: World): readonly KubeObject[] =>
  world.ownedBy(pod.metadata.uid ?? '', CLAIM).filter(claim => controllerOf(claim)?.uid === pod.metadata.uid)

function claimFrom(template: KubeObject, pod: Pod, name: string): KubeObject & { spec: Json } {
  const { spec } = template as { spec?: Json }
  const { metadata, spec: wanted = {} } = isObject(spec) ? spec : {}
  const { labels, annotations }: ObjectMeta = isObject(metadata) ? (metadata as ObjectMeta) : {}
  const { namespace, name: of = '' } = pod.metadata
  return {
    apiVersion: template.apiVersion,
    kind: 'ResourceClaim',
    metadata: {
      generateName: `${of}-${name}-`,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels ? { labels } : {}),
      annotations: { ...annotations, [ANNOTATION]: name },
      ownerReferences: [controllerReference({ ...pod, apiVersion: 'v1', kind: 'Pod' })],
    },
    spec: wanted,
  }
}
