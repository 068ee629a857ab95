import type { Controller, Steps, World } from '../../controllers/controller.ts'
import { create, update, updateStatus } from '../../controllers/steps.ts'
import { isObject, type JsonObject } from '../../resource/json.ts'
import type { PersistentVolumeClaim, Pod } from '../../resource/kinds.ts'
import type { KubeObject } from '../../resource/object.ts'
import { parseQuantity } from '../../resource/quantity.ts'

/**
 * Volumes for claims: one that is there and fits, else one that the class's driver makes, assumed to work at
 * once. A class that waits for the first consumer waits until a pod with the claim has a node.
 *
 * Truth: pkg/controller/volume/persistentvolume/pv_controller.go, as far as a plan needs it
 */
export const claims: Controller<'PersistentVolumeClaim'> = {
  name: 'persistentvolume-binder',
  kind: 'PersistentVolumeClaim',
  watches: {
    Pod: (change, world) =>
      claimsOf(change.object as Pod).flatMap(name => {
        const namespace = change.object.metadata.namespace ?? ''
        const claim = world.get('PersistentVolumeClaim', namespace, name)
        return claim?.status?.phase === 'Bound' || !claim ? [] : [{ namespace, name }]
      }),
  },
  *reconcile(claim, world) {
    if (claim.status?.phase === 'Bound' || claim.metadata.deletionTimestamp !== undefined) return
    const spec = claim.spec ?? {}
    const named = spec['storageClassName']
    const existing = volumeFor(claim, world)
    if (existing) {
      yield* bind(claim, existing)
      return
    }
    const storageClass = classOf(named, world)
    if (named === '' || storageClass?.provisioner === 'kubernetes.io/no-provisioner') return
    if (!storageClass && named !== undefined && knowsClasses(world)) return
    const pod = consumerOf(claim, world)
    if (storageClass?.volumeBindingMode === 'WaitForFirstConsumer' && !pod) return
    const volume = provisioned(claim, storageClass)
    yield create(volume)
    yield* bind(claim, volume)
  },
}

interface StorageClass extends KubeObject {
  provisioner?: string
  reclaimPolicy?: string
  volumeBindingMode?: string
}

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class'

/** Without any class among the objects, nothing is known of classes. */
const knowsClasses = (world: World): boolean => world.list('storage.k8s.io/StorageClass').length > 0

function classOf(named: unknown, world: World): StorageClass | undefined {
  if (typeof named === 'string') return world.get('storage.k8s.io/StorageClass', '', named)
  return world
    .list('storage.k8s.io/StorageClass')
    .find(({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === 'true')
}

function* bind(claim: PersistentVolumeClaim, volume: KubeObject): Steps {
  const { spec } = volume as KubeObject & { spec?: JsonObject }
  const annotations = { ...claim.metadata.annotations, 'pv.kubernetes.io/bind-completed': 'yes' }
  const bound = {
    ...claim,
    metadata: { ...claim.metadata, annotations },
    spec: { ...claim.spec, volumeName: volume.metadata.name ?? '' },
  }
  const answer = yield update(bound)
  if (answer.code >= 400) return
  const capacity = isObject(spec?.['capacity']) ? spec['capacity'] : {}
  yield updateStatus({ ...bound, status: { phase: 'Bound', capacity, accessModes: claim.spec?.['accessModes'] ?? [] } })
}

function provisioned(claim: PersistentVolumeClaim, storageClass: StorageClass | undefined): KubeObject {
  const { namespace = '', name = '', uid = '' } = claim.metadata
  const volume: KubeObject & { spec: object; status: object } = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pvc-${namespace}-${name}` },
    spec: {
      capacity: { storage: storageOf(claim) ?? '1Gi' },
      accessModes: claim.spec?.['accessModes'] ?? ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: storageClass?.reclaimPolicy ?? 'Delete',
      ...(storageClass ? { storageClassName: storageClass.metadata.name ?? '' } : {}),
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid },
      csi: { driver: storageClass?.provisioner ?? 'unknown', volumeHandle: name },
    },
    status: { phase: 'Bound' },
  }
  return volume
}

/** The smallest free volume that is large enough, of the same class and modes; the one that is reserved for the claim first. */
function volumeFor(claim: PersistentVolumeClaim, world: World): KubeObject | undefined {
  const wanted = parseQuantity(storageOf(claim) ?? '0')
  const named = claim.spec?.['storageClassName'] ?? ''
  const { namespace = '', name = '' } = claim.metadata
  let best: { volume: KubeObject; size: bigint } | undefined
  for (const volume of world.list('PersistentVolume')) {
    const { spec, status } = volume as KubeObject & { spec?: JsonObject; status?: { phase?: string } }
    const reserved = isObject(spec?.['claimRef']) ? spec['claimRef'] : undefined
    if (reserved && (reserved['name'] !== name || reserved['namespace'] !== namespace)) continue
    if (reserved) return volume
    if (status?.phase === 'Bound' || status?.phase === 'Released') continue
    if ((spec?.['storageClassName'] ?? '') !== named || !modesFit(claim.spec, spec)) continue
    const capacity = isObject(spec?.['capacity'])
      ? parseQuantity(String(spec['capacity']['storage'] ?? '0'))
      : undefined
    if (!capacity || !wanted || capacity.nanos < wanted.nanos || taken(volume, world)) continue
    if (!best || capacity.nanos < best.size) best = { volume, size: capacity.nanos }
  }
  return best?.volume
}

const modesFit = (claim: JsonObject | undefined, volume: JsonObject | undefined): boolean => {
  const has = Array.isArray(volume?.['accessModes']) ? volume['accessModes'] : []
  const wants = Array.isArray(claim?.['accessModes']) ? claim['accessModes'] : []
  return wants.every(mode => has.includes(mode))
}

const taken = (volume: KubeObject, world: World): boolean =>
  world.list('PersistentVolumeClaim').some(({ spec }) => spec?.['volumeName'] === volume.metadata.name)

const consumerOf = (claim: PersistentVolumeClaim, world: World): Pod | undefined =>
  world
    .list('Pod', claim.metadata.namespace ?? '')
    .find(pod => pod.spec.nodeName && claimsOf(pod).includes(claim.metadata.name ?? ''))

export const claimsOf = ({ spec }: Pod): string[] =>
  (spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? [])

export function storageOf({ spec }: PersistentVolumeClaim): string | undefined {
  const resources = isObject(spec?.['resources']) ? spec['resources'] : undefined
  const requests = isObject(resources?.['requests']) ? resources['requests'] : undefined
  const storage = requests?.['storage']
  return storage === undefined || storage === null ? undefined : String(storage)
}
