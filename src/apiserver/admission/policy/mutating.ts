import type {
  MutatingAdmissionPolicy,
  MutatingAdmissionPolicyBinding,
  Mutation,
} from '../../../../schemas/types/admissionregistration.k8s.io/v1.generated.ts'
import { misnamedType, toJson } from '../../../cel/index.ts'
import { equal, isObject, type Json, type JsonObject, put } from '../../../resource/json.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context, Resource } from '../../context.ts'
import { customKind } from '../../custom/custom-kind.ts'
import { decode } from '../../decode/decode.ts'
import { applyDefaults } from '../../defaults/defaults.ts'
import { mergedAs } from '../../kind-shape.ts'
import { forbidden, internalError, type Status } from '../../status.ts'
import { nameOf } from '../pod-request.ts'
import { applyConfiguration } from './apply-configuration.ts'
import { Evaluation } from './evaluation.ts'
import { applyJsonPatch } from './json-patch.ts'
import { inOrder, isExempt, matchRequest } from './match.ts'
import { collectParams } from './params.ts'
import { type PolicyPrograms, programsOf } from './programs.ts'

type Policy = MutatingAdmissionPolicy & KubeObject
type Binding = MutatingAdmissionPolicyBinding & KubeObject

const GROUP = 'admissionregistration.k8s.io'

/** What the first pass leaves for the second. */
export interface MutationPass {
  /** Something changed: the other plugins look again. */
  readonly changed: boolean
  /** Which of policy, binding and params want to be asked again. */
  readonly again: ReadonlySet<string>
}

export type Mutated = MutationPass | { readonly status: Status }

interface Failure {
  readonly policy: Policy
  readonly binding: Binding
  readonly why: string
}

/**
 * Policies that change what is written. All that match are run in turn, each on what the one before left; then the
 * errors are told together. `only` limits a second pass to those who want one.
 *
 * Truth: apiserver/pkg/admission/plugin/policy/mutating/dispatcher.go, generic/policy_dispatcher.go
 */
export function mutateByPolicies(
  object: KubeObject,
  old: KubeObject | undefined,
  context: Context,
  only?: ReadonlySet<string>,
): Mutated {
  const policies = context.world.list(GROUP, 'MutatingAdmissionPolicy') as Policy[]
  const idle = policies.length === 0 || isExempt(context) || context.operation === 'delete' || context.subresource
  if (idle || !context.gates.enabled('MutatingAdmissionPolicy')) return { changed: false, again: new Set() }
  const bindings = context.world.list(GROUP, 'MutatingAdmissionPolicyBinding') as Binding[]
  const failures: Failure[] = []
  const again = new Set<string>()
  let changed = false
  for (const { policy, binding, matched, params } of invocations(policies, bindings, object, old, context, failures)) {
    const key = `${policy.metadata.name}/${binding.metadata.name}/${params?.metadata.namespace}/${params?.metadata.name}`
    if (only && !only.has(key)) continue
    const programs = programsOf(policy, context.minor, true)
    const evaluate = (): Evaluation => new Evaluation(programs, { object, old, matched, params }, context)
    const holds = evaluate().holds(programs.conditions)
    if (typeof holds === 'object') failures.push({ policy, binding, why: holds.error })
    if (holds !== true) continue
    for (const mutation of policy.spec?.mutations ?? []) {
      const result = mutate(object, mutation, programs, evaluate(), context)
      if ('status' in result) return result
      if ('why' in result) failures.push({ policy, binding, why: result.why })
      else changed ||= result.changed
    }
    if (policy.spec?.reinvocationPolicy === 'IfNeeded') again.add(key)
  }
  const told = failures.filter(({ policy }) => policy.spec?.failurePolicy !== 'Ignore')
  return told.length > 0 ? { status: refuse(told, object, context) } : { changed, again }
}

interface Invocation {
  readonly policy: Policy
  readonly binding: Binding
  readonly matched: Resource
  readonly params: KubeObject | null
}

/** Who is asked is settled before anything changes. */
function invocations(
  policies: readonly Policy[],
  bindings: readonly Binding[],
  object: KubeObject,
  old: KubeObject | undefined,
  context: Context,
  failures: Failure[],
): Invocation[] {
  const found: Invocation[] = []
  for (const policy of inOrder(policies)) {
    const bound = bindings.filter(({ spec }) => spec?.policyName === policy.metadata.name)
    if (bound.length === 0) continue
    const matched = matchRequest(policy.spec?.matchConstraints, object, old, context)
    if (!matched) continue
    for (const binding of bound) {
      if (!matchRequest(binding.spec?.matchResources, object, old, context)) continue
      const collected = collectParams(policy.spec?.paramKind, binding.spec?.paramRef, context)
      if ('problem' in collected) {
        failures.push({ policy, binding, why: `failed to configure binding: ${collected.problem}` })
      } else for (const params of collected.params) found.push({ policy, binding, matched, params })
    }
  }
  return found
}

type Result = { readonly changed: boolean } | { readonly why: string } | { readonly status: Status }

function mutate(
  object: KubeObject,
  { patchType, applyConfiguration: configuration, jsonPatch }: Mutation,
  programs: PolicyPrograms,
  evaluation: Evaluation,
  context: Context,
): Result {
  const configured = patchType === 'ApplyConfiguration'
  const expression = (configured ? configuration : jsonPatch)?.expression ?? ''
  const outcome = evaluation.run(programs.compile(expression))
  if ('error' in outcome) return { why: outcome.error }
  const wrong = configured ? misnamedType(outcome.value) : undefined
  if (wrong) return { why: `type mismatch: ${wrong}` }
  const made = toJson(outcome.value)
  if ('error' in made) return { why: made.error }
  const patched = configured ? merged(object, made.json, context) : patchedBy(object, made.json)
  return 'error' in patched ? { why: patched.error } : takeOver(object, patched.value, context)
}

function merged(object: KubeObject, configuration: Json, context: Context): { value: Json } | { error: string } {
  const shape = mergedAs(context)
  if (!shape) return { error: `error applying patch: Resource kind ${context.resource.kind} not found` }
  const result = applyConfiguration(asJson(object), configuration, shape, context.minor)
  return 'error' in result ? { error: `error applying patch: ${result.error}` } : result
}

function patchedBy(object: KubeObject, operations: Json): { value: Json } | { error: string } {
  const result = applyJsonPatch(asJson(object), Array.isArray(operations) ? operations : [])
  return 'error' in result ? { error: `JSON Patch: ${result.error}` } : result
}

const asJson = (object: object): Json => object as JsonObject

/** The object becomes what the patch made of it, typed and defaulted anew. */
function takeOver(object: KubeObject, value: Json, context: Context): Result {
  const read = readPatched(value, context)
  if ('wrong' in read) return { status: internalError(read.wrong) }
  const changed = !equal(object, read.object)
  for (const key of Object.keys(object)) if (!Object.hasOwn(read.object, key)) Reflect.deleteProperty(object, key)
  for (const [key, field] of Object.entries(read.object)) put(asJson(object) as JsonObject, key, field)
  return { changed }
}

function readPatched(value: Json, context: Context): { readonly object: KubeObject } | { readonly wrong: string } {
  const custom = customKind(context)
  if (custom) {
    const read = custom.read(isObject(value) ? value : {}, 'dropped')
    return 'wrong' in read ? { wrong: read.wrong.message } : read
  }
  const decoded = decode(value, context.resource, context.minor, { fieldValidation: 'Ignore' })
  if ('status' in decoded) return { wrong: (decoded.problems[0] ?? decoded.status).message }
  applyDefaults(decoded.object, context)
  return decoded
}

function refuse(failures: readonly Failure[], object: KubeObject, { resource }: Context): Status {
  const messages = failures.map(
    ({ policy, binding, why }) =>
      `policy '${policy.metadata.name}' with binding '${binding.metadata.name}' denied request: ${why}`,
  )
  const causes = messages.map(message => ({ message }))
  const status = forbidden({ group: resource.group, name: resource.resource }, nameOf(object), '', causes)
  return { ...status, reason: 'Invalid', message: messages[0]! }
}
