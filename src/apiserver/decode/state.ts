import { rememberEmptyMap } from '../semantic-equal.ts'

/** A place in the body: field names and indexes from the top. */
export type BodyPath = readonly (string | number)[]

/** Something in the body that does not fit its type. */
export interface DecodeProblem {
  readonly what: 'unknown-field' | 'duplicate-field' | 'wrong-type' | 'malformed'
  readonly path: BodyPath
  /** As the server words it. */
  readonly message: string
  /** The Go type that a value of another kind stands in for. */
  readonly goType?: string
}

/**
 * What becomes of empty lists and maps, which Go tells from absent ones: a request keeps them until it is answered,
 * JSON omits those whose tag says so, and what was stored as protobuf has lost them all.
 */
export type Empties = 'kept' | 'omitted' | 'lost'

/**
 * Where a decoder stands and what it has found, in the terms of Go's encoding/json: the struct it is in,
 * the names of the fields on the way there, and beside them the path that strict decoding reports.
 *
 * Truth: sigs.k8s.io/json/internal/golang/encoding/json/decode.go (errorContext, saveError, strictErrors)
 */
export class DecodeState {
  /** True: the object was stored before, so that what stands for a given port is one. */
  readonly stored: boolean
  readonly empties: Empties
  /** An empty list or map came along. */
  metEmpty = false
  /** An amount that the server writes shorter than it is. */
  metUnwritten = false
  /** The Go struct whose field is being decoded: `Container`. */
  struct = ''
  /** Field names from the top, without indexes, with the names of embedded structs. */
  readonly names: string[] = []
  /** Field names and indexes from the top, as strict errors show them. */
  readonly path: (string | number)[] = []
  /** Unknown and duplicate fields, in the order in which they stand in the body. */
  readonly strict: DecodeProblem[] = []
  /** Mismatches of types; the server tells the first. Decoding goes on behind it, because a value's own parser may still fail. */
  readonly mismatches: DecodeProblem[] = []
  /**
   * A value's own parser (of a time, a quantity) failed. The server's decoding ends at once, and this is what it tells;
   * ours goes on, for those who want to hear of everything at once.
   */
  failure: DecodeProblem | undefined

  constructor(stored = false, empties: Empties = 'omitted') {
    this.stored = stored
    this.empties = empties
  }

  /** What becomes of a list or a map that has nothing in it. */
  empty<T extends object>(value: T): T | undefined {
    this.metEmpty = true
    if (this.empties === 'lost') return undefined
    if (!Array.isArray(value)) rememberEmptyMap(value)
    return value
  }

  /** `what` is the JSON kind, with the number's text where Go shows it: `number 1.5`. */
  mismatched(what: string, goType: string): void {
    this.mismatches.push({ what: 'wrong-type', path: [...this.path], message: this.describe(what, goType), goType })
  }

  /** A mismatch that has words of its own. */
  malformed(message: string): void {
    this.mismatches.push({ what: 'malformed', path: [...this.path], message })
  }

  fail(message: string): void {
    if (this.failure) this.malformed(message)
    else this.failure = { what: 'malformed', path: [...this.path], message }
  }

  describe(what: string, goType: string): string {
    return this.struct
      ? `json: cannot unmarshal ${what} into Go struct field ${this.struct}.${this.names.join('.')} of type ${goType}`
      : `json: cannot unmarshal ${what} into Go value of type ${goType}`
  }

  unknownField(name: string): void {
    if (this.strict.length >= MOST_STRICT_ERRORS) return
    const path = [...this.path, name]
    this.strict.push({ what: 'unknown-field', path, message: `unknown field "${formatBodyPath(path)}"` })
  }
}

/** sigs.k8s.io/json stops collecting here. */
const MOST_STRICT_ERRORS = 100

/** `spec.containers[0].image` */
export function formatBodyPath(path: BodyPath): string {
  let text = ''
  for (const segment of path) {
    if (typeof segment === 'number') text += `[${segment}]`
    else text += text === '' ? segment : `.${segment}`
  }
  return text
}
