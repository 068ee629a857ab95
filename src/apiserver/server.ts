import { clone, isObject, type Json } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
import type { Minor } from '../resource/version.ts'
import { behaves } from '../schema/gates.ts'
import { type Applied, applyFromClient } from './apply-client.ts'
import { applyServerSide, type ServerSideApplied } from './apply-kubectl.ts'
import { type ApplyOptions, applyOnServer } from './apply-server.ts'
import type { Context, Resource, User, World } from './context.ts'
import { create, UNKNOWN_UID } from './create.ts'
import { customKind } from './custom/custom-kind.ts'
import type { DecodeOptions } from './decode/decode.ts'
import { applyDefaults } from './defaults/defaults.ts'
import { remove } from './deletion/delete.ts'
import { evict } from './deletion/evict.ts'
import type { DeleteOptions } from './deletion/options.ts'
import { deprecationWarnings } from './deprecated-apis.ts'
import { type PatchType, patch } from './patch-request.ts'
import { readBody } from './read-body.ts'
import { accepted, type Response, refused } from './response.ts'
import { update } from './update.ts'

/** What every request has. */
interface Request extends DecodeOptions {
  readonly resource: Resource
  /** The namespace of the URL; empty for cluster-scoped kinds. */
  readonly namespace: string
  /** The body, as JSON. */
  readonly body: Json
  readonly user?: User
  /** In whose name fields are owned from now on; without one `managedFields` stay as they are. */
  readonly manager?: string
  /** Told to policies; no request changes the world anyway. */
  readonly dryRun?: boolean
}

export type CreateRequest = Request

export interface UpdateRequest extends Request {
  /** The name in the URL. */
  readonly name: string
  /** `status`, `scale`, `approval`… when the PUT goes there. */
  readonly subresource?: string
}

export interface PatchRequest extends UpdateRequest {
  readonly type: PatchType
}

/** The object that goes away is named by the URL. */
export interface DeleteRequest
  extends Pick<UpdateRequest, 'resource' | 'namespace' | 'name' | 'user' | 'dryRun'>,
    DeleteOptions {}

export type EvictRequest = Omit<DeleteRequest, 'resource'>

export interface ScaleRequest extends Pick<UpdateRequest, 'resource' | 'namespace' | 'name' | 'user' | 'dryRun'> {
  readonly replicas: number
}

export interface ServerOptions {
  readonly minor: Minor
  /** RFC 3339, of the virtual clock. */
  readonly now: string
  randomSuffix?(prefix: string): string
  newUid?(object: KubeObject): string
  /** False: no admission plugin runs, the answer ends with validation. */
  readonly admission?: boolean
  /** True: what is not in the world may exist all the same, so that its absence is not held against anyone. */
  readonly openWorld?: boolean
}

export const ADMIN: User = { username: 'system:admin', groups: ['system:masters', 'system:authenticated'] }

const PODS: Resource = { group: '', version: 'v1', resource: 'pods', kind: 'Pod', namespaced: true }

/** Answers requests against a world without changing it. */
export class ApiServer {
  readonly #options: ServerOptions
  readonly #world: World

  constructor(world: World, options: ServerOptions) {
    this.#world = world
    this.#options = options
  }

  create(request: CreateRequest): Response {
    return create(request.body, request, this.#context(request, 'create'))
  }

  /** What would come back of an object that is stored as the body has it: typed and defaulted, judged by nobody. */
  read(request: CreateRequest): Response {
    const context = this.#context(request, 'create')
    const custom = customKind(context)
    if (custom && isObject(request.body)) {
      const object = clone(request.body) as object as KubeObject
      custom.stored(object)
      return accepted(200, object, context)
    }
    const decoded = readBody(request.body, request, context)
    if ('status' in decoded) return refused(decoded.status, context, decoded.problems)
    applyDefaults(decoded.object, context)
    return accepted(200, decoded.object, context)
  }

  update(request: UpdateRequest): Response {
    return update(request.name, request.body, request, this.#context(request, 'update', request.subresource))
  }

  patch(request: PatchRequest): Response {
    const { name, body, type, subresource } = request
    return patch(name, body, type, request, this.#context(request, 'update', subresource))
  }

  /** As `kubectl apply` goes about it: three-way, from what was applied before. */
  apply(request: UpdateRequest): Applied {
    const manifest = isObject(request.body) ? request.body : {}
    return applyFromClient(request.name, manifest, request, this.#context(request, 'update'))
  }

  /** Server-side apply. */
  applyOnServer(request: UpdateRequest & ApplyOptions): Response {
    const config = isObject(request.body) ? request.body : {}
    const { manager: _, ...unnamed } = request
    return applyOnServer(request.name, config, request, this.#context(unnamed, 'update', request.subresource))
  }

  /** As `kubectl apply --server-side` goes about it. */
  applyServerSide(request: UpdateRequest & ApplyOptions): ServerSideApplied {
    const config = isObject(request.body) ? request.body : {}
    const { manager: _, ...unnamed } = request
    return applyServerSide(request.name, config, request, this.#context(unnamed, 'update', request.subresource))
  }

  delete(request: DeleteRequest): Response {
    return remove(request.name, request, this.#context(request, 'delete'))
  }

  /** A delete that asks the pod's budget first. */
  evict(request: EvictRequest): Response {
    return evict(request.name, request, this.#context({ ...request, resource: PODS }, 'delete'))
  }

  /** PUT to the scale subresource; the Scale comes back, and the workload with its new number in `also`. */
  scale({ replicas, ...request }: ScaleRequest): Response {
    const { name, namespace } = request
    const metadata = { name, ...(namespace ? { namespace } : {}) }
    const body = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata, spec: { replicas } }
    return this.update({ ...request, body, subresource: 'scale' })
  }

  #context(
    request: Pick<Request, 'resource' | 'namespace' | 'user' | 'dryRun' | 'manager'>,
    operation: Context['operation'],
    subresource?: string,
  ): Context {
    const { minor, now, randomSuffix, newUid, admission = true, openWorld = false } = this.#options
    const context: Context = {
      minor,
      gates: { enabled: gate => behaves(minor, gate) },
      world: this.#world,
      openWorld,
      admission,
      now,
      operation,
      resource: request.resource,
      ...(subresource ? { subresource } : {}),
      namespace: request.namespace,
      user: request.user ?? ADMIN,
      ...(request.manager !== undefined ? { manager: request.manager } : {}),
      ...(request.dryRun ? { dryRun: true } : {}),
      warnings: deprecationWarnings(request.resource, minor),
      auditAnnotations: {},
      unknown: [],
      also: [],
      randomSuffix: randomSuffix ?? (() => 'xxxxx'),
      newUid: newUid ?? (() => UNKNOWN_UID),
    }
    context.warnings.push(...(customKind(context)?.deprecation ?? []))
    return context
  }
}
