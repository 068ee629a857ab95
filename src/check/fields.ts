import type { DecodeProblem } from '../apiserver/decode/state.ts'
import type { Fix } from '../diagnostic/diagnostic.ts'
import type { ManifestObject } from '../manifest/objects.ts'
import { isObject, type Json } from '../resource/json.ts'
import { suggest } from '../resource/suggest.ts'
import { formatMinor, type Minor, NEWEST, OLDEST } from '../resource/version.ts'
import type { Kind } from '../schema/catalog.ts'
import { fieldSpans } from '../schema/history.ts'
import type { Scalar } from '../schema/shape.ts'
import type { Type } from '../schema/type.ts'
import { formatPath, type Path } from '../yaml/path.ts'
import type { Finding } from './finding.ts'
import { formOf, meantQuantity } from './malformed.ts'
import { shapeAt, typeAt } from './shape-at.ts'

const CODES: Record<DecodeProblem['what'], string> = {
  'unknown-field': 'schema/unknown-field',
  'duplicate-field': 'schema/duplicate-field',
  'wrong-type': 'schema/wrong-type',
  malformed: 'schema/malformed',
}

/** What did not fit its type, with a guess at what was meant. */
export function fieldFinding(problem: DecodeProblem, object: ManifestObject, kind: Kind, minor: Minor): Finding {
  const { what, path, message } = problem
  if (what !== 'unknown-field')
    return { code: CODES[what], severity: 'error', message, path, ...typeAdvice(problem, object, kind) }
  const name = String(path.at(-1))
  const type = typeAt(kind.type, path.slice(0, -1))
  const meant = type && suggest(name, type.fields.keys())
  const advice = (type && elsewhere(type, name, minor)) ?? (meant ? `Did you mean "${meant}"?` : undefined)
  return {
    code: CODES[what],
    severity: 'error',
    message: `strict decoding error: ${message}`,
    path,
    atKey: true,
    ...(advice ? { advice } : {}),
    ...(meant && isFree(meant, object, path.slice(0, -1)) ? { fix: rename(object, path, meant) } : {}),
  }
}

/** A name that is there already cannot be given to another field. */
function isFree(name: string, { value }: ManifestObject, parent: Path): boolean {
  let holder: Json | undefined = value
  for (const step of parent) {
    if (Array.isArray(holder)) holder = holder[Number(step)]
    else holder = isObject(holder) ? holder[String(step)] : undefined
  }
  return !isObject(holder) || !Object.hasOwn(holder, name)
}

const WORDS: Partial<Record<Scalar, string>> = {
  string: 'a text',
  boolean: 'true or false',
  int32: 'a whole number',
  int64: 'a whole number',
  double: 'a number',
}

/** What the field takes; quotes too many or too few, and units in a spelling of daily life, can be mended. */
function typeAdvice({ what, path }: DecodeProblem, object: ManifestObject, kind: Kind): Partial<Finding> {
  const shape = shapeAt(kind.type, path)
  if (!shape) return {}
  const scalar = shape.kind === 'scalar' ? shape.scalar : undefined
  const { source, start, end } = object.at(path)
  const written = source.text.slice(start, end)
  const fixed = (text: string, safety: Fix['safety']): Pick<Finding, 'fix'> => ({
    fix: { title: `Write ${text}`, safety, edits: [{ source, start, end, text }] },
  })
  if (what === 'malformed') {
    const advice = scalar && formOf(scalar)
    const meant = scalar === 'Quantity' ? meantQuantity(written) : undefined
    return { ...(advice ? { advice } : {}), ...(meant ? fixed(quotedLike(written, meant), 'review') : {}) }
  }
  const wanted = scalar ? WORDS[scalar] : shape.kind === 'list' ? 'a list' : 'a mapping'
  if (!wanted) return {}
  const advice = `${nameOf(path)} takes ${wanted}.`
  const text = scalar && requoted(written, scalar)
  return text === undefined ? { advice } : { advice: `${advice} Write ${text}.`, ...fixed(text, 'safe') }
}

/** `args[3]`: the field, with the index into it. */
const nameOf = (path: Path): string => formatPath(path.slice(path.findLastIndex(step => typeof step === 'string')))

/** In the quotes of what it takes the place of: JSON would be none without. */
function quotedLike(written: string, text: string): string {
  const quote = /^["']/.exec(written)?.[0] ?? ''
  return quote + text + quote
}

/** `"8080"` as a number is 8080; true as a text is "true". */
function requoted(written: string, scalar: Scalar): string | undefined {
  const unquoted = /^(["'])(.*)\1$/.exec(written)?.[2]
  if (scalar === 'string') return /^[\w.+-]+$/.test(written) ? `"${written}"` : undefined
  if (scalar === 'boolean') return unquoted === 'true' || unquoted === 'false' ? unquoted : undefined
  return unquoted !== undefined && /^-?(0|[1-9]\d{0,14})$/.test(unquoted) ? unquoted : undefined
}

/** A field of another release is no slip of the pen. */
function elsewhere(type: Type, name: string, minor: Minor): string | undefined {
  const spans = fieldSpans(type.qualified, name)
  const later = spans.find(span => span.since > minor)
  if (later) return `"${name}" exists since ${formatMinor(later.since)}.`
  const earlier = spans.findLast(span => span.until < minor)
  if (!earlier) return undefined
  const since = earlier.since > OLDEST ? ` from ${formatMinor(earlier.since)}` : ''
  return earlier.until < NEWEST ? `"${name}" existed${since} up to ${formatMinor(earlier.until)}.` : undefined
}

/** The word as it stands is no field at all, but the guess is a guess. */
function rename(object: ManifestObject, path: Path, name: string): Finding['fix'] {
  const { source, start, end } = object.keyAt(path)
  const text = quotedLike(source.text.slice(start, end), name)
  return { title: `Rename to "${name}"`, safety: 'review', edits: [{ source, start, end, text }] }
}
