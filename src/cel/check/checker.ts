import type { Issue } from '../issue.ts'
import { typeOfValue } from '../run/type-of.ts'
import type { Call, Comprehension, Expr, ListExpr, MapExpr, StructExpr } from '../syntax/ast.ts'
import { walk } from '../syntax/ast.ts'
import {
  BOOL,
  type CelType,
  DYN,
  ERROR,
  formatType,
  INT,
  isOptional,
  listOf,
  mapOf,
  optionalOf,
  parameter,
  STRING,
  type TypeProvider,
  unwrapOptional,
} from '../types.ts'
import type { FunctionDeclaration, Overload } from './declaration.ts'
import { Mapping, mostGeneral } from './mapping.ts'

export interface CheckEnvironment {
  readonly functions: ReadonlyMap<string, FunctionDeclaration>
  /** Variables and the names of types. */
  readonly variables: Pick<ReadonlyMap<string, CelType>, 'get'>
  readonly types: TypeProvider
  /** Literals are looked at once types are right, so that the checker leaves lists of several types to that. */
  readonly checksLiterals: boolean
}

/** Gives every node its type and every call its overloads; what does not fit is an issue. Truth: cel-go checker/checker.go */
export function check(expr: Expr, environment: CheckEnvironment): Issue[] {
  const checker = new Checker(environment)
  checker.check(expr)
  walk(expr, node => {
    node.type = checker.mapping.substitute(node.type ?? DYN, true)
  })
  return checker.issues
}

const isDyn = (type: CelType): boolean => type.kind === 'dyn'

class Checker {
  readonly issues: Issue[] = []
  readonly mapping = new Mapping()
  readonly #environment: CheckEnvironment
  readonly #locals: [name: string, type: CelType][] = []
  #fresh = 0

  constructor(environment: CheckEnvironment) {
    this.#environment = environment
  }

  check(expr: Expr): CelType {
    const type = this.#typeOf(expr)
    expr.type = type
    return type
  }

  #complain(at: number, message: string): CelType {
    this.issues.push({ at, message })
    return ERROR
  }

  #undeclared(at: number, name: string): CelType {
    return this.#complain(at, `undeclared reference to '${name}' (in container '')`)
  }

  #typeOf(expr: Expr): CelType {
    switch (expr.kind) {
      case 'literal':
        return typeOfValue(expr.value)
      case 'ident': {
        const type = this.#lookup(expr.name)
        if (!type) return this.#undeclared(expr.at, expr.name)
        if (expr.name.startsWith('.')) expr.name = expr.name.slice(1)
        return type
      }
      case 'select': {
        const qualified = expr.test ? undefined : qualifiedName(expr)
        const type = qualified === undefined ? undefined : this.#lookup(qualified)
        if (type) {
          Object.assign(expr, { kind: 'ident', name: qualified })
          return type
        }
        const field = this.#fieldType(expr.at, expr.operand, expr.field, false)
        return expr.test ? BOOL : field
      }
      case 'call':
        return this.#call(expr)
      case 'list':
        return this.#list(expr)
      case 'map':
        return this.#map(expr)
      case 'struct':
        return this.#struct(expr)
      case 'comprehension':
        return this.#comprehension(expr)
    }
  }

  #lookup(name: string): CelType | undefined {
    if (!name.startsWith('.')) {
      for (let index = this.#locals.length - 1; index >= 0; index--) {
        const [local, type] = this.#locals[index]!
        if (local === name) return type
      }
    }
    return this.#environment.variables.get(name.startsWith('.') ? name.slice(1) : name)
  }

  #resolved(type: CelType): CelType {
    return this.mapping.substitute(type, false)
  }

  #fieldType(at: number, operand: Expr, field: string, optional: boolean): CelType {
    const operandType = this.#resolved(this.check(operand))
    const target = unwrapOptional(operandType)
    let result: CelType = DYN
    switch (target.kind) {
      case 'map':
        result = target.parameters[1]!
        break
      case 'struct':
        result = this.#structField(at, target.name, field) ?? ERROR
        break
      case 'parameter':
        this.mapping.assign([DYN], [target])
        break
      case 'dyn':
      case 'error':
        break
      default:
        this.#complain(at, `type '${formatType(target)}' does not support field selection`)
    }
    return this.#resolved(optional || isOptional(operandType) ? optionalOf(result) : result)
  }

  #structField(at: number, typeName: string, field: string): CelType | undefined {
    const struct = this.#environment.types.struct(typeName)
    if (!struct) {
      this.#complain(at, `unexpected failed resolution of '${typeName}'`)
      return undefined
    }
    const type = struct.field(field)
    if (!type) this.#complain(at, `undefined field '${field}'`)
    return type
  }

  #call(call: Call): CelType {
    if (call.name === '_?._') {
      const [operand, field] = call.args
      if (field?.kind !== 'literal' || typeof field.value !== 'string') return ERROR
      field.type = STRING
      return this.#fieldType(call.at, operand!, field.value, true)
    }
    for (const arg of call.args) this.check(arg)
    const { functions } = this.#environment
    const plain = call.name.startsWith('.') ? call.name.slice(1) : call.name
    if (!call.target) {
      const declaration = functions.get(plain)
      if (!declaration) return this.#undeclared(call.at, call.name)
      call.name = plain
      return this.#resolve(call, declaration)
    }
    const prefix = qualifiedName(call.target)
    const namespaced = prefix === undefined ? undefined : functions.get(`${prefix.replace(/^\./, '')}.${call.name}`)
    if (namespaced) {
      call.target = undefined
      call.name = namespaced.name
      return this.#resolve(call, namespaced)
    }
    this.check(call.target)
    const declaration = functions.get(call.name)
    return declaration ? this.#resolve(call, declaration) : this.#undeclared(call.at, call.name)
  }

  #resolve(call: Call, declaration: FunctionDeclaration): CelType {
    const given = (call.target ? [call.target, ...call.args] : call.args).map(arg => arg.type!)
    if (call.name === '_&&_' || call.name === '_||_') return this.#logic(call, declaration, given)
    const matching: Overload[] = []
    let result: CelType | undefined
    for (const overload of declaration.overloads) {
      if (overload.member !== (call.target !== undefined)) continue
      const fresh = this.#instantiate(overload)
      if (!this.mapping.assign(given, fresh.parameters)) continue
      matching.push(overload)
      const type = this.#resolved(fresh.result)
      if (!result) result = type
      else if (!isDyn(result) && formatType(type) !== formatType(result)) result = DYN
    }
    if (result) {
      call.overloads = matching
      return result
    }
    const types = given.map(type => formatType(this.mapping.substitute(type, true)))
    const receiver = call.target ? `${types.shift()}.` : ''
    const message = `found no matching overload for '${declaration.name}' applied to '${receiver}(${types.join(', ')})'`
    return this.#complain(call.at, message)
  }

  #logic(call: Call, declaration: FunctionDeclaration, given: CelType[]): CelType {
    call.overloads = [...declaration.overloads]
    let wrong = false
    given.forEach((type, index) => {
      if (this.mapping.assign([type], [BOOL])) return
      wrong = true
      this.#mismatch(call.args[index]!.at, BOOL, type)
    })
    return wrong ? ERROR : BOOL
  }

  #mismatch(at: number, expected: CelType, found: CelType): CelType {
    return this.#complain(at, `expected type '${formatType(expected)}' but found '${formatType(found)}'`)
  }

  /** The overload with type parameters nobody else uses. */
  #instantiate({ parameters, result, typeParameters }: Overload): { parameters: readonly CelType[]; result: CelType } {
    if (typeParameters.length === 0) return { parameters, result }
    const names = new Map(typeParameters.map(name => [name, this.#parameter()]))
    const rename = (type: CelType): CelType => {
      if (type.kind === 'parameter') return names.get(type.name) ?? type
      return type.parameters.length === 0 ? type : { ...type, parameters: type.parameters.map(rename) }
    }
    return { parameters: parameters.map(rename), result: rename(result) }
  }

  #parameter(): CelType {
    return parameter(`_var${this.#fresh++}`)
  }

  /** The common type of elements so far and one more. */
  #join(at: number, before: CelType | undefined, type: CelType): CelType {
    if (!before) return type
    if (this.mapping.assign([before], [type])) return mostGeneral(before, type)
    // Where literals are looked at afterwards, they say so: the arguments of a format may be of any types.
    return this.#environment.checksLiterals ? DYN : this.#mismatch(at, before, type)
  }

  #unwrapped(value: Expr, optional: boolean): CelType {
    const type = value.type!
    if (!optional) return type
    if (!isOptional(type) && !isDyn(type)) this.#mismatch(value.at, optionalOf(type), type)
    return unwrapOptional(type)
  }

  #list({ items, optional }: ListExpr): CelType {
    let element: CelType | undefined
    items.forEach((item, index) => {
      this.check(item)
      element = this.#join(item.at, element, this.#unwrapped(item, optional?.has(index) ?? false))
    })
    return listOf(element ?? this.#parameter())
  }

  #map({ entries }: MapExpr): CelType {
    let key: CelType | undefined
    let value: CelType | undefined
    for (const entry of entries) {
      key = this.#join(entry.key.at, key, this.check(entry.key))
      this.check(entry.value)
      value = this.#join(entry.value.at, value, this.#unwrapped(entry.value, entry.optional))
    }
    return mapOf(key ?? this.#parameter(), value ?? this.#parameter())
  }

  #struct(expr: StructExpr): CelType {
    const type = this.#lookup(expr.name)
    if (!type) return this.#undeclared(expr.at, expr.name)
    if (type.kind !== 'type') return this.#complain(expr.at, `'${type.name}' is not a type`)
    const struct = type.parameters[0] ?? DYN
    if (struct.kind !== 'struct') return this.#complain(expr.at, `'${struct.name}' is not a message type`)
    expr.name = struct.name
    for (const field of expr.fields) {
      this.check(field.value)
      const wanted = this.#structField(field.at, struct.name, field.name)
      const given = this.#unwrapped(field.value, field.optional)
      if (wanted && this.mapping.assign([wanted], [given])) continue
      if (!wanted) continue
      const message = `expected type of field '${field.name}' is '${formatType(wanted)}' but provided type is '${formatType(given)}'`
      this.#complain(field.at, message)
    }
    return struct
  }

  #comprehension(expr: Comprehension): CelType {
    const range = this.#resolved(this.check(expr.range))
    const accumulator = this.check(expr.init)
    const [key, value] = this.#rangeTypes(range, expr)
    const depth = this.#locals.length
    this.#locals.push([expr.accumulator, accumulator])
    this.#locals.push([expr.variable, key])
    if (expr.variable2 !== undefined) this.#locals.push([expr.variable2, value])
    this.#assert(expr.condition, BOOL)
    this.#assert(expr.step, accumulator)
    this.#locals.length = depth + 1
    const result = this.check(expr.result)
    this.#locals.length = depth
    return this.#resolved(result)
  }

  #assert(expr: Expr, type: CelType): void {
    const found = this.check(expr)
    if (!this.mapping.assign([type], [found])) this.#mismatch(expr.at, type, found)
  }

  /** What the variables of a loop hold: with two variables, index or key and value. */
  #rangeTypes(range: CelType, { variable2, range: expr }: Comprehension): [CelType, CelType] {
    const two = variable2 !== undefined
    switch (range.kind) {
      case 'list':
        return two ? [INT, range.parameters[0]!] : [range.parameters[0]!, DYN]
      case 'map':
        return [range.parameters[0]!, range.parameters[1]!]
      case 'dyn':
      case 'error':
      case 'parameter':
        this.mapping.assign([DYN], [range])
        return [DYN, DYN]
      default: {
        const message = `expression of type '${formatType(range)}' cannot be range of a comprehension (must be list, map, or dynamic)`
        this.#complain(expr.at, message)
        return [ERROR, ERROR]
      }
    }
  }
}

/** `a.b.c` when the expression is nothing but names. */
export function qualifiedName(expr: Expr): string | undefined {
  if (expr.kind === 'ident') return expr.name
  if (expr.kind !== 'select' || expr.test) return undefined
  const prefix = qualifiedName(expr.operand)
  return prefix === undefined ? undefined : `${prefix}.${expr.field}`
}
