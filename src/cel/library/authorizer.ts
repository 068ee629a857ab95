import { dnsLabel, dnsSubdomain } from '../../resource/names.ts'
import { define } from '../check/declaration.ts'
import { fail, Opaque, type Value } from '../run/value.ts'
import { type CelType, structOf } from '../types.ts'

/** What an expression asks of the authorizer. Either a path or a resource; `user` is set for `serviceAccount(…)`. */
export interface AuthorizationQuestion {
  readonly user?: { readonly serviceAccount: string; readonly namespace: string }
  readonly verb: string
  readonly path?: string
  readonly group?: string
  readonly resource?: string
  readonly subresource?: string
  readonly namespace?: string
  readonly name?: string
  readonly fieldSelector?: string
  readonly labelSelector?: string
}
export interface AuthorizationAnswer {
  readonly allowed: boolean
  readonly reason?: string
  readonly error?: string
}
export type Authorize = (question: AuthorizationQuestion) => AuthorizationAnswer

const PREFIX = 'kubernetes.authorization.'
export const AUTHORIZER_TYPE = structOf(`${PREFIX}Authorizer`)
const TYPES = {
  authorizer: AUTHORIZER_TYPE,
  path: structOf(`${PREFIX}PathCheck`),
  group: structOf(`${PREFIX}GroupCheck`),
  resource: structOf(`${PREFIX}ResourceCheck`),
}
export const RESOURCE_CHECK_TYPE = TYPES.resource
const DECISION = structOf(`${PREFIX}Decision`)

type Draft = Omit<AuthorizationQuestion, 'verb'>

/** A question being put together. */
class Check extends Opaque {
  readonly type: CelType
  readonly ask: Authorize
  readonly draft: Draft
  constructor(type: CelType, ask: Authorize, draft: Draft) {
    super()
    this.type = type
    this.ask = ask
    this.draft = draft
  }
  equals(other: Opaque): boolean {
    return other === this
  }
}

class Decision extends Opaque {
  readonly type: CelType = DECISION
  readonly answer: AuthorizationAnswer
  constructor(answer: AuthorizationAnswer) {
    super()
    this.answer = answer
  }
  equals(other: Opaque): boolean {
    return other === this
  }
}

/** The variable `authorizer`. */
export const authorizerValue = (ask: Authorize): Value => new Check(TYPES.authorizer, ask, {})

/** The variable `authorizer.requestResource`. */
export const requestResourceValue = (ask: Authorize, resource: Draft): Value => new Check(TYPES.resource, ask, resource)

const check = (value: Value | undefined): Check => value as Check
const answer = (value: Value | undefined): AuthorizationAnswer => (value as Decision).answer
const text = (value: Value | undefined): string => value as string

/** A step that adds one text to the question. */
const step = (name: keyof Draft, id: string, from: string, to: keyof typeof TYPES, empty?: string) =>
  define(name, { [id]: `${PREFIX}${from}.(string) -> ${TYPES[to].name}` }, ([before, value]) => {
    if (empty && text(value).trim() === '') return fail(empty)
    const { ask, draft } = check(before)
    return new Check(TYPES[to], ask, { ...draft, [name]: text(value) })
  })

/** Since Kubernetes 1.27. Truth: apiserver/pkg/cel/library/authz.go */
export const AUTHORIZER = [
  step('path', 'authorizer_path', 'Authorizer', 'path', 'path must not be empty'),
  step('group', 'authorizer_group', 'Authorizer', 'group'),
  step('resource', 'groupcheck_resource', 'GroupCheck', 'resource', 'resource must not be empty'),
  step('subresource', 'resourcecheck_subresource', 'ResourceCheck', 'resource'),
  step('namespace', 'resourcecheck_namespace', 'ResourceCheck', 'resource'),
  step('name', 'resourcecheck_name', 'ResourceCheck', 'resource'),
  define(
    'serviceAccount',
    {
      authorizer_serviceaccount: `${PREFIX}Authorizer.(string, string) -> ${PREFIX}Authorizer`,
    },
    ([before, namespace, name]) => {
      if (dnsSubdomain(text(name)).length > 0) return fail('Invalid service account name')
      if (dnsLabel(text(namespace)).length > 0) return fail('Invalid service account namespace')
      const { ask, draft } = check(before)
      return new Check(TYPES.authorizer, ask, {
        ...draft,
        user: { serviceAccount: text(name), namespace: text(namespace) },
      })
    },
  ),
  define(
    'check',
    {
      pathcheck_check: `${PREFIX}PathCheck.(string) -> ${PREFIX}Decision`,
      resourcecheck_check: `${PREFIX}ResourceCheck.(string) -> ${PREFIX}Decision`,
    },
    ([question, verb]) => {
      const { ask, draft } = check(question)
      return new Decision(ask({ ...draft, verb: text(verb) }))
    },
  ),
  define('errored', { decision_errored: `${PREFIX}Decision.() -> bool` }, ([made]) => answer(made).error !== undefined),
  define('error', { decision_error: `${PREFIX}Decision.() -> string` }, ([made]) => answer(made).error ?? ''),
  define('allowed', { decision_allowed: `${PREFIX}Decision.() -> bool` }, ([made]) => answer(made).allowed),
  define('reason', { decision_reason: `${PREFIX}Decision.() -> string` }, ([made]) => answer(made).reason ?? ''),
]

/** Since Kubernetes 1.31. */
export const AUTHORIZER_SELECTORS = [
  step('fieldSelector', 'authorizer_fieldselector', 'ResourceCheck', 'resource'),
  step('labelSelector', 'authorizer_labelselector', 'ResourceCheck', 'resource'),
]
