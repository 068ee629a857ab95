import { isObject } from '../resource/json.ts'
import type { Pod } from '../resource/kinds.ts'
import type { KubeObject, ObjectMeta } from '../resource/object.ts'
import { isTerminating } from '../resource/pod-state.ts'
import type { Controller } from './controller.ts'
import { create, warning } from './steps.ts'

/**
 * Claims of a pod's own: made from the template in its volume, named after both, and gone with the pod. On since 1.21.
 *
 * Truth: pkg/controller/volume/ephemeral/controller.go
 */
export const ephemeralVolume: Controller<'Pod'> = {
  name: 'ephemeral_volume',
  kind: 'Pod',
  watches: {
    Pod: ({ type, object }) =>
      type === 'added' ? [{ namespace: object.metadata.namespace ?? '', name: object.metadata.name ?? '' }] : [],
    PersistentVolumeClaim: ({ type, object }, world) =>
      type === 'deleted' ? ownersOf(object, name => world.withUid(name)) : [],
  },
  *reconcile(pod, world) {
    if (world.minor < 21 || isTerminating(pod)) return
    for (const { name, ephemeral } of pod.spec.volumes ?? []) {
      const template = isObject(ephemeral) ? ephemeral['volumeClaimTemplate'] : undefined
      if (!isObject(template)) continue
      const claim = claimOf(pod, name, template)
      const there = world.get('PersistentVolumeClaim', pod.metadata.namespace ?? '', claim.metadata.name ?? '')
      if (!there) yield create(claim)
      else if (!there.metadata.ownerReferences?.some(({ uid, controller }) => controller && uid === pod.metadata.uid)) {
        const why = `PVC ${pod.metadata.namespace}/${claim.metadata.name} was not created for pod ${pod.metadata.namespace}/${pod.metadata.name} (pod is not owner)`
        yield warning(pod, 'FailedVolumeCreate', why)
      }
    }
  },
}

function claimOf(
  pod: Pod,
  volume: string,
  { metadata, spec = {} }: Record<string, unknown>,
): KubeObject & { spec: unknown } {
  const { labels, annotations }: ObjectMeta = isObject(metadata) ? (metadata as ObjectMeta) : {}
  const { namespace, name = '', uid = '' } = pod.metadata
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: `${name}-${volume}`,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
      ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name, uid, controller: true, blockOwnerDeletion: true }],
    },
    spec,
  }
}

const ownersOf = ({ metadata }: KubeObject, byUid: (uid: string) => KubeObject | undefined) =>
  (metadata.ownerReferences ?? []).flatMap(({ kind, uid }) => {
    const owner = kind === 'Pod' ? byUid(uid) : undefined
    return owner ? [{ namespace: owner.metadata.namespace ?? '', name: owner.metadata.name ?? '' }] : []
  })
