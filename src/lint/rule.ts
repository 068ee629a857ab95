import type { Fix, Severity } from '../diagnostic/diagnostic.ts'
import type { Json } from '../resource/json.ts'
import type { Minor } from '../resource/version.ts'
import type { Cluster } from './cluster/cluster.ts'
import type { Spot } from './field.ts'
import type { LintObject } from './lint-object.ts'
import type { Container, PodTemplate } from './pod-template.ts'

/**
 * What is asked of a manifest besides what the API server demands.
 *
 * - `recommended`: nothing that reasonable people disagree about.
 * - `strict`: that, and what is good practice where availability and order matter.
 * - `security`: the NSA guide, the CIS benchmark, Pod Security restricted.
 *
 * A rule in none of them is a choice of the house that uses it: it is switched on by name.
 */
export type Profile = 'recommended' | 'strict' | 'security'

/** What other tools and standards call the same idea: `{ 'kube-linter': ['privileged-container'], CIS: ['5.2.2'] }`. */
export type Elsewhere = Partial<Record<Tool, readonly string[]>>
export type Tool =
  | 'kube-linter'
  | 'kube-score'
  | 'polaris'
  | 'trivy'
  | 'checkov'
  | 'kubescape'
  | 'kubesec'
  | 'datree'
  | 'monokle'
  | 'kyverno'
  | 'gatekeeper'
  | 'pluto'
  | 'PSS'
  | 'NSA'
  | 'CIS'

/** What a rule's check is told besides its subject. */
export interface Asked<Options> {
  readonly options: Options
  /** The releases asked for, oldest first. */
  readonly minors: readonly Minor[]
  /** The manifests are everything there is: what they do not hold does not exist. */
  readonly complete: boolean
}

export interface Found {
  readonly at: Spot
  /** One sentence about this manifest, with the object's name and the numbers. Never a secret value. */
  readonly message: string
  readonly related?: readonly { readonly at: Spot; readonly message: string }[]
  /** What to do here, when `instead` of the rule is not it. */
  readonly advice?: string
  readonly fix?: Fix
  /** What stands there is a secret: reports do not show it. */
  readonly sensitive?: boolean
  /** When it differs from the rule's. */
  readonly severity?: Severity
}

export interface OptionSchema {
  readonly type: 'integer' | 'number' | 'string' | 'boolean' | 'array' | 'object'
  readonly description: string
  readonly default: Json
  readonly items?: { readonly type: 'string' | 'integer' }
}

interface About<Options> {
  readonly name: string
  readonly severity: Severity
  /** What holds where all is well, as one sentence. */
  readonly summary: string
  /** What goes wrong otherwise. */
  readonly why: string
  /** What to do, imperative. */
  readonly instead: string
  readonly profiles: readonly Profile[]
  readonly elsewhere?: Elsewhere
  readonly options?: { readonly [name in keyof Options]: OptionSchema }
  /** Manifests in which «marks» show where the findings must point, and others in which there must be none. */
  readonly examples: { readonly bad: readonly string[]; readonly good: readonly string[] }
}

/**
 * `check` is asked for every subject. One that takes the cluster as well is asked when everything has been read;
 * one that does not, with its file alone: in a worker, and its answer is kept as long as the file stays the same.
 */
interface Check<Subject, Options> {
  check(this: Asked<Options>, subject: Subject, cluster: Cluster): Iterable<Found>
}

/** @typeParam Options what `this.options` holds: the defaults, and over them what the configuration says */
export type ContainerRule<Options> = About<Options> & { readonly on: 'containers' } & Check<Container, Options>
export type PodRule<Options> = About<Options> & { readonly on: 'pods' } & Check<PodTemplate, Options>
/** `on`: kinds as `kindKey` names them, or `*` for every object. */
export type ObjectRule<Options> = About<Options> & { readonly on: readonly string[] } & Check<LintObject, Options>
export type RuleDefinition<Options> = ContainerRule<Options> | PodRule<Options> | ObjectRule<Options>

/** A rule with its options forgotten: what the engine, the docs and the configuration work with. */
export interface Rule extends About<Record<string, Json>> {
  readonly on: 'containers' | 'pods' | readonly string[]
  /** Whether it needs to see everything that was read. */
  readonly acrossObjects: boolean
  run(asked: Asked<Record<string, Json>>, object: LintObject, cluster: Cluster): Iterable<Found>
}

/** Defines a rule. The page in the docs, `explain`, the configuration and the tests all come from it. */
export function rule<Options extends Record<string, Json>>(definition: ContainerRule<Options>): Rule
export function rule<Options extends Record<string, Json>>(definition: PodRule<Options>): Rule
export function rule<Options extends Record<string, Json>>(definition: ObjectRule<Options>): Rule
export function rule<Options extends Record<string, Json>>(definition: RuleDefinition<Options>): Rule {
  const { name, severity, summary, why, instead, profiles, examples, on } = definition
  const about: About<Record<string, Json>> = {
    name,
    severity,
    summary,
    why,
    instead,
    profiles,
    examples,
    ...(definition.elsewhere && { elsewhere: definition.elsewhere }),
    ...(definition.options && { options: definition.options }),
  }
  return {
    ...about,
    on,
    acrossObjects: definition.check.length > 1,
    run: (asked, object, cluster) => runOn(definition, asked as Asked<Options>, object, cluster),
  }
}

/** Most objects have one container, and most rules nothing to say: nothing is wrapped that need not be. */
function runOn<Options>(
  definition: RuleDefinition<Options>,
  asked: Asked<Options>,
  object: LintObject,
  cluster: Cluster,
): Iterable<Found> {
  if (definition.on === 'pods') return object.pods ? definition.check.call(asked, object.pods, cluster) : NOTHING
  if (definition.on !== 'containers') return definition.check.call(asked, object, cluster)
  const containers = object.pods?.containers ?? []
  const [first] = containers
  if (!first) return NOTHING
  return containers.length === 1
    ? definition.check.call(asked, first, cluster)
    : containers.flatMap(container => [...definition.check.call(asked, container, cluster)])
}

const NOTHING: Iterable<Found> = []

/** Marks a manifest in an example: takes away the indentation that it has for the eye. */
export function yaml(parts: TemplateStringsArray, ...values: readonly string[]): string {
  const text = String.raw({ raw: parts.map(part => part) }, ...values)
  const lines = text.replace(/^\n/, '').trimEnd().split('\n')
  const indents = lines.filter(line => line.trim() !== '').map(line => line.length - line.trimStart().length)
  const indent = Math.min(...indents)
  return `${lines.map(line => line.slice(indent)).join('\n')}\n`
}
