import { sizeForCost, traversalCost } from './size.ts'
import { Bytes, List, type Value } from './value.ts'

export const STRING_FACTOR = 0.1
export const REGEX_FACTOR = 0.25

/** Either a fixed cost or one that depends on the arguments (receiver first) and the result. */
export type CallCost = number | ((args: readonly Value[], result: Value) => number)

const traverse = (value: Value, factor: number = STRING_FACTOR): number => Math.ceil(sizeForCost(value) * factor)
const ofFirst = (args: readonly Value[]): number => traverse(args[0]!)
const ofFirstTwice = (args: readonly Value[]): number => traverse(args[0]!, 2 * STRING_FACTOR)
const regex = (args: readonly Value[]): number =>
  Math.ceil((1 + sizeForCost(args[0]!)) * STRING_FACTOR) * Math.ceil(sizeForCost(args[1]!) * REGEX_FACTOR)
const containsIp = (args: readonly Value[]): number => Math.ceil(2 * sizeForCost(args[0]!) * STRING_FACTOR)

/** One requirement of a selector costs a list and a struct. Truth: library/cost.go selectorCostEstimate */
const selector = (args: readonly Value[]): number =>
  10 + traverse(args[1]!) + Math.ceil(Math.ceil(sizeForCost(args[1]!) * 0.5) * 50)

/** A format costs by the length of the expression it stands for. */
const validate = (args: readonly Value[]): number =>
  Math.ceil((1 + sizeForCost(args[1]!)) * STRING_FACTOR) * Math.ceil(sizeForCost(args[0]!) * REGEX_FACTOR)

/** Costs the Kubernetes libraries declare, by function. Truth: apiserver/pkg/cel/library/cost.go CallCost */
const BY_FUNCTION: Readonly<Record<string, CallCost>> = {
  check: 350_000,
  fieldSelector: selector,
  labelSelector: selector,
  isSorted: args => traversalCost(args[0]!),
  sum: args => traversalCost(args[0]!),
  min: args => traversalCost(args[0]!),
  max: args => traversalCost(args[0]!),
  indexOf: args => traversalCost(args[0]!),
  lastIndexOf: args => traversalCost(args[0]!),
  url: ofFirst,
  lowerAscii: ofFirst,
  upperAscii: ofFirst,
  substring: ofFirst,
  trim: ofFirst,
  'jsonpatch.escapeKey': ofFirst,
  replace: ofFirstTwice,
  split: ofFirstTwice,
  join: (_, result) => traverse(result, 2 * STRING_FACTOR),
  find: regex,
  findAll: regex,
  cidr: ofFirst,
  isIP: ofFirst,
  isCIDR: ofFirst,
  'ip.isCanonical': ofFirstTwice,
  quantity: ofFirst,
  isQuantity: ofFirst,
  semver: ofFirst,
  isSemver: ofFirst,
  validate,
}

/** Costs by overload. Truth: cel-go interpreter/runtimecost.go costCall */
const BY_OVERLOAD: Readonly<Record<string, CallCost>> = {
  starts_with_string: ofFirst,
  ends_with_string: ofFirst,
  string_to_bytes: ofFirst,
  strings_quote: ofFirst,
  string_format: ofFirst,
  bytes_to_string: ofFirst,
  in_list: args => sizeForCost(args[1]!),
  add_string: args => Math.ceil((sizeForCost(args[0]!) + sizeForCost(args[1]!)) * STRING_FACTOR),
  add_bytes: args => Math.ceil((sizeForCost(args[0]!) + sizeForCost(args[1]!)) * STRING_FACTOR),
  matches_string: regex,
  matches: regex,
  contains_string: args => traverse(args[0]!) * traverse(args[1]!),
  string_to_ip: ofFirst,
  cidr_contains_ip_string: args => containsIp(args) + traverse(args[1]!),
  cidr_contains_ip_ip: containsIp,
  cidr_contains_cidr: args => containsIp(args) + traverse(args[0]!) + 1,
  cidr_contains_cidr_string: args => containsIp(args) + traverse(args[0]!) + 1 + traverse(args[1]!),
  list_flatten: args => listCost(1, sizeForCost(args[0]!)),
  list_flatten_int: args => listCost(Number(args[1]), sizeForCost(args[0]!)),
  list_distinct: args => selfComparison(args[0]!),
  lists_range: (_, result) => listCost(1, sizeForCost(result)),
  list_reverse: (_, result) => listCost(1, sizeForCost(result)),
  list_slice: (_, result) => listCost(1, sizeForCost(result)),
  list_sets_contains_list: args => 1 + sizeForCost(args[0]!) * sizeForCost(args[1]!),
  list_sets_equivalent_list: args => 1 + 2 * sizeForCost(args[0]!) * sizeForCost(args[1]!),
  list_sets_intersects_list: args => 1 + sizeForCost(args[0]!) * sizeForCost(args[1]!),
}

/** A call that makes a list. Truth: cel-go ext/lists.go trackAllocatingListCall */
const listCost = (factor: number, size: number): number => Math.floor(size * factor) + 11

/** Everything in a list against everything in it. */
function selfComparison(value: Value): number {
  const size = sizeForCost(value)
  const first = value instanceof List && size > 0 ? value.get(0) : undefined
  return listCost(typeof first === 'string' || first instanceof Bytes ? 2 + STRING_FACTOR : 2, size * size)
}

/** Comparisons of strings and bytes cost by the shorter side. */
const comparison = (args: readonly Value[]): number =>
  Math.ceil(Math.min(sizeForCost(args[0]!), sizeForCost(args[1]!)) * STRING_FACTOR)

export function callCost(name: string, overload: string): CallCost {
  if (Object.hasOwn(BY_FUNCTION, name)) return BY_FUNCTION[name]!
  if (Object.hasOwn(BY_OVERLOAD, overload)) return BY_OVERLOAD[overload]!
  if (/^list_\w+_sort$/.test(overload)) return args => selfComparison(args[0]!)
  if (/^list_\w+_sortByAssociatedKeys$/.test(overload)) return args => selfComparison(args[1]!)
  if (/^(less|greater)(_equals)?_(string|bytes)$/.test(overload)) return comparison
  return 1
}
