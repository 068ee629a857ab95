import { Bytes, List, Mapping, Opaque, type Value } from './value.ts'

/** How many code points a string has. */
export function codePoints(text: string): number {
  let count = text.length
  for (let index = 0; index < text.length - 1; index++) {
    if ((text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) count -= 1
  }
  return count
}

/** An opaque value that has a size costs by it. */
export interface Sized {
  readonly sizeForCost: number
}

/** The size costs are computed from: characters, bytes, elements, entries; 1 for anything else. */
export function sizeForCost(value: Value): number {
  if (typeof value === 'string') return codePoints(value)
  if (value instanceof List || value instanceof Mapping) return value.size
  if (value instanceof Bytes) return value.data.length
  if (value instanceof Opaque && 'sizeForCost' in value) return (value as Opaque & Sized).sizeForCost
  return 1
}

/** What visiting everything inside a value costs. Truth: apiserver/pkg/cel/library/cost.go traversalCost */
export function traversalCost(value: Value): number {
  if (typeof value === 'string') return Math.floor(new TextEncoder().encode(value).length * 0.1)
  if (value instanceof Bytes) return Math.floor(value.data.length * 0.1)
  let cost = 0
  if (value instanceof List) {
    for (const item of value) cost += traversalCost(item)
    return cost
  }
  if (value instanceof Mapping) {
    for (const key of value.keys()) cost += traversalCost(key) + traversalCost(value.find(key) ?? null)
    return cost
  }
  return 1
}
