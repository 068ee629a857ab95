import { type Answer, type Change, groupKindOf, keyOf } from '../controllers/controller.ts'
import { equal, isObject, type Json } from '../resource/json.ts'
import type { Namespace, Pod } from '../resource/kinds.ts'
import type { KubeObject, ObjectMeta, ObjectRef } from '../resource/object.ts'
import { timestamp, withCondition } from '../resource/pod-state.ts'
import type { Clock } from './clock.ts'
import { evict } from './eviction.ts'
import { Identity } from './identity.ts'
import { jsonPatch, mergePatch, strategicPatch } from './patches.ts'
import { alreadyExists, conflict, incomplete, notFound, refusal, terminating } from './refusals.ts'
import type { DeleteOptions, PatchType, Requests } from './requests.ts'
import { missingPart } from './well-formed.ts'

/** What happens to an object before it is stored: defaults, validation, admission. */
export type Prepare = (object: KubeObject, before: KubeObject | undefined) => KubeObject | Answer

/** Kinds that count the generations of their spec. */
const COUNTS_GENERATIONS = new Set<string>([
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'ReplicationController',
  'batch/Job',
  'batch/CronJob',
  'policy/PodDisruptionBudget',
  'networking.k8s.io/Ingress',
  'networking.k8s.io/NetworkPolicy',
])

/** An API server's storage in memory: identity, generations, optimistic locking and the life of finalizers. */
export class ObjectStore implements Requests {
  readonly #clock: Clock
  readonly #prepare: Prepare
  readonly #objects = new Map<string, KubeObject>()
  readonly #identity = new Identity()
  readonly #watchers: ((change: Change) => void)[] = []
  #version = 0

  constructor(clock: Clock, prepare: Prepare = object => object) {
    this.#clock = clock
    this.#prepare = prepare
  }

  watch(watcher: (change: Change) => void): void {
    this.#watchers.push(watcher)
  }

  get(ref: ObjectRef): KubeObject | undefined {
    return this.#objects.get(idOf(ref))
  }

  *list(groupKind: string, namespace: string): Generator<KubeObject> {
    for (const object of this.#objects.values()) {
      if (groupKindOf(object) === groupKind && (object.metadata.namespace ?? '') === namespace) yield object
    }
  }

  create(object: KubeObject): Answer {
    const kind = groupKindOf(object)
    const namespace = object.metadata.namespace ?? ''
    const { generateName } = object.metadata
    const name = object.metadata.name ?? this.#identity.name(kind, namespace, generateName ?? '')
    const uid = this.#identity.uid(kind, namespace, name)
    const named = { ...object, metadata: { ...object.metadata, name, uid } }
    const prepared = this.#prepare(named, undefined)
    if (!isKubeObject(prepared)) return prepared
    const missing = missingPart(prepared)
    if (missing) return incomplete(prepared, missing)
    if (this.#objects.has(idOf(refTo(prepared)))) return alreadyExists(prepared)
    const home = namespace && this.get({ apiVersion: 'v1', kind: 'Namespace', name: namespace })
    if (home && home.metadata.deletionTimestamp !== undefined) return terminating(prepared)
    const metadata: ObjectMeta = {
      ...prepared.metadata,
      uid,
      creationTimestamp: timestamp(this.#clock.now),
      ...(COUNTS_GENERATIONS.has(kind) ? { generation: 1 } : {}),
    }
    return this.#write('added', bornAs(kind, { ...prepared, metadata }), undefined, 201)
  }

  update(object: KubeObject): Answer {
    const before = this.get(refTo(object))
    if (!before) return notFound(refTo(object))
    if (isStale(object, before)) return conflict(before)
    const prepared = this.#prepare({ ...object, ...statusOf(before) }, before)
    if (!isKubeObject(prepared)) return prepared
    const missing = missingPart(prepared)
    if (missing) return incomplete(prepared, missing)
    return this.#replace(before, prepared)
  }

  updateStatus(object: KubeObject): Answer {
    const before = this.get(refTo(object))
    if (!before) return notFound(refTo(object))
    if (object.metadata.uid !== undefined && object.metadata.uid !== before.metadata.uid) return conflict(before)
    return this.#write('modified', { ...withAnnotationsOf(object, before), ...statusOf(object) }, before, 200)
  }

  patch(ref: ObjectRef, patch: Json, type: PatchType): Answer {
    const before = this.get(ref)
    if (!before) return notFound(ref)
    const json = before as unknown
    const document = isObject(json) ? (json as { [key: string]: Json }) : {}
    const patched =
      type === 'json'
        ? jsonPatch(document, patch)
        : type === 'merge'
          ? mergePatch(document, patch)
          : strategicPatch(document, patch)
    if (!isObject(patched)) return refusal(422, 'Invalid', 'the patch does not apply')
    const prepared = this.#prepare(asKubeObject(patched, before), before)
    if (!isKubeObject(prepared)) return prepared
    const missing = missingPart(prepared)
    if (missing) return incomplete(prepared, missing)
    return this.#replace(before, prepared)
  }

  scale(ref: ObjectRef, replicas: number): Answer {
    const patch: Json = { spec: { replicas } }
    return this.patch(ref, patch, 'merge')
  }

  bind(ref: ObjectRef, node: string): Answer {
    const before = this.get(ref)
    if (!before) return notFound(ref)
    const { spec, status } = before as Pod
    if (spec.nodeName) return refusal(409, 'Conflict', `pod ${ref.name} is already assigned to node "${spec.nodeName}"`)
    const { conditions } = withCondition(status?.conditions, {
      type: 'PodScheduled',
      status: 'True',
      lastTransitionTime: timestamp(this.#clock.now),
    })
    const bound: Pod = { ...(before as Pod), spec: { ...spec, nodeName: node }, status: { ...status, conditions } }
    return this.#replace(before, bound)
  }

  evict(ref: ObjectRef): Answer {
    return evict(ref, this, this.list('policy/PodDisruptionBudget', ref.namespace ?? ''), this.#clock.now)
  }

  delete(ref: ObjectRef, options: DeleteOptions = {}): Answer {
    const before = this.get(ref)
    if (!before) return notFound(ref)
    if (options.uid !== undefined && options.uid !== before.metadata.uid) return conflict(before)
    const finalizers = finalizersFor(before, options)
    const grace = gracePeriod(before, options)
    if (finalizers.length === 0 && grace === 0 && !holdsContent(before))
      return this.#write('deleted', before, undefined, 200)
    const { finalizers: _, ...rest } = before.metadata
    const already = before.metadata.deletionTimestamp !== undefined
    const metadata: ObjectMeta = {
      ...rest,
      ...(finalizers.length > 0 ? { finalizers } : {}),
      deletionTimestamp: before.metadata.deletionTimestamp ?? timestamp(this.#clock.now + grace * 1000),
      deletionGracePeriodSeconds: grace,
      ...(rest.generation && !already ? { generation: rest.generation + 1 } : {}),
    }
    if (already && equal(metadata, before.metadata)) return { code: 200, object: before }
    return this.#write('modified', leaving({ ...before, metadata }), before, 200)
  }

  #replace(before: KubeObject, next: KubeObject): Answer {
    const { uid, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, generation } = before.metadata
    const changed = !equal(specOf(before), specOf(next)) || renotes(before, next)
    const metadata: ObjectMeta = { ...next.metadata }
    if (uid !== undefined) metadata.uid = uid
    if (creationTimestamp !== undefined) metadata.creationTimestamp = creationTimestamp
    if (deletionTimestamp !== undefined) metadata.deletionTimestamp = deletionTimestamp
    if (deletionGracePeriodSeconds !== undefined) metadata.deletionGracePeriodSeconds = deletionGracePeriodSeconds
    if (generation !== undefined) metadata.generation = generation + (changed ? 1 : 0)
    if (metadata.finalizers?.length === 0) delete metadata.finalizers
    const object = { ...next, metadata }
    const held = metadata.finalizers || (deletionGracePeriodSeconds && isPod(object)) || holdsContent(object)
    if (deletionTimestamp !== undefined && !held) {
      return this.#write('deleted', object, before, 200)
    }
    return this.#write('modified', object, before, 200)
  }

  #write(type: Change['type'], object: KubeObject, before: KubeObject | undefined, code: number): Answer {
    if (type === 'modified' && before && equal(object, before)) return { code, object: before }
    this.#version += 1
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: `${this.#version}` } }
    const id = idOf(refTo(stored))
    if (type === 'deleted') this.#objects.delete(id)
    else this.#objects.set(id, stored)
    const change: Change = before ? { type, object: stored, before } : { type, object: stored }
    for (const watcher of this.#watchers) watcher(change)
    return { code, object: stored }
  }
}

/** A new annotation is a new generation of a Deployment, and of nothing else. Truth: pkg/registry/apps/deployment/strategy.go */
const renotes = (before: KubeObject, next: KubeObject): boolean =>
  groupKindOf(before) === 'apps/Deployment' &&
  !equal(before.metadata.annotations ?? {}, next.metadata.annotations ?? {})

/** A Deployment's annotations may be written along with its status. Truth: pkg/registry/apps/deployment/strategy.go */
function withAnnotationsOf(object: KubeObject, before: KubeObject): KubeObject {
  const { annotations } = object.metadata
  if (groupKindOf(before) !== 'apps/Deployment' || !annotations) return before
  return { ...before, metadata: { ...before.metadata, annotations } }
}

/** A namespace stays until its controller has emptied it. Truth: pkg/registry/core/namespace/storage/storage.go Delete */
const holdsContent = (object: KubeObject): boolean =>
  groupKindOf(object) === 'Namespace' && ((object as Namespace).spec?.finalizers?.length ?? 0) > 0

function bornAs(kind: string, object: KubeObject): KubeObject {
  if (kind !== 'Namespace') return object
  const { spec, status } = object as Namespace
  const born: Namespace = {
    ...object,
    spec: { ...spec, finalizers: spec?.finalizers ?? ['kubernetes'] },
    status: { phase: 'Active', ...status },
  }
  return born
}

function leaving(object: KubeObject): KubeObject {
  if (groupKindOf(object) !== 'Namespace') return object
  const gone: Namespace = { ...object, status: { ...(object as Namespace).status, phase: 'Terminating' } }
  return gone
}

const isPod = (object: KubeObject): boolean => groupKindOf(object) === 'Pod'

function finalizersFor(object: KubeObject, { propagation }: DeleteOptions): string[] {
  const finalizers = object.metadata.finalizers ?? []
  if (!propagation) return finalizers
  const others = finalizers.filter(name => name !== 'foregroundDeletion' && name !== 'orphan')
  if (propagation === 'Foreground') return [...others, 'foregroundDeletion']
  return propagation === 'Orphan' ? [...others, 'orphan'] : others
}

/** Only pods die slowly: not those without a node, nor those that are over. Truth: pkg/registry/core/pod/strategy.go CheckGracefulDelete */
function gracePeriod(object: KubeObject, options: DeleteOptions): number {
  if (!isPod(object)) return 0
  const { spec, status } = object as KubeObject & {
    spec?: { nodeName?: string; terminationGracePeriodSeconds?: number }
    status?: { phase?: string }
  }
  if (!spec?.nodeName || status?.phase === 'Succeeded' || status?.phase === 'Failed') return 0
  return options.gracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? 30
}

const refTo = (object: KubeObject): ObjectRef => ({ ...object, ...keyOf(object) })

const idOf = (ref: ObjectRef): string => `${groupKindOf(ref)} ${ref.namespace ?? ''}/${ref.name}`

const isStale = (object: KubeObject, stored: KubeObject): boolean =>
  (object.metadata.uid !== undefined && object.metadata.uid !== stored.metadata.uid) ||
  (object.metadata.resourceVersion !== undefined && object.metadata.resourceVersion !== stored.metadata.resourceVersion)

const isKubeObject = (value: KubeObject | Answer): value is KubeObject => 'metadata' in value

function asKubeObject(document: { [key: string]: Json | undefined }, like: KubeObject): KubeObject {
  const { metadata } = document
  return {
    ...document,
    apiVersion: like.apiVersion,
    kind: like.kind,
    metadata: { ...(isObject(metadata) ? metadata : {}) },
  }
}

const statusOf = (object: KubeObject): object => ('status' in object ? { status: object.status } : {})

/** Everything but the metadata and the status. */
function specOf(object: KubeObject): object {
  const { metadata: _, status: __, ...spec } = object as KubeObject & { status?: unknown }
  return spec
}
