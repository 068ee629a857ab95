import { defaultValue } from '../../apiserver/defaults/default-value.ts'
import type { Json } from '../../resource/json.ts'
import { parseApiVersion } from '../../resource/object.ts'
import { suggest } from '../../resource/suggest.ts'
import { formatMinor, type Minor, NEWEST, OLDEST } from '../../resource/version.ts'
import { type Catalog, catalog, type Kind } from '../../schema/catalog.ts'
import { type Availability, availabilities, availability, type FieldSpan, fieldSpans } from '../../schema/history.ts'
import { referrers } from '../../schema/references.ts'
import { structIn } from '../../schema/shape.ts'
import type { Field, Type } from '../../schema/type.ts'
import { spanText } from '../../schema/words.ts'

/** What is known of a kind or of a field of it, in one release. */
export interface FieldFacts {
  readonly minor: Minor
  readonly kind: Kind
  /** `spec.template.spec`; empty for the kind itself. */
  readonly path: readonly string[]
  /** The type that has the field, and the field; absent for the kind itself. */
  readonly owner?: Type
  readonly field?: Field
  /** The type of what is there, when it has fields of its own. */
  readonly type?: Type
  /** What the API server puts in when the field is left out. */
  readonly default?: Json
  readonly spans: readonly FieldSpan[]
  readonly versions: readonly Availability[]
  /** Fields that name objects of the kind; for the kind itself. */
  readonly referrers: readonly string[]
  /** Other places with a value of the same type: `Job.spec.template.spec`. */
  readonly alsoIn: readonly string[]
}

export type Explained =
  | { readonly kind: 'facts'; readonly facts: FieldFacts }
  | { readonly kind: 'unknown'; readonly reason: string }

/**
 * Answers `Deployment.spec.replicas`, `deploy.spec.replicas`, `apps/v1/Deployment.spec` and
 * `pods.spec.containers[].image` alike. `custom`: the kinds of definitions at hand.
 */
export function explainField(question: string, minor: Minor, custom: readonly Kind[] = []): Explained {
  const served = catalog(minor)
  const { name, apiVersion, path } = readQuestion(question)
  const kinds = [...served.kinds(), ...served.configKinds(), ...custom]
  const kind =
    kinds.find(
      one => isNamed(one, name) && (apiVersion === undefined || one.apiVersion === apiVersion) && !one.optIn,
    ) ?? kinds.find(one => isNamed(one, name) && (apiVersion === undefined || one.apiVersion === apiVersion))
  if (!kind) return unknownKind(name, apiVersion, kinds, minor)
  let owner: Type | undefined
  let field: Field | undefined
  let type: Type | undefined = kind.type
  for (const [index, step] of path.entries()) {
    const parent: Type | undefined = type
    const found: Field | undefined = parent?.fields.get(step)
    const where = [kind.kind, ...path.slice(0, index)].join('.')
    if (!parent)
      return unknown(
        field?.shape.kind === 'map'
          ? `${where} is a map: its keys are free, ${step} among them`
          : `${where} has no fields`,
      )
    if (!found) return unknown(missing(where, step, parent), suggest(step, parent.fields.keys()))
    owner = parent
    field = found
    type = structIn(found.shape)
  }
  const standard = (field?.default as Json | undefined) ?? defaultValue(kind, path, minor)
  return {
    kind: 'facts',
    facts: {
      minor,
      kind,
      path,
      ...(owner && { owner }),
      ...(field && { field }),
      ...(type && { type }),
      ...(standard !== undefined && { default: standard }),
      spans: owner && field ? fieldSpans(owner.qualified, field.name) : [],
      versions: availabilities(kind.group, kind.kind),
      referrers: path.length === 0 ? referrers(kind.kind, served) : [],
      alsoIn: type && path.length > 0 ? placesOf(type, served, `${kind.kind}.${path.join('.')}`) : [],
    },
  }
}

const unknown = (reason: string, meant?: string): Explained => ({
  kind: 'unknown',
  reason: meant ? `${reason}; did you mean \`${meant}\`?` : reason,
})

/** A kind of another release is no mistake in writing either. */
function unknownKind(name: string, apiVersion: string | undefined, kinds: readonly Kind[], minor: Minor): Explained {
  const { group, version } = parseApiVersion(apiVersion ?? '')
  const span = apiVersion === undefined ? undefined : availability(group, version, name)
  if (span) return unknown(`${apiVersion} ${name} is served only in ${spanText(span)}`)
  const named = kinds.filter(one => isNamed(one, name)).map(one => one.apiVersion)
  if (named.length > 0)
    return unknown(`Kubernetes ${formatMinor(minor)} has ${name} only in ${[...new Set(named)].join(', ')}`)
  const once = inOtherReleases(name)
  if (apiVersion === undefined && once !== undefined) return unknown(once)
  // Groups of custom resources have a dot, those of Kubernetes end as it does.
  if (group.includes('.') && !group.endsWith('.k8s.io'))
    return unknown(`${apiVersion} ${name} is not built in; name its CustomResourceDefinition with --crds`)
  return unknown(
    `Kubernetes ${formatMinor(minor)} serves no kind \`${name}\``,
    suggest(
      name,
      kinds.map(one => one.kind),
    ),
  )
}

function inOtherReleases(name: string): string | undefined {
  for (let minor: Minor = NEWEST; minor >= OLDEST; minor--) {
    const kind = catalog(minor)
      .kinds()
      .find(one => isNamed(one, name))
    if (!kind) continue
    const spans = availabilities(kind.group, kind.kind).map(span => `${spanText(span)} (${span.apiVersion})`)
    return `${kind.kind} is served only in ${spans.join(' and ')}`
  }
  return undefined
}

/** A field that other releases have is no mistake in writing. */
function missing(where: string, step: string, { qualified }: Type): string {
  const spans = fieldSpans(qualified, step)
  if (spans.length === 0) return `${where} has no field \`${step}\``
  return `${where}.${step} exists only in ${spans.map(spanText).join(' and ')}`
}

function readQuestion(question: string): { name: string; apiVersion: string | undefined; path: string[] } {
  const slash = question.lastIndexOf('/')
  const apiVersion = slash < 0 ? undefined : question.slice(0, slash)
  const [name = '', ...path] = question
    .slice(slash + 1)
    .replaceAll(/\[[^\]]*\]/g, '')
    .split('.')
    .filter(step => step !== '')
  return { name, apiVersion, path }
}

function isNamed({ kind, plural, shortNames }: Kind, name: string): boolean {
  const lower = name.toLowerCase()
  return kind.toLowerCase() === lower || plural === lower || shortNames.includes(lower)
}

/** Every way from a kind to a value of a type, the shortest for each kind. */
function placesOf(type: Type, served: Catalog, itself: string): string[] {
  const places: string[] = []
  for (const kind of served.kinds()) {
    if (kind.optIn || kind.until !== undefined) continue
    const path = pathTo(kind.type, type)
    const place = path && `${kind.kind}.${path.join('.')}`
    if (place && place !== itself) places.push(place)
  }
  return [...new Set(places)]
}

/** Breadth first; every type is entered once, because types may contain themselves. */
function pathTo(from: Type, to: Type): string[] | undefined {
  const seen = new Set([from.qualified])
  const queue: { type: Type; path: string[] }[] = [{ type: from, path: [] }]
  for (const { type, path } of queue) {
    for (const { name, shape } of type.fields.values()) {
      const inner = structIn(shape)
      if (!inner) continue
      if (inner.qualified === to.qualified) return [...path, name]
      if (seen.has(inner.qualified)) continue
      seen.add(inner.qualified)
      queue.push({ type: inner, path: [...path, name] })
    }
  }
  return undefined
}
