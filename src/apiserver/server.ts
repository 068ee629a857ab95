import type { Json } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
import type { Minor } from '../resource/version.ts'
import { admit, validateAdmission } from './admission/chain.ts'
import type { Context, Resource, User, World } from './context.ts'
import { type DecodeOptions, decode } from './decode/decode.ts'
import type { DecodeProblem } from './decode/state.ts'
import { applyDefaults } from './defaults/defaults.ts'
import { FieldErrors } from './field-errors.ts'
import { rulesOf } from './kinds.ts'
import { alreadyExists, badRequest, invalid, type Status } from './status.ts'
import { validatePathSegments } from './validation/object-meta.ts'

export interface CreateRequest {
  readonly resource: Resource
  /** The namespace of the URL; empty for cluster-scoped kinds. */
  readonly namespace: string
  /** The body, as JSON. */
  readonly body: Json
  readonly fieldValidation?: DecodeOptions['fieldValidation']
  readonly user?: User
}

/** The API server's own answer. `object` is what is stored; it is absent when the request was refused. */
export interface Response {
  readonly code: number
  readonly object?: KubeObject
  readonly status?: Status
  /** All that did not fit its type, where the Status tells only the first. */
  readonly problems?: readonly DecodeProblem[]
  /** Texts of `Warning:` headers, in order. */
  readonly warnings: string[]
  /** Paths of values that a real server would pick itself: addresses, ports, uids. */
  readonly unknown: string[]
}

export interface ServerOptions {
  readonly minor: Minor
  readonly now: string
  randomSuffix?(): string
  /** False: no admission plugin runs, the answer ends with validation. */
  readonly admission?: boolean
}

export const ADMIN: User = { username: 'system:admin', groups: ['system:masters', 'system:authenticated'] }

/** Answers requests against a world without changing it. */
export class ApiServer {
  readonly #options: ServerOptions
  readonly #world: World

  constructor(world: World, options: ServerOptions) {
    this.#world = world
    this.#options = options
  }

  /**
   * POST. The order of the stations is the server's: decode, default, namespace, mutating admission,
   * the kind's own preparation, validation, validating admission, and only then whether the name is free.
   *
   * Truth: apiserver/pkg/endpoints/handlers/create.go, registry/rest/create.go
   */
  create(request: CreateRequest): Response {
    const { resource, namespace } = request
    const context = this.#context(request, 'create')
    const refuse = (status: Status): Response => refused(status, context)

    const decoded = decode(request.body, resource, this.#options.minor, request)
    if ('status' in decoded) return { ...refuse(decoded.status), problems: decoded.problems }
    context.warnings.push(...decoded.warnings)
    const { object } = decoded
    applyDefaults(object, context)

    const mismatch = settleNamespace(object, namespace)
    if (mismatch) return refuse(mismatch)

    const mutated = this.#options.admission === false ? undefined : admit(object, undefined, context)
    if (mutated) return refuse(mutated)

    const rules = rulesOf(resource)
    prepareMetadata(object, context)
    rules.prepareCreate?.(object, context)
    const errors = new FieldErrors()
    rules.validate(object, errors, context)
    if (errors.isEmpty) validatePathSegments(object, errors)
    const kind = { group: resource.group, name: resource.kind }
    const name = object.metadata.name ?? ''
    if (!errors.isEmpty) return refuse(invalid(kind, name, errors.list))
    context.warnings.push(...(rules.warnings?.(object, context) ?? []))
    rules.canonicalize?.(object, context)

    const denied = this.#options.admission === false ? undefined : validateAdmission(object, undefined, context)
    if (denied) return refuse(denied)
    if (this.#world.get(resource.group, resource.kind, namespace, name)) {
      return refuse(alreadyExists({ group: resource.group, name: resource.resource }, name))
    }
    return { code: 201, object, warnings: context.warnings, unknown: context.unknown }
  }

  #context(request: CreateRequest, operation: Context['operation']): Context {
    const { minor, now, randomSuffix } = this.#options
    return {
      minor,
      gates: { enabled: () => true },
      world: this.#world,
      now,
      operation,
      resource: request.resource,
      namespace: request.namespace,
      user: request.user ?? ADMIN,
      warnings: [],
      unknown: [],
      randomSuffix: randomSuffix ?? (() => 'xxxxx'),
    }
  }
}

const refused = (status: Status, { warnings, unknown }: Context): Response => ({
  code: status.code,
  status,
  warnings,
  unknown,
})

/** The namespace of the body must be that of the URL; an absent one takes it. Truth: rest.EnsureObjectNamespaceMatchesRequestNamespace */
function settleNamespace({ metadata }: KubeObject, namespace: string): Status | undefined {
  if (metadata.namespace && namespace && metadata.namespace !== namespace) {
    return badRequest('the namespace of the provided object does not match the namespace sent on the request')
  }
  if (namespace) metadata.namespace = namespace
  else delete metadata.namespace
  return undefined
}

/** What only the server may set in the metadata of a new object. Truth: rest.BeforeCreate, FillObjectMetaSystemFields */
function prepareMetadata({ metadata }: KubeObject, context: Context): void {
  delete metadata.deletionTimestamp
  delete metadata.deletionGracePeriodSeconds
  delete metadata.managedFields
  delete metadata.selfLink
  metadata.creationTimestamp = context.now
  metadata.uid = '<uid>'
  if (!metadata.name && metadata.generateName) {
    metadata.name = metadata.generateName.slice(0, 58) + context.randomSuffix()
    context.unknown.push('metadata.name')
  }
}
