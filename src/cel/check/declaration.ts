import type { Frame } from '../run/frame.ts'
import type { Value } from '../run/value.ts'
import {
  BOOL,
  BYTES,
  type CelType,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  NULL,
  opaqueOf,
  optionalOf,
  parameter,
  STRING,
  structOf,
  TIMESTAMP,
  TYPE,
  typeOf,
  UINT,
} from '../types.ts'

/** One signature of a function. `id` is cel-go's, since costs are told by it. */
export interface Overload {
  readonly id: string
  readonly name: string
  readonly member: boolean
  /** With the receiver first, for a member. */
  readonly parameters: readonly CelType[]
  readonly result: CelType
  readonly typeParameters: readonly string[]
  readonly call: Implementation
}

/** Arguments with the receiver first. Failures are thrown. */
export type Implementation = (args: readonly Value[], frame: Frame) => Value

export interface FunctionDeclaration {
  readonly name: string
  readonly overloads: readonly Overload[]
}

/**
 * Declares a function by its signatures:
 *
 *   define('size', { size_string: '(string) -> int', list_size: 'list(A).() -> int' }, ([value]) => …)
 *
 * A capital letter is a type parameter; a name with a dot is an object type.
 */
export function define(
  name: string,
  signatures: Readonly<Record<string, string>>,
  call: Implementation,
): FunctionDeclaration {
  const overloads = Object.entries(signatures).map(([id, signature]) => parseSignature(id, name, signature, call))
  return { name, overloads }
}

/** Several libraries may add overloads to one name. */
export function collect(libraries: readonly (readonly FunctionDeclaration[])[]): Map<string, FunctionDeclaration> {
  const functions = new Map<string, FunctionDeclaration>()
  for (const { name, overloads } of libraries.flat()) {
    const known = functions.get(name)
    functions.set(name, { name, overloads: known ? [...known.overloads, ...overloads] : overloads })
  }
  return functions
}

const NAMED: Record<string, CelType> = {
  bool: BOOL,
  bytes: BYTES,
  double: DOUBLE,
  duration: DURATION,
  dyn: DYN,
  int: INT,
  null: NULL,
  string: STRING,
  timestamp: TIMESTAMP,
  type: TYPE,
  uint: UINT,
}
const OPAQUE = new Set(['net.IP', 'net.CIDR'])

function parseSignature(id: string, name: string, signature: string, call: Implementation): Overload {
  const tokens = signature.match(/->|[\w.]*\w|[().,]/g) ?? []
  const typeParameters = new Set<string>()
  let index = 0
  const parseType = (): CelType => {
    const word = tokens[index++]!
    if (word === 'list' || word === 'map' || word === 'optional' || word === 'type') {
      if (tokens[index] !== '(') return NAMED[word] ?? DYN
      index += 1
      const first = parseType()
      if (word === 'map') index += 1
      const second = word === 'map' ? parseType() : undefined
      index += 1
      if (second) return mapOf(first, second)
      return word === 'list' ? listOf(first) : word === 'type' ? typeOf(first) : optionalOf(first)
    }
    if (/^[A-Z]$/.test(word)) {
      typeParameters.add(word)
      return parameter(word)
    }
    return NAMED[word] ?? (OPAQUE.has(word) ? opaqueOf(word) : structOf(word))
  }
  const parameters: CelType[] = []
  const member = tokens[0] !== '('
  if (member) {
    parameters.push(parseType())
    index += 1
  }
  index += 1
  while (tokens[index] !== ')') {
    parameters.push(parseType())
    if (tokens[index] === ',') index += 1
  }
  index += 2
  const result = parseType()
  return { id, name, member, parameters, result, typeParameters: [...typeParameters], call }
}
