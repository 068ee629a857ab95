import { REGEX_FACTOR, STRING_FACTOR } from '../run/cost.ts'
import type { Expr } from '../syntax/ast.ts'
import type { CelType } from '../types.ts'
import { add, fixed, MOST, multiply, ONE, type Range, scale, union, ZERO } from './range.ts'

/** An argument as costs see it. `size` is only looked for when a function asks. */
export interface Operand {
  readonly expr: Expr
  readonly type: CelType
  size(): Range
  /** The size of the elements, for a list. */
  itemSize(): Range | undefined
}
export interface Estimate {
  readonly cost: Range
  readonly size?: Range
}
type Estimator = (target: Operand | undefined, args: readonly Operand[]) => Estimate | undefined

const NOMINAL: Estimate = { cost: ONE }
const nominal: Estimator = () => NOMINAL
const traverseTarget: Estimator = target => {
  if (!target) return undefined
  const size = target.size()
  return { cost: scale(size, STRING_FACTOR), size }
}
const sized: Estimator = (_, [arg]) => {
  if (!arg) return undefined
  const size = arg.size()
  return { cost: scale(size, STRING_FACTOR), size }
}
const overList: Estimator = target => {
  if (!target) return undefined
  const itemSize = target.itemSize()
  if (!itemSize) return { cost: scale(target.size(), STRING_FACTOR) }
  const kind = target.type.parameters[0]?.kind
  const perItem = kind === 'string' || kind === 'bytes' ? add(ONE, scale(itemSize, STRING_FACTOR)) : ONE
  return { cost: multiply(target.size(), perItem) }
}
const regex: Estimator = (target, [pattern]) => {
  if (!target || !pattern) return undefined
  const size = target.size()
  const cost = multiply(scale(add(size, ONE), STRING_FACTOR), scale(pattern.size(), REGEX_FACTOR))
  return { cost, size: { min: 0, max: size.max } }
}
const traverseArgument: Estimator = (_, [arg]) => arg && { cost: scale(arg.size(), STRING_FACTOR) }

/** How long a text gets when each `from` in it becomes `to`. */
function replacedSize(size: Range, from: Range, to: Range): Range {
  const more = (value: number): number => (value < MOST ? value + 1 : value)
  let most: number
  if (from.min === 0) most = multiply(fixed(more(size.max)), to).max + size.max
  else if (to.max <= from.min) most = size.max
  else most = multiply(fixed(Math.ceil(size.max / from.min)), to).max
  let least: number
  if (from.max === 0) least = multiply(fixed(more(size.min)), to).min + size.min
  else if (from.max <= to.min) least = size.min
  else least = multiply(fixed(Math.ceil(size.min / from.max)), to).min
  return { min: Math.min(least, MOST), max: Math.min(most, MOST) }
}

const replace: Estimator = (target, [from, to]) => {
  if (!target || !from || !to) return undefined
  const size = target.size()
  return { cost: scale(size, 2 * STRING_FACTOR), size: replacedSize(size, from.size(), to.size()) }
}
const split: Estimator = (target, [, limit]) => {
  if (!target) return undefined
  const size = target.size()
  const most = limit?.expr.kind === 'literal' && typeof limit.expr.value === 'number' ? limit.expr.value : size.max
  return { cost: scale(size, 2 * STRING_FACTOR), size: { min: 0, max: most < 0 ? MOST : most } }
}
const join: Estimator = (target, [separator]) => {
  if (!target) return undefined
  const count = target.size()
  const itemSize = target.itemSize()
  let size = itemSize ? multiply(count, itemSize) : ZERO
  if (separator) {
    const gaps = { min: Math.max(0, count.min - 1), max: Math.max(0, count.max - 1) }
    size = add(size, multiply(separator.size(), gaps))
  }
  return { cost: scale(size, STRING_FACTOR), size }
}
const selector: Estimator = (_, [text]) => {
  if (!text) return undefined
  const requirements = scale(scale(text.size(), 0.5), 50)
  return { cost: add(fixed(10), add(scale(text.size(), STRING_FACTOR), requirements)) }
}

/** An address is 4 or 16 bytes; comparing walks both. */
const ADDRESSES = scale({ min: 8, max: 32 }, STRING_FACTOR)
const MASKED = add(scale({ min: 4, max: 16 }, STRING_FACTOR), ONE)
const contains =
  (base: Range): Estimator =>
  (target, [other]) => {
    if (!target || !other) return undefined
    return { cost: other.type.kind === 'string' ? add(base, scale(other.size(), STRING_FACTOR)) : base }
  }

const FORMAT_REGEX = 128

/** By function. Truth: apiserver/pkg/cel/library/cost.go EstimateCallCost */
export const FUNCTION_ESTIMATES: ReadonlyMap<string, Estimator> = new Map<string, Estimator>([
  ['check', () => ({ cost: fixed(350_000) })],
  ...'serviceAccount path group resource subresource namespace name allowed reason error errored'
    .split(' ')
    .map(name => [name, nominal] as const),
  ['fieldSelector', selector],
  ['labelSelector', selector],
  ...['isSorted', 'sum', 'max', 'min', 'indexOf', 'lastIndexOf'].map(name => [name, overList] as const),
  ['url', sized],
  ['jsonpatch.escapeKey', sized],
  ...['lowerAscii', 'upperAscii', 'substring', 'trim'].map(name => [name, traverseTarget] as const),
  ['replace', replace],
  ['split', split],
  ['join', join],
  ['find', regex],
  ['findAll', regex],
  ...['cidr', 'isIP', 'isCIDR', 'quantity', 'isQuantity', 'semver', 'isSemver'].map(
    name => [name, traverseArgument] as const,
  ),
  ['ip', (target, args) => (target ? NOMINAL : traverseArgument(target, args))],
  ['ip.isCanonical', (_, [arg]) => arg && { cost: scale(arg.size(), 2 * STRING_FACTOR) }],
  ...'masked prefixLength family isUnspecified isLoopback isLinkLocalMulticast isLinkLocalUnicast isGlobalUnicast'
    .split(' ')
    .map(name => [name, nominal] as const),
  ['containsIP', contains(ADDRESSES)],
  ['containsCIDR', contains(add(ADDRESSES, MASKED))],
  [
    'validate',
    (target, [text]) =>
      target && text && { cost: scale(scale(text.size(), STRING_FACTOR), FORMAT_REGEX * REGEX_FACTOR) },
  ],
  ['format.named', nominal],
  ...'sign asInteger isInteger asApproximateFloat isGreaterThan isLessThan compareTo add sub major minor patch getScheme getHostname getHost getPort getEscapedPath getQuery'
    .split(' ')
    .map(name => [name, nominal] as const),
])

/** A call that makes a list. Truth: cel-go ext/lists.go estimateAllocatingListCall */
const listCall = (factor: number, size: Range): Estimate => ({ cost: add(scale(size, factor), fixed(11)), size })

const literalNumber = (operand: Operand | undefined, other: number): number =>
  operand?.expr.kind === 'literal' && typeof operand.expr.value === 'number' ? operand.expr.value : other

/** Everything in a list against everything in it. */
const selfComparison = (factor: number, size: Range): Estimate => listCall(factor, multiply(size, size))

const sets = (factor: number, [a, b]: readonly Operand[]): Estimate => ({
  cost: add(scale(multiply(a!.size(), b!.size()), factor), ONE),
})

/** Truth: cel-go ext/lists.go, ext/sets.go */
function listEstimate(id: string, target: Operand | undefined, args: readonly Operand[]): Estimate | undefined {
  const [first, second] = args
  switch (id) {
    case 'list_slice': {
      const size = literalNumber(second, target!.size().max) - literalNumber(first, 0)
      return listCall(1, fixed(size < 0 ? MOST : size))
    }
    case 'lists_range':
      return listCall(1, fixed(Math.max(0, literalNumber(first, MOST))))
    case 'list_reverse':
      return listCall(1, target!.size())
    case 'list_flatten':
      return listCall(1, target!.size())
    case 'list_flatten_int':
      return listCall(literalNumber(first, MOST), target!.size())
    case 'list_distinct':
      return selfComparison(2, target!.size())
    case 'list_sets_contains_list':
    case 'list_sets_intersects_list':
      return sets(1, args)
    case 'list_sets_equivalent_list':
      return sets(2, args)
  }
  const sort = /^list_(\w+)_sort(ByAssociatedKeys)?$/.exec(id)
  if (!sort) return undefined
  const factor = sort[1] === 'string' || sort[1] === 'bytes' ? 2 + STRING_FACTOR : 2
  return selfComparison(factor, (sort[2] ? first! : target!).size())
}

/** Comparing values of the Kubernetes libraries with `==` costs next to nothing. */
const CHEAP = /^(net\.(IP|CIDR)|kubernetes\.(Quantity|Semver|authorization\.\w+))$/

const compareSizes: Estimator = (_, [a, b]) => {
  const smallest = Math.min(a!.size().max, b!.size().max)
  return { cost: scale({ min: smallest > 0 ? 1 : 0, max: smallest }, STRING_FACTOR) }
}

/** By overload. Truth: cel-go checker/cost.go functionCost */
export function overloadEstimate(id: string, target: Operand | undefined, args: readonly Operand[]): Estimate {
  const [first, second, third] = args
  switch (id) {
    case 'string_format':
      if (target) return { cost: scale(target.size(), STRING_FACTOR) }
      break
    case 'string_to_bytes': {
      const size = first!.size()
      return { cost: scale(size, STRING_FACTOR), size: { min: size.min, max: Math.min(size.max * 4, MOST) } }
    }
    case 'bytes_to_string': {
      const size = first!.size()
      return { cost: scale(size, STRING_FACTOR), size: { min: Math.floor(size.min / 4), max: size.max } }
    }
    case 'strings_quote': {
      const size = first!.size()
      return { cost: scale(size, STRING_FACTOR), size: { min: size.min + 2, max: Math.min(size.max * 2 + 2, MOST) } }
    }
    case 'starts_with_string':
    case 'ends_with_string':
      return { cost: scale(first!.size(), STRING_FACTOR) }
    case 'in_list':
      return { cost: second!.size() }
    case 'matches_string': {
      const { cost } = regex(target, args) ?? NOMINAL
      return { cost }
    }
    case 'contains_string':
      return { cost: multiply(scale(target!.size(), STRING_FACTOR), scale(first!.size(), STRING_FACTOR)) }
    case 'conditional':
      return { cost: ZERO, size: union(second!.size(), third!.size()) }
    case 'add_string':
    case 'add_bytes': {
      const size = add(first!.size(), second!.size())
      return { cost: scale(size, STRING_FACTOR), size }
    }
    case 'add_list':
      return { cost: ONE, size: add(first!.size(), second!.size()) }
    case 'equals':
      if (first!.type.name === second!.type.name) {
        if (CHEAP.test(first!.type.name)) return NOMINAL
        if (first!.type.name === 'kubernetes.NamedFormat')
          return { cost: { min: 1, max: Math.ceil(64 * STRING_FACTOR) } }
        if (first!.type.name === 'kubernetes.URL')
          return { cost: scale({ min: 1, max: second!.size().max }, STRING_FACTOR) }
      }
      return compareSizes(target, args)!
    case 'not_equals':
      return compareSizes(target, args)!
  }
  const list = listEstimate(id, target, args)
  if (list) return list
  if (/^(less|greater)(_equals)?_(string|bytes)$/.test(id)) return compareSizes(target, args)!
  return NOMINAL
}
