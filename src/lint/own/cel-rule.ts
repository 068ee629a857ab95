import { adapt, compile, DYN, environment, listOf, type Program, type Value } from '../../cel/index.ts'
import type { Severity } from '../../diagnostic/diagnostic.ts'
import { isObject, type Json, type JsonObject, put } from '../../resource/json.ts'
import { DEFAULT_MINOR } from '../../resource/version.ts'
import { parsePath } from '../../yaml/path.ts'
import { nodeAt } from '../../yaml/place.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { LintObject } from '../lint-object.ts'
import type { Asked, Found, Profile, Rule } from '../rule.ts'

/** A rule of one's own, as `ownRules` of drydock.yaml has it. */
export interface OwnRule {
  readonly name: string
  readonly severity?: Severity
  readonly summary: string
  readonly why?: string
  readonly instead?: string
  /** Kinds, `*` for every object. */
  readonly kinds: readonly string[]
  /** In CEL: what must hold. `object`, `objects` (everything that was read), `params`. */
  readonly check: string
  readonly message?: string
  /** In CEL, the same variables. */
  readonly messageExpression?: string
  /** The field to point at; the object's name without it. */
  readonly at?: string
  readonly params?: JsonObject
  readonly examples?: { readonly bad?: readonly string[]; readonly good?: readonly string[] }
}

/** What is wrong with a rule of one's own, and with which of its expressions. */
export interface OwnRuleProblem {
  readonly in: 'check' | 'messageExpression'
  readonly text: string
}

/** For one object. What is not decided by then is undecided, and said to be. */
const COST_LIMIT = 1_000_000
const ENVIRONMENT = () =>
  environment({
    minor: DEFAULT_MINOR,
    expressions: 'stored',
    variables: { object: DYN, objects: listOf(DYN), params: DYN },
  })

/** Makes a rule of a definition, or says why it is none. */
export function ownRule(definition: OwnRule): Rule | OwnRuleProblem {
  const scope = ENVIRONMENT()
  const check = compile(definition.check, scope)
  if (!('ok' in check)) return { in: 'check', text: check.text }
  if (check.ok.type.kind !== 'bool' && check.ok.type.kind !== 'dyn')
    return { in: 'check', text: 'the expression must be true or false' }
  const message = definition.messageExpression === undefined ? undefined : compile(definition.messageExpression, scope)
  if (message && !('ok' in message)) return { in: 'messageExpression', text: message.text }
  return made(definition, check.ok, message?.ok)
}

function made(definition: OwnRule, check: Program, message: Program | undefined): Rule {
  const { name, severity = 'warning', summary, why, instead, examples } = definition
  const asksForOthers = check.references.has('objects') || (message?.references.has('objects') ?? false)
  return {
    name,
    severity,
    summary,
    why: why ?? '',
    instead: instead ?? '',
    profiles: ALL_PROFILES,
    examples: { bad: examples?.bad ?? [], good: examples?.good ?? [] },
    on: definition.kinds,
    acrossObjects: asksForOthers,
    *run(_: Asked<JsonObject>, object: LintObject, cluster: Cluster): Iterable<Found> {
      const bindings: Record<string, Value> = {
        object: adapt(asksForOthers ? whole(object) : object.value),
        params: adapt(definition.params ?? {}),
        ...(asksForOthers && { objects: cluster.once(allValues) }),
      }
      const answer = check.evaluate(bindings, { costLimit: COST_LIMIT })
      if ('value' in answer && answer.value === true) return
      const at = object.get(...(definition.at === undefined ? ['metadata', 'name'] : parsePath(definition.at)))
      const shown: Record<string, Value> = {
        ...bindings,
        object: adapt(showable(asksForOthers ? whole(object) : object.value)),
        ...(asksForOthers && { objects: cluster.once(allShowable) }),
      }
      yield { at, message: 'error' in answer ? undecided(object, shown) : told(object, shown) }
    },
  }

  function told(object: LintObject, bindings: Record<string, Value>): string {
    const answer = message?.evaluate(bindings, { costLimit: COST_LIMIT })
    if (answer && 'value' in answer && typeof answer.value === 'string') return answer.value.replaceAll(/•+/g, '•••')
    return definition.message ?? `${object}: ${summary}`
  }

  function undecided(object: LintObject, bindings: Record<string, Value>): string {
    const answer = check.evaluate(bindings, { costLimit: COST_LIMIT })
    const why = 'error' in answer ? `: ${answer.error.replaceAll(/•+/g, '•••')}` : ''
    return `${object}: the rule cannot be decided${why}`
  }
}

const ALL_PROFILES: readonly Profile[] = ['recommended', 'strict', 'security']

const allValues = ({ objects }: Cluster): Value => adapt(objects.map(whole))
const allShowable = ({ objects }: Cluster): Value => adapt(objects.map(whole).map(showable))

/**
 * What a message may be made of: of a Secret every character it holds becomes a dot, so that no expression can take a
 * part of it or write it in another way, and only its length can be told.
 */
function showable(value: Json): Json {
  if (!isObject(value) || value['kind'] !== 'Secret') return value
  const shown = { ...value }
  for (const key of ['data', 'stringData']) {
    const held = value[key]
    if (held !== undefined) shown[key] = dotted(held)
  }
  return shown
}

function dotted(value: Json): Json {
  if (Array.isArray(value)) return value.map(dotted)
  if (!isObject(value)) return value === null ? null : '•'.repeat(String(value).length)
  const shown: JsonObject = {}
  for (const [key, inner] of Object.entries(value)) put(shown, key, dotted(inner ?? null))
  return shown
}

/** An object as it is written: among others only so much of each is kept as the rules of drydock ask for. */
const whole = ({ manifest, value }: LintObject): Json => nodeAt(manifest.document, manifest.base)?.value ?? value
