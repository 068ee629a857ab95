import { equal, isObject, type Json, type JsonObject, put } from '../../../resource/json.ts'
import { FieldSet } from './field-set.ts'
import { below, fieldOf, itemStructure, itemsOf, type Structure } from './structure.ts'

const isEmptyValue = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0)

/** The fields that a configuration names. Truth: structured-merge-diff/typed/tofieldset.go */
export function fieldsOf(value: Json, structure: Structure): FieldSet {
  const set = new FieldSet()
  collect(value, structure, [], set)
  return set
}

function collect(value: Json, structure: Structure, path: string[], set: FieldSet): void {
  if (structure.kind === 'piece') set.insert(path)
  else if (structure.kind === 'struct' || structure.kind === 'map') {
    if (!isObject(value)) return
    for (const key in value) {
      const item = value[key]
      if (item === undefined) continue
      const inner = [...path, `f:${key}`]
      collect(item, below(structure, key, item), inner, set)
      const bare = item === null || (isObject(item) && Object.keys(item).length === 0)
      if (bare || !fieldOf(structure, key)) set.insert(inner)
    }
  } else if (Array.isArray(value)) {
    for (const [step, item] of itemsOf(value, structure)) {
      const inner = [...path, step]
      collect(item, itemStructure(structure, item), inner, set)
      set.insert(inner)
    }
  }
}

export interface Comparison {
  readonly added: FieldSet
  readonly modified: FieldSet
  readonly removed: FieldSet
}

/** What is different in `next`. Truth: structured-merge-diff/typed/compare.go */
export function compare(old: Json, next: Json, structure: Structure): Comparison {
  const comparison = { added: new FieldSet(), modified: new FieldSet(), removed: new FieldSet() }
  compareAt(old, next, structure, [], comparison)
  return comparison
}

function compareAt(
  old: Json | undefined,
  next: Json | undefined,
  structure: Structure,
  path: string[],
  result: Comparison,
): void {
  const leaf = structure.kind === 'piece' || (isEmptyValue(old) && isEmptyValue(next))
  if (old === undefined) result.added.insert(path)
  else if (next === undefined) result.removed.insert(path)
  else if (leaf && !equal(old, next)) result.modified.insert(path)
  if (leaf) return
  if (structure.kind === 'struct' || structure.kind === 'map') {
    const left = isObject(old) ? old : {}
    const right = isObject(next) ? next : {}
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      const [a, b] = [left[key], right[key]]
      if (a !== undefined || b !== undefined) {
        compareAt(a, b, below(structure, key, b ?? a), [...path, `f:${key}`], result)
      }
    }
    return
  }
  const left = itemsOf(Array.isArray(old) ? old : [], structure)
  const right = itemsOf(Array.isArray(next) ? next : [], structure)
  for (const step of new Set([...left.keys(), ...right.keys()])) {
    const [a, b] = [left.get(step), right.get(step)]
    compareAt(a, b, itemStructure(structure, b ?? a ?? null), [...path, step], result)
  }
}

/** The value without the fields of a set; an emptied list is null, an emptied object stays as one. Truth: structured-merge-diff/typed/remove.go */
export function removeFields(value: Json, set: FieldSet, structure: Structure): Json {
  if (structure.kind === 'piece' || isEmptyValue(value))
    return structure.kind === 'piece' && !isContainer(value) ? value : null
  if (structure.kind === 'struct' || structure.kind === 'map') {
    if (!isObject(value)) return null
    const kept: JsonObject = {}
    for (const key in value) {
      const step = `f:${key}`
      const item = value[key]
      if (item === undefined || set.members.has(step)) continue
      const inner = set.children.get(step)
      put(kept, key, inner ? removeFields(item, inner, below(structure, key, item)) : item)
    }
    return kept
  }
  if (!Array.isArray(value)) return null
  const kept: Json[] = []
  for (const item of value) {
    const step = itemsOf([item], structure).keys().next().value as string
    if (set.members.has(step)) continue
    const inner = set.children.get(step)
    kept.push(inner ? removeFields(item, inner, itemStructure(structure, item)) : item)
  }
  return kept.length > 0 ? kept : null
}

const isContainer = (value: Json): boolean => isObject(value) || Array.isArray(value)

/** Whoever has a field of a struct has the structs around it. Truth: fieldpath/set.go EnsureNamedFieldsAreMembers */
export function withParents(set: FieldSet, value: Json | undefined, structure: Structure): FieldSet {
  const full = new FieldSet()
  for (const step of set.members) full.members.add(step)
  for (const [step, inner] of set.children) {
    const name = step.slice(2)
    if (step[0] === 'f') {
      if (fieldOf(structure, name)) full.members.add(step)
      const item = isObject(value) ? value[name] : undefined
      full.children.set(step, withParents(inner, item, below(structure, name, item)))
    } else {
      const item = Array.isArray(value) ? itemsOf(value, structure).get(step) : undefined
      full.children.set(step, withParents(inner, item, itemStructure(structure, item ?? null)))
    }
  }
  return full
}
