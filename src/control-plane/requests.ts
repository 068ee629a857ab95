import type { Applied } from '../apiserver/apply-client.ts'
import type { Resource } from '../apiserver/context.ts'
import { asServed, asStored } from '../apiserver/conversion/conversion.ts'
import type { PatchType } from '../apiserver/patch-request.ts'
import type { Response } from '../apiserver/response.ts'
import { ApiServer } from '../apiserver/server.ts'
import { conflict, notFound } from '../apiserver/status.ts'
import { type Answer, type Change, groupKindOf, refusal } from '../controllers/controller.ts'
import { clone, equal, type Json } from '../resource/json.ts'
import type { Pod } from '../resource/kinds.ts'
import { jsonOf, type KubeObject, type ObjectRef } from '../resource/object.ts'
import { timestamp, withCondition } from '../resource/pod-state.ts'
import { behaves } from '../schema/gates.ts'
import { Access, type Question, type ReviewAnswer } from './access.ts'
import type { Clock } from './clock.ts'
import { Identity } from './identity.ts'
import type { ApplyOptions, DeleteOptions, RequestOptions, WriteOptions } from './request-options.ts'
import { Resources } from './resources.ts'
import { missingPart } from './well-formed.ts'
import type { IndexedWorld } from './world.ts'

export type { PatchType } from '../apiserver/patch-request.ts'
export type * from './request-options.ts'

export interface ServedOptions {
  /** What is not in the world may exist all the same: nobody is refused for lack of it, rights included. */
  readonly openWorld: boolean
}

/**
 * All that the machine asks of an API server: one request in, one answer out, and what is written
 * reported to whoever watches. Refusals are answers, never exceptions.
 *
 * `ApiServer` judges; here what it lets in is kept, with uids, generated names and resource versions
 * that are the same in every run.
 */
export class Requests {
  readonly #clock: Clock
  readonly #world: IndexedWorld
  readonly #resources: Resources
  #access: Access | undefined
  readonly #openWorld: boolean
  readonly #identity = new Identity()
  readonly #watchers: ((change: Change) => void)[] = []
  #version = 0

  constructor(clock: Clock, world: IndexedWorld, { openWorld }: ServedOptions) {
    this.#clock = clock
    this.#world = world
    this.#openWorld = openWorld
    this.#resources = new Resources(world, openWorld)
    this.watch(change => this.#access?.apply(change))
  }

  watch(watcher: (change: Change) => void): void {
    this.#watchers.push(watcher)
  }

  get(ref: ObjectRef): KubeObject | undefined {
    return this.#world.get(groupKindOf(ref), ref.namespace ?? '', ref.name)
  }

  /** Puts what is there already: with a uid as it is, without one as if it had just been created by somebody who may do all. */
  load(object: KubeObject, options: WriteOptions = {}): Answer {
    const resource = this.#resourceOf(object)
    if (!resource) return NO_SUCH_KIND
    const namespace = homeOf(object, resource, {})
    const server = this.#server({ admission: false, openWorld: true, fresh: object })
    const request = { resource, namespace, body: bodyOf(object, options), fieldValidation: 'Ignore' } as const
    const read = server.read(request)
    if (!read.object) return read
    const answer = object.metadata.uid === undefined ? server.create(request) : read
    if (!answer.object) return answer
    const missing = missingPart(answer.object)
    if (missing) return refusal(missing)
    const kept = asStored(withStatusOf(read.object, answer.object), resource, this.#world.minor)
    const version = Number(object.metadata.resourceVersion)
    if (version > this.#version) this.#version = version - 1
    return this.#kept(answer, this.#write('added', kept, undefined))
  }

  create(object: KubeObject, options: WriteOptions = {}): Answer {
    const resource = this.#resourceOf(object)
    if (!resource) return NO_SUCH_KIND
    const namespace = homeOf(object, resource, options)
    const barred = this.#barred('create', resource, { namespace, name: object.metadata.name ?? '' }, options)
    if (barred) return barred
    const request = { ...options, resource, namespace, body: bodyOf(object, options) }
    const server = this.#server(options.dryRun ? {} : { fresh: object })
    return this.#commit(server.create(request), resource, options)
  }

  update(object: KubeObject, options: WriteOptions = {}): Answer {
    const resource = this.#resourceOf(object)
    if (!resource) return NO_SUCH_KIND
    const namespace = homeOf(object, resource, options)
    const { name = '' } = object.metadata
    const barred = this.#barred('update', resource, { namespace, name }, options)
    if (barred) return barred
    const request = { ...options, resource, namespace, name, body: bodyOf(object, options) }
    return this.#commit(this.#server().update(request), resource, options)
  }

  /** Writes the status over whatever the object is by now. Only a Deployment's annotations come along. */
  updateStatus(object: KubeObject, options: WriteOptions = {}): Answer {
    const resource = this.#resourceOf(object)
    if (!resource) return NO_SUCH_KIND
    const { name = '', uid } = object.metadata
    const namespace = homeOf(object, resource, options)
    const before = this.#world.get(groupKindOf(object), namespace, name)
    if (!before) return refusal(notFound(named(resource), name))
    if (uid !== undefined && uid !== before.metadata.uid) {
      return refusal(conflict(named(resource), name, 'the object is another one of the same name'))
    }
    const next = { ...withAnnotationsOf(object, before), ...('status' in object ? { status: object.status } : {}) }
    if (options.typed && TRUSTED.has(groupKindOf(object))) return { code: 200, object: this.#put(next), warnings: [] }
    const request = { ...options, resource, namespace, name, body: bodyOf(next, { typed: true }) }
    return this.#commit(this.#server().update({ ...request, subresource: 'status' }), resource, options)
  }

  patch(ref: ObjectRef, patch: Json, type: PatchType, options: RequestOptions = {}): Answer {
    const resource = this.#resourceOf(ref)
    if (!resource) return NO_SUCH_KIND
    const namespace = homeOfRef(ref, resource, options)
    const barred = this.#barred('patch', resource, { namespace, name: ref.name }, options)
    if (barred) return barred
    const request = { ...options, resource, namespace, name: ref.name, body: patch, type }
    return this.#commit(this.#server().patch(request), resource, options)
  }

  /** `kubectl apply`, from the client or on the server. */
  apply(manifest: KubeObject, options: ApplyOptions = {}): Answer & Partial<Pick<Applied, 'did' | 'patch'>> {
    const resource = this.#resourceOf(manifest)
    if (!resource) return NO_SUCH_KIND
    const namespace = homeOf(manifest, resource, options)
    const { name = '' } = manifest.metadata
    const { server: onServer, ...rest } = options
    const verb = onServer || this.get({ ...manifest, ...(namespace ? { namespace } : {}), name }) ? 'patch' : 'create'
    const barred = this.#barred(verb, resource, { namespace, name }, options)
    if (barred) return barred
    const request = { ...rest, resource, namespace, name, body: bodyOf(manifest, options) }
    const server = this.#server(options.dryRun ? {} : { fresh: manifest })
    if (onServer) return this.#commit(server.applyOnServer(request), resource, options)
    const applied = server.apply(request)
    const { did, patch } = applied
    const answer = did === 'unchanged' ? applied : this.#commit(applied, resource, options)
    return { ...answer, did, ...(patch ? { patch } : {}) }
  }

  scale(ref: ObjectRef, replicas: number, options: RequestOptions = {}): Answer {
    const resource = this.#resourceOf(ref)
    if (!resource) return NO_SUCH_KIND
    const namespace = homeOfRef(ref, resource, options)
    const barred = this.#barred('update', resource, { namespace, name: ref.name }, { ...options, subresource: 'scale' })
    if (barred) return barred
    const answer = this.#server().scale({ ...options, resource, namespace, name: ref.name, replicas })
    // What is written is the workload; the Scale is only how it is spoken of.
    const { object: scale, ...besides } = answer
    const done = this.#commit(besides, resource, options)
    return scale ? { ...done, object: scale } : done
  }

  delete(ref: ObjectRef, options: DeleteOptions = {}): Answer {
    const resource = this.#resourceOf(ref)
    if (!resource) return NO_SUCH_KIND
    const namespace = homeOfRef(ref, resource, options)
    const barred = this.#barred('delete', resource, { namespace, name: ref.name }, options)
    if (barred) return barred
    const answer = this.#server().delete({ ...options, resource, namespace, name: ref.name })
    return this.#commit(answer, resource, options)
  }

  /** policy/v1 Eviction: deletes the pod if its budgets allow it. */
  evict(ref: ObjectRef, options: DeleteOptions = {}): Answer {
    const resource = this.#resourceOf(ref)
    if (!resource) return NO_SUCH_KIND
    const namespace = homeOfRef(ref, resource, options)
    const barred = this.#barred(
      'create',
      resource,
      { namespace, name: ref.name },
      { ...options, subresource: 'eviction' },
    )
    if (barred) return barred
    return this.#commit(this.#server().evict({ ...options, namespace, name: ref.name }), resource, options)
  }

  /** What a scheduler does once it has chosen. Truth: pkg/registry/core/pod/storage/storage.go assignPod */
  bind(ref: ObjectRef, node: string): Answer {
    const before = this.get(ref) as Pod | undefined
    if (!before) return refusal(notFound({ group: '', name: 'pods' }, ref.name))
    const { spec, status } = before
    if (spec.nodeName) {
      const why = `pod ${ref.name} is already assigned to node "${spec.nodeName}"`
      return refusal(conflict({ group: '', name: 'pods/binding' }, ref.name, why))
    }
    const { conditions } = withCondition(status?.conditions, {
      type: 'PodScheduled',
      status: 'True',
      lastTransitionTime: timestamp(this.#clock.now),
    })
    const labels = this.#topologyOf(node)
    const metadata = labels ? { ...before.metadata, labels: { ...before.metadata.labels, ...labels } } : before.metadata
    const bound: Pod = { ...before, metadata, spec: { ...spec, nodeName: node }, status: { ...status, conditions } }
    return { code: 200, object: this.#put(bound), warnings: [] }
  }

  /** One object in the version that is asked for. */
  read(ref: ObjectRef): KubeObject | undefined {
    const resource = this.#resourceOf(ref)
    if (!resource) return undefined
    const { apiVersion, kind, name } = ref
    const stored = asStored({ apiVersion, kind, metadata: {} }, resource, this.#world.minor)
    const found = this.#world.get(groupKindOf(stored), homeOfRef(ref, resource, {}), name)
    return found && asServed(found, resource)
  }

  /** A pod takes over where its node is. Truth: plugin/pkg/admission/podtopologylabels */
  #topologyOf(node: string): Record<string, string> | undefined {
    if (!behaves(this.#world.minor, 'PodTopologyLabelsAdmission')) return undefined
    const labels = this.#world.get('Node', '', node)?.metadata.labels ?? {}
    const taken = TOPOLOGY.flatMap(key => (labels[key] === undefined ? [] : [[key, labels[key]]]))
    return taken.length > 0 ? Object.fromEntries(taken) : undefined
  }

  /** Objects of a kind in the version that is asked for. */
  list(apiVersion: string, kind: string, namespace?: string): readonly KubeObject[] {
    const resource = this.#resourceOf({ apiVersion, kind })
    if (!resource) return []
    const stored = asStored({ apiVersion, kind, metadata: {} }, resource, this.#world.minor)
    const objects = this.#world.list(groupKindOf(stored), namespace)
    return objects.some(object => object.apiVersion !== apiVersion)
      ? objects.map(object => asServed(object, resource))
      : objects
  }

  review(question: Question): ReviewAnswer {
    return this.#rights().review(question)
  }

  resourceOf(kind: { readonly apiVersion: string; readonly kind: string }): Resource | undefined {
    return this.#resourceOf(kind)
  }

  #resourceOf(about: KubeObject | ObjectRef | { apiVersion: string; kind: string }): Resource | undefined {
    const { apiVersion, kind } = about
    const namespaced = 'metadata' in about ? about.metadata?.namespace !== undefined : undefined
    return this.#resources.of({ apiVersion, kind, ...(namespaced === undefined ? {} : { namespaced }) })
  }

  /** Few ever ask. */
  #rights(): Access {
    if (this.#access) return this.#access
    const access = new Access(this.#world.minor)
    for (const object of this.#world.everything()) access.apply({ type: 'added', object })
    this.#access = access
    return access
  }

  /** Rights are held against somebody only where all of them are known. */
  #barred(
    verb: string,
    resource: Resource,
    where: { readonly namespace: string; readonly name: string },
    { user, subresource }: RequestOptions,
  ): Answer | undefined {
    if (!user || this.#openWorld) return undefined
    const status = this.#rights().refusal(user, verb, resource, { ...where, ...(subresource ? { subresource } : {}) })
    return status && refusal(status)
  }

  /** `fresh` is what the request will create, for its uid and its name. */
  #server(how: { admission?: boolean; openWorld?: boolean; fresh?: KubeObject } = {}): ApiServer {
    const { admission = true, openWorld = this.#openWorld, fresh } = how
    const identity = this.#identity
    const home = fresh ? `${groupKindOf(fresh)} ${fresh.metadata.namespace ?? ''}` : ''
    return new ApiServer(this.#resources.served, {
      minor: this.#world.minor,
      now: timestamp(this.#clock.now),
      admission,
      openWorld,
      ...(fresh && {
        randomSuffix: (prefix: string) => identity.ending(home, prefix),
        newUid: (object: KubeObject) =>
          identity.uid(groupKindOf(object), object.metadata.namespace ?? '', object.metadata.name ?? ''),
      }),
    })
  }

  /** Keeps what the server let in. */
  #commit(response: Response, resource: Resource, { dryRun }: RequestOptions): Answer {
    if (dryRun || response.status) return response
    for (const object of response.also ?? []) this.#put(object)
    if (!response.object) return response
    const object = asStored(response.object, resource, this.#world.minor)
    if (response.removed) {
      const before = this.get(keyOf(object))
      return this.#kept(response, before ? this.#write('deleted', object, before) : object)
    }
    return this.#kept(response, this.#put(object))
  }

  /** The answer speaks the version it was asked in; nothing is copied where that is the one that is kept. */
  #kept(response: Response, stored: KubeObject): Answer {
    const { object } = response
    if (!object || object.apiVersion === stored.apiVersion) return { ...response, object: stored }
    const { resourceVersion = '' } = stored.metadata
    return { ...response, object: { ...object, metadata: { ...object.metadata, resourceVersion } } }
  }

  #put(object: KubeObject): KubeObject {
    const before = this.get(keyOf(object))
    if (!before) return this.#write('added', object, undefined)
    return equal(object, before) ? before : this.#write('modified', object, before)
  }

  #write(type: Change['type'], object: KubeObject, before: KubeObject | undefined): KubeObject {
    this.#version += 1
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: `${this.#version}` } }
    const change: Change = { type, object: stored, ...(before ? { before } : {}) }
    for (const watcher of this.#watchers) watcher(change)
    return stored
  }
}

const TOPOLOGY = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region']

/** Kinds whose status only the machine itself writes, as often as anything happens: it is known to be right. */
const TRUSTED = new Set<string>(['Pod', 'apps/ReplicaSet', 'apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet'])

/** Nothing that is sent may be changed by whoever answers. */
const bodyOf = (object: KubeObject, { typed, body }: WriteOptions): Json =>
  typed ? jsonOf(withoutEmptyLists(clone(object))) : (body ?? jsonOf(object))

/** Decoding leaves none in metadata, and writers that take the last item away do. */
function withoutEmptyLists(object: KubeObject): KubeObject {
  const { metadata } = object
  if (metadata.finalizers?.length === 0) delete metadata.finalizers
  if (metadata.ownerReferences?.length === 0) delete metadata.ownerReferences
  return object
}

const named = ({ group, resource }: Resource) => ({ group, name: resource })

const keyOf = ({ apiVersion, kind, metadata: { namespace, name = '' } }: KubeObject): ObjectRef => ({
  apiVersion,
  kind,
  ...(namespace === undefined ? {} : { namespace }),
  name,
})

const homeOf = ({ metadata }: KubeObject, { namespaced }: Resource, { namespace }: RequestOptions): string =>
  namespaced ? (namespace ?? metadata?.namespace ?? 'default') : ''

const homeOfRef = (ref: ObjectRef, { namespaced }: Resource, { namespace }: RequestOptions): string =>
  namespaced ? (ref.namespace ?? namespace ?? 'default') : ''

/** Truth: apiextensions-apiserver/pkg/apiserver, the answer of the last handler in the chain */
const NO_SUCH_KIND: Answer = {
  code: 404,
  status: { code: 404, reason: 'NotFound', message: 'the server could not find the requested resource' },
  warnings: [],
}

/** A Deployment's annotations may be written along with its status. Truth: pkg/registry/apps/deployment/strategy.go */
function withAnnotationsOf(object: KubeObject, before: KubeObject): KubeObject {
  const { annotations } = object.metadata
  if (groupKindOf(before) !== 'apps/Deployment' || !annotations) return before
  return { ...before, metadata: { ...before.metadata, annotations } }
}

/** A create takes the status away, which an object that was there already had. */
const withStatusOf = (read: KubeObject, created: KubeObject): KubeObject =>
  'status' in read ? ({ ...created, status: read.status } as KubeObject) : created
