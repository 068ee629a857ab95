import { type CelType, DYN, NULL, sameType } from '../types.ts'

const isDyn = (type: CelType): boolean => type.kind === 'dyn'
const isDynOrError = (type: CelType): boolean => type.kind === 'dyn' || type.kind === 'error'

/**
 * What type parameters stand for so far. `assign` asks whether a value of one type may stand where the other is
 * wanted and learns from the answer; a refusal leaves no trace. Truth: cel-go checker/types.go
 */
export class Mapping {
  readonly #known = new Map<string, CelType>()
  readonly #undo: [name: string, before: CelType | undefined][] = []

  assign(wanted: readonly CelType[], given: readonly CelType[]): boolean {
    this.#undo.length = 0
    if (this.#lists(wanted, given)) return true
    for (const [name, before] of this.#undo.reverse()) {
      if (before) this.#known.set(name, before)
      else this.#known.delete(name)
    }
    return false
  }

  /** The type with its parameters replaced; those still free become dyn if `close`. */
  substitute(type: CelType, close: boolean): CelType {
    if (type.kind === 'parameter') {
      const known = this.#known.get(type.name)
      if (known) return this.substitute(known, close)
      return close ? DYN : type
    }
    if (type.parameters.length === 0) return type
    return { ...type, parameters: type.parameters.map(inner => this.substitute(inner, close)) }
  }

  #set(name: string, type: CelType): void {
    this.#undo.push([name, this.#known.get(name)])
    this.#known.set(name, type)
  }

  #lists(a: readonly CelType[], b: readonly CelType[]): boolean {
    return a.length === b.length && a.every((type, index) => this.#one(type, b[index]!))
  }

  #one(a: CelType, b: CelType): boolean {
    if (b.kind === 'parameter') {
      const [valid, known] = this.#stands(a, b)
      if (valid) return true
      if (known) return false
    }
    if (a.kind === 'parameter') return this.#stands(b, a)[0]
    if (isDynOrError(a) || isDynOrError(b)) return true
    if (a.kind === 'null') return nullable(b)
    if (b.kind === 'null') return nullable(a)
    switch (a.kind) {
      case 'type':
        return b.kind === 'type'
      case 'opaque':
      case 'list':
      case 'map':
        return a.kind === b.kind && a.name === b.name && this.#lists(a.parameters, b.parameters)
      default:
        return sameType(a, b)
    }
  }

  /** Whether `type` may be what the parameter stands for, and whether it stood for something before. */
  #stands(type: CelType, param: CelType): [valid: boolean, known: boolean] {
    if (sameType(type, param)) return [true, true]
    const known = this.#known.get(param.name)
    if (known) {
      if (sameType(type, known)) return [true, true]
      if (!this.#one(type, known)) return [false, true]
      const general = mostGeneral(type, known)
      if (this.#absent(param, general)) this.#set(param.name, general)
      return [true, true]
    }
    if (!this.#absent(param, type)) return [false, false]
    this.#set(param.name, type)
    return [true, false]
  }

  #absent(param: CelType, within: CelType): boolean {
    if (sameType(param, within)) return false
    if (within.kind === 'parameter') {
      const known = this.#known.get(within.name)
      return known === undefined || this.#absent(param, known)
    }
    return within.parameters.every(inner => this.#absent(param, inner))
  }
}

/** Objects, opaque values, durations and timestamps may be compared with null. */
const nullable = (type: CelType): boolean =>
  type === NULL || ['null', 'opaque', 'struct', 'duration', 'timestamp'].includes(type.kind)

export const mostGeneral = (a: CelType, b: CelType): CelType => (coversType(a, b) ? a : b)

function coversType(a: CelType, b: CelType): boolean {
  if (isDyn(a) || a.kind === 'parameter') return true
  if (isDyn(b) || b.kind === 'parameter' || a.kind !== b.kind) return false
  switch (a.kind) {
    case 'opaque':
    case 'list':
    case 'map':
      return (
        a.name === b.name &&
        a.parameters.length === b.parameters.length &&
        a.parameters.every((inner, index) => coversType(inner, b.parameters[index]!))
      )
    case 'type':
      return true
    default:
      return sameType(a, b)
  }
}
