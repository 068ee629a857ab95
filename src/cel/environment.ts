import type { Minor } from '../resource/version.ts'
import type { CheckEnvironment } from './check/checker.ts'
import { collect, type FunctionDeclaration } from './check/declaration.ts'
import { LIBRARIES } from './library/index.ts'
import { TypeValue, type Value } from './run/value.ts'
import { type Macro, Macros } from './syntax/macro.ts'
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
  optionalOf,
  STRING,
  type StructType,
  structOf,
  TIMESTAMP,
  TYPE,
  type TypeProvider,
  typeOf,
  UINT,
} from './types.ts'

/** A set of functions and macros, from the minor release in which it came to the one in which it went. */
export interface Library {
  readonly since: Minor
  /** The first minor without it. */
  readonly until?: Minor
  readonly functions?: readonly FunctionDeclaration[]
  readonly macros?: readonly Macro[]
  /** Variables: names of values everybody may use. */
  readonly names?: Readonly<Record<string, CelType>>
}

export interface EnvironmentOptions {
  readonly minor: Minor
  /**
   * From 1.28 on, a server takes new expressions only if the minor before understands them, so that it can be rolled
   * back (`new`, the default); expressions already stored may use everything it has (`stored`).
   */
  readonly expressions?: 'new' | 'stored'
  readonly variables?: Readonly<Record<string, CelType>>
  readonly types?: TypeProvider | readonly StructType[]
  /** Libraries beyond the base, whatever the minor: the JSON patch helpers of MutatingAdmissionPolicy. */
  readonly libraries?: readonly Library[]
}

/** What expressions are compiled against. Make one per place where expressions live; it is cheap after the first. */
export interface Environment extends CheckEnvironment {
  readonly macros: Macros
  readonly optionalSyntax: boolean
  /** Whether literals are checked for being durations, timestamps, expressions and formats (1.29). */
  readonly checksLiterals: boolean
  constant(name: string): Value | undefined
}

const TYPE_NAMES: Readonly<Record<string, CelType>> = {
  bool: BOOL,
  bytes: BYTES,
  double: DOUBLE,
  dyn: DYN,
  int: INT,
  list: listOf(DYN),
  map: mapOf(DYN, DYN),
  null_type: NULL,
  string: STRING,
  type: TYPE,
  uint: UINT,
  'google.protobuf.Timestamp': TIMESTAMP,
  'google.protobuf.Duration': DURATION,
  optional_type: optionalOf(DYN),
}

interface Base {
  readonly functions: ReadonlyMap<string, FunctionDeclaration>
  readonly macros: Macros
  readonly names: ReadonlyMap<string, CelType>
}
const bases = new Map<Minor, Base>()

/** The first minor whose API server had CEL; older ones are treated as it. */
const FIRST = 23

function makeBase(minor: Minor, extra: readonly Library[]): Base {
  const present = [
    ...LIBRARIES.filter(({ since, until }) => since <= minor && (until === undefined || minor < until)),
    ...extra,
  ]
  return {
    functions: collect(present.map(library => library.functions ?? [])),
    macros: new Macros(present.flatMap(library => library.macros ?? [])),
    names: new Map(present.flatMap(library => Object.entries(library.names ?? {}))),
  }
}

function baseOf(minor: Minor, extra: readonly Library[]): Base {
  if (extra.length > 0) return makeBase(minor, extra)
  let base = bases.get(minor)
  if (!base) {
    base = makeBase(minor, [])
    bases.set(minor, base)
  }
  return base
}

const isProvider = (types: TypeProvider | readonly StructType[]): types is TypeProvider => 'struct' in types

/** Truth: apiserver/pkg/cel/environment/base.go */
export function environment(options: EnvironmentOptions): Environment {
  const { minor, expressions = 'new', variables = {}, types = [], libraries = [] } = options
  const level = Math.max(FIRST, expressions === 'new' && minor >= 28 ? minor - 1 : minor)
  const base = baseOf(level, libraries)
  const named = isProvider(types) ? undefined : new Map(types.map(type => [type.name, type]))
  const provider: TypeProvider = isProvider(types) ? types : { struct: name => named?.get(name) }
  const declared = new Map([...base.names, ...Object.entries(variables)])
  const structType = (name: string): CelType | undefined => (provider.struct(name) ? structOf(name) : undefined)
  return {
    functions: base.functions,
    macros: base.macros,
    types: provider,
    optionalSyntax: level >= 28,
    checksLiterals: level >= 29,
    variables: {
      get(name) {
        const type = declared.get(name)
        if (type) return type
        const named = Object.hasOwn(TYPE_NAMES, name) ? TYPE_NAMES[name] : structType(name)
        return named && typeOf(named)
      },
    },
    constant(name) {
      const library = Object.hasOwn(variables, name) ? undefined : base.names.get(name)
      if (library?.kind === 'type') return new TypeValue(library.parameters[0]!)
      if (declared.has(name)) return undefined
      const type = Object.hasOwn(TYPE_NAMES, name) ? TYPE_NAMES[name] : structType(name)
      return type && new TypeValue(type)
    },
  }
}
