import type { Diagnostic, Place } from '../diagnostic/diagnostic.ts'
import type { ManifestObject } from '../manifest/objects.ts'
import { isObject, type Json, type JsonObject } from '../resource/json.ts'
import type { Minor } from '../resource/version.ts'
import { formatPath } from '../yaml/path.ts'
import { Cluster } from './cluster/cluster.ts'
import type { Spot } from './field.ts'
import { LintObject } from './lint-object.ts'
import { POD_MAKERS } from './pod-template.ts'
import type { Asked, Found, Rule } from './rule.ts'
import { OptionLayers, type RuleOptions, type ScopedOptions } from './scoped-options.ts'

export interface LintSettings {
  /** `recommended`, `strict`, `security` or `off`. */
  readonly profile: string
  /** Rules that are wanted by name, whatever the profile. */
  readonly wanted: readonly string[]
  /** Options by rule, as the configuration file has them. */
  readonly options: RuleOptions
  /** Those that hold for some objects only. */
  readonly scoped?: ScopedOptions
  readonly minors: readonly Minor[]
  readonly complete: boolean
}

/** A rule that is on, with its options. */
class Active {
  readonly rule: Rule
  readonly #settings: LintSettings
  readonly #everywhere: Asked<Record<string, Json>>
  readonly #layers: OptionLayers | undefined
  readonly #scoped = new Map<JsonObject, Asked<Record<string, Json>>>()

  constructor(rule: Rule, settings: LintSettings) {
    this.rule = rule
    this.#settings = settings
    this.#everywhere = askedOf(rule, settings)
    const layers = settings.scoped && new OptionLayers(settings.scoped, rule.name)
    this.#layers = layers?.isEmpty ? undefined : layers
  }

  run(object: LintObject, cluster: Cluster): Iterable<Found> {
    return this.rule.run(this.#askedOf(object), object, cluster)
  }

  #askedOf(object: LintObject): Asked<Record<string, Json>> {
    const scoped = this.#layers?.of(object)
    if (!scoped) return this.#everywhere
    const known = this.#scoped.get(scoped)
    if (known) return known
    const asked = askedOf(this.rule, this.#settings, scoped)
    this.#scoped.set(scoped, asked)
    return asked
  }
}

/** Puts objects to the rules. It knows no rule: it is given them. */
export class Linter {
  readonly #alone: ReadonlyMap<string, readonly Active[]>
  readonly #across: ReadonlyMap<string, readonly Active[]>

  readonly #complete: boolean

  constructor(rules: readonly Rule[], settings: LintSettings) {
    this.#complete = settings.complete
    const active = rules.filter(rule => isOn(rule, settings)).map(rule => new Active(rule, settings))
    this.#alone = byKind(active.filter(({ rule }) => !rule.acrossObjects))
    this.#across = byKind(active.filter(({ rule }) => rule.acrossObjects))
  }

  get looksAcross(): boolean {
    return this.#across.size > 0
  }

  /** What can be said of each object by itself. */
  alone(objects: readonly ManifestObject[]): Diagnostic[] {
    if (this.#alone.size === 0) return []
    return objects.flatMap(manifest => findings(this.#alone, new LintObject(manifest), NOTHING))
  }

  /** What can only be said of an object among others: the answer tells it of one of the manifests. */
  across(manifests: readonly ManifestObject[]): (manifest: ManifestObject) => Diagnostic[] {
    if (!this.looksAcross) return () => []
    const objects = new Map(manifests.map(manifest => [manifest, new LintObject(manifest)]))
    const cluster = new Cluster([...objects.values()], this.#complete)
    return manifest => findings(this.#across, objects.get(manifest)!, cluster)
  }

  /**
   * The same, a rule and an object at a time: between two of them others may have a turn.
   *
   * @param all those that are judged as well, in the order in which they would be read
   */
  *acrossInSteps(
    judged: readonly ManifestObject[],
    all: readonly ManifestObject[],
  ): Generator<readonly Diagnostic[], void> {
    if (!this.looksAcross) return
    const cluster = new Cluster(all.map(known), this.#complete)
    for (const object of judged) yield* inSteps(this.#across, known(object), cluster)
  }
}

/** An object is looked at again and again while others change in an editor: what rules found out about it is kept. */
const objects = new WeakMap<ManifestObject, LintObject>()

function known(manifest: ManifestObject): LintObject {
  let object = objects.get(manifest)
  if (!object) objects.set(manifest, (object = new LintObject(manifest)))
  return object
}

/** What a rule that looks at one object alone is given for a cluster. */
const NOTHING = new Cluster([], false)

function findings(active: ReadonlyMap<string, readonly Active[]>, object: LintObject, cluster: Cluster): Diagnostic[] {
  const found: Diagnostic[] = []
  for (const one of active.get(object.kind) ?? NONE) ask(one, object, cluster, found)
  for (const one of active.get('*') ?? NONE) ask(one, object, cluster, found)
  return found
}

const NONE: readonly Active[] = []

function* inSteps(
  active: ReadonlyMap<string, readonly Active[]>,
  object: LintObject,
  cluster: Cluster,
): Generator<readonly Diagnostic[], void> {
  for (const kind of [object.kind, '*'])
    for (const one of active.get(kind) ?? NONE) {
      const found: Diagnostic[] = []
      ask(one, object, cluster, found)
      yield found
    }
}

function ask(active: Active, object: LintObject, cluster: Cluster, found: Diagnostic[]): void {
  try {
    for (const one of active.run(object, cluster)) found.push(diagnosticOf(active.rule, one))
  } catch (error) {
    found.push(failed(active.rule, object, error))
  }
}

/** A rule that throws is broken; the others still have their say, and nobody takes its silence for consent. */
const failed = ({ name }: Rule, object: LintObject, error: unknown): Diagnostic => ({
  code: 'rule/failed',
  severity: 'error',
  message: `The rule ${name} failed on ${object}: ${error instanceof Error ? error.message : String(error)}`,
  at: placeOfSpot(object),
  subject: object.manifest.subject,
})

function isOn({ name, profiles }: Rule, { profile, wanted }: LintSettings): boolean {
  if (wanted.includes(name)) return true
  if (profile === 'recommended') return profiles.includes('recommended')
  if (profile === 'strict') return profiles.includes('recommended') || profiles.includes('strict')
  return profile === 'security' && profiles.includes('security')
}

function askedOf(
  rule: Rule,
  { options, minors, complete }: LintSettings,
  scoped: JsonObject = {},
): Asked<Record<string, Json>> {
  const given = Object.hasOwn(options, rule.name) ? options[rule.name] : undefined
  const chosen: Record<string, Json> = {}
  for (const [name, { default: fallback }] of Object.entries(rule.options ?? {})) {
    chosen[name] = scoped[name] ?? (isObject(given) ? given[name] : undefined) ?? fallback
  }
  return { options: chosen, minors, complete }
}

function byKind(active: readonly Active[]): Map<string, Active[]> {
  const index = new Map<string, Active[]>()
  for (const one of active) {
    const { on } = one.rule
    for (const kind of typeof on === 'string' ? POD_MAKERS : on) {
      const known = index.get(kind)
      if (known) known.push(one)
      else index.set(kind, [one])
    }
  }
  return index
}

function diagnosticOf(rule: Rule, { at, message, related, advice, fix, severity, sensitive }: Found): Diagnostic {
  const todo = advice ?? rule.instead
  return {
    code: rule.name,
    severity: severity ?? rule.severity,
    message,
    at: placeOfSpot(at),
    subject: at.object.manifest.subject,
    ...(at.path.length > 0 && { path: formatPath(at.path) }),
    ...(related && { related: related.map(one => ({ at: placeOfSpot(one.at), message: one.message })) }),
    ...(todo !== '' && { advice: todo }),
    ...(fix && { fix }),
    ...(sensitive && { sensitive }),
  }
}

/** An object as a whole is shown by its name, so that a finding does not underline half a file. */
export function placeOfSpot({ object, path, atKey }: Spot): Place {
  if (path.length === 0) return object.manifest.at(['metadata', isUnnamed(object) ? 'generateName' : 'name'])
  return atKey ? object.manifest.keyAt(path) : object.manifest.at(path)
}

/** Of what gets its name from the server there is only the beginning of one. */
function isUnnamed({ value }: LintObject): boolean {
  const { metadata } = value
  return isObject(metadata) && metadata['name'] === undefined && metadata['generateName'] !== undefined
}
