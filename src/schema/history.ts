/** Questions across minors: where a kind is served, since when a field exists, what an upgrade changes. */
import type { FieldData, KindData } from '../../schemas/format.ts'
import { type Minor, NEWEST, OLDEST } from '../resource/version.ts'
import { minorOf, within } from './bounds.ts'
import { dataOf, everyFile, versionsOf } from './data.ts'
import { typeData, variantIn } from './type.ts'

export interface Availability {
  apiVersion: string
  /** First and last minor that serve it, among those drydock knows. */
  since: Minor
  until: Minor
  /** The first minor that warns. */
  deprecated: Minor | undefined
  replacement: string | undefined
  optIn: boolean
}

/** Where a kind of one group and version is served. */
export function availability(group: string, version: string, kind: string): Availability | undefined {
  const kinds = dataOf(group, version)?.kinds
  if (!kinds || !Object.hasOwn(kinds, kind)) return undefined
  return availabilityOf(group, version, kinds[kind]!)
}

/** The same for every version of the group that ever had the kind, best first. */
export function availabilities(group: string, kind: string): Availability[] {
  return versionsOf(group).flatMap(version => availability(group, version, kind) ?? [])
}

function availabilityOf(group: string, version: string, data: KindData): Availability {
  return {
    apiVersion: group ? `${group}/${version}` : version,
    since: data.since === undefined ? OLDEST : minorOf(data.since),
    // The end of some betas is announced beyond what drydock knows.
    until: data.until === undefined ? NEWEST : Math.min(NEWEST, minorOf(data.until)),
    deprecated: data.deprecated === undefined ? undefined : minorOf(data.deprecated),
    replacement: data.replacement,
    optIn: data.optIn === true,
  }
}

export interface FieldSpan {
  since: Minor
  until: Minor
}

/** The minors in which a type has a field. Neighbouring variants count as one span. */
export function fieldSpans(qualified: string, field: string): FieldSpan[] {
  const spans: FieldSpan[] = []
  for (let minor = OLDEST; minor <= NEWEST; minor++) {
    if (!fieldIn(qualified, field, minor)) continue
    const last = spans.at(-1)
    if (last?.until === minor - 1) last.until = minor
    else spans.push({ since: minor, until: minor })
  }
  return spans
}

function fieldIn(qualified: string, field: string, minor: Minor): FieldData | undefined {
  const data = typeData(qualified)
  if (!data || !within(data, minor) || !Object.hasOwn(data.fields, field)) return undefined
  return variantIn(data.fields[field]!, minor)
}

/** What happened to a field between two minors. */
export type FieldChange = 'appears' | 'goes' | 'changes'

/** Which fields of a type appear, change or go between two minors; the order of the two does not matter. */
export function fieldChanges(qualified: string, from: Minor, to: Minor): Map<string, FieldChange> {
  const changes = new Map<string, FieldChange>()
  const [older, newer] = from < to ? [from, to] : [to, from]
  const data = typeData(qualified)
  for (const field of Object.keys(data?.fields ?? {})) {
    const before = fieldIn(qualified, field, older)
    const after = fieldIn(qualified, field, newer)
    if (!before && after) changes.set(field, 'appears')
    else if (before && !after) changes.set(field, 'goes')
    else if (before && after && differs(before, after)) changes.set(field, 'changes')
  }
  return changes
}

/** Another type, or required now: what a manifest notices. */
const differs = (a: FieldData, b: FieldData): boolean =>
  a.type !== b.type || a.list !== b.list || a.map !== b.map || a.required !== b.required

/** Qualified names of every type a minor's API has. */
export function typesOf(minor: Minor): string[] {
  const names: string[] = []
  for (const file of everyFile()) {
    if (file.config) continue
    for (const name of Object.keys(file.types)) {
      if (within(file.types[name]!, minor)) names.push(`${file.home}.${name}`)
    }
  }
  return names
}
