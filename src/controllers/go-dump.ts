import { isObject, type Json, type JsonObject } from '../resource/json.ts'
import { scanQuantity } from '../resource/quantity-text.ts'
import type { Scalar, Shape } from '../schema/shape.ts'
import { structOrder } from '../schema/struct-order.ts'
import type { Field, Type } from '../schema/type.ts'

/** The value holds something whose form in Go's memory its JSON does not tell. */
class Untold extends Error {}

/**
 * What Go's dump of a pod template says: every field of every struct in the order of the source, whether it is set or
 * not, with its type. `undefined` when the value holds what cannot be told from JSON: a time, or a quantity that is
 * kept as a decimal of any length.
 *
 * Truth: apimachinery/pkg/util/dump ForHash, go-spew format.go; the template has been through protobuf, which knows no
 * difference between an empty list and none.
 */
export function goDump(value: JsonObject, type: Type): string | undefined {
  try {
    return `(${type.go})${struct(value, partsOf(type))}`
  } catch (error) {
    if (error instanceof Untold) return undefined
    throw error
  }
}

/** What is said of a field before its value, and all that is said when it is not set; or of an embedded struct. */
type Part =
  | { readonly before: string; readonly name: string; readonly shape: Shape; readonly unset: string }
  | { readonly before: string; readonly embedded: readonly Part[] }

/** Types live as long as their release's catalog. */
const known = new WeakMap<Type, readonly Part[]>()

function partsOf(type: Type): readonly Part[] {
  let parts = known.get(type)
  if (!parts) known.set(type, (parts = partsIn(type)))
  return parts
}

/** @param inside the struct embedded in `type` that is meant, whose fields JSON has among those of `type` */
function partsIn(type: Type, inside?: string): readonly Part[] {
  const home = type.qualified.slice(0, type.qualified.lastIndexOf('.'))
  const order = structOrder(inside === undefined ? type.qualified : `${home}.${inside}`)
  if (!order) throw new Untold()
  return order.flatMap((name): Part[] => {
    const field = type.fields.get(name)
    if (field && field.inline === inside) return [partOf(field)]
    if (inside !== undefined || !embeds(type, name)) return []
    return [{ before: `${name}:(${packageOf(type)}.${name})`, embedded: partsIn(type, name) }]
  })
}

function partOf({ name, goName, shape, pointer }: Field): Part {
  const before = `${goName}:(${pointer ? '*' : ''}${shape.go})`
  return { name, shape, before, unset: before + (pointer ? '<nil>' : plain(undefined, shape)) }
}

const embeds = ({ fields }: Type, name: string): boolean => [...fields.values()].some(({ inline }) => inline === name)

const packageOf = ({ go }: Type): string => go.slice(0, go.indexOf('.'))

function struct(value: JsonObject, parts: readonly Part[]): string {
  let text = '{'
  for (const part of parts) {
    if (text !== '{') text += ' '
    if ('embedded' in part) text += part.before + struct(value, part.embedded)
    else {
      const inside = value[part.name]
      text += inside === undefined || inside === null ? part.unset : part.before + plain(inside, part.shape)
    }
  }
  return `${text}}`
}

function plain(value: Json | undefined, shape: Shape): string {
  switch (shape.kind) {
    case 'struct':
      return struct(isObject(value) ? value : {}, partsOf(shape.type))
    case 'list':
      if (!Array.isArray(value) || value.length === 0) return '<nil>'
      return `[${value.map(item => plain(item, shape.of)).join(' ')}]`
    case 'map': {
      const keys = isObject(value) ? Object.keys(value).sort() : []
      if (!isObject(value) || keys.length === 0) return '<nil>'
      return `map[${keys.map(key => `${key}:${plain(value[key], shape.of)}`).join(' ')}]`
    }
    default:
      return scalar(value ?? undefined, shape.scalar)
  }
}

function scalar(value: Json | undefined, of: Scalar): string {
  switch (of) {
    case 'string':
      return typeof value === 'string' ? value : ''
    case 'boolean':
      return `${value ?? false}`
    case 'int32':
    case 'int64':
      return `${value ?? 0}`
    case 'IntOrString':
      return typeof value === 'string'
        ? `{Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)${value}}`
        : `{Type:(intstr.Type)0 IntVal:(int32)${value ?? 0} StrVal:(string)}`
    case 'Quantity':
      return quantity(`${value ?? 0}`)
    case 'Time':
      if (value !== undefined) throw new Untold()
      return '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}'
    default:
      throw new Untold()
  }
}

const FORMATS = { decimal: 'DecimalSI', binary: 'BinarySI', exponent: 'DecimalExponent' }

/** Truth: apimachinery/pkg/api/resource/quantity.go ParseQuantity, the part for what fits into 64 bits */
function quantity(text: string): string {
  if (text === '0') return goQuantity(0n, 0, text, 'DecimalSI')
  const scanned = scanQuantity(text)
  if (typeof scanned === 'string') throw new Untold()
  const { whole, fraction, negative, suffix } = scanned
  const { format, exponent } = suffix
  const digits = whole + fraction
  const binary = format === 'binary'
  const room = binary ? 14 - whole.length - Math.trunc((exponent * 3) / 10) : 18 - digits.length
  const scale = (binary ? 0 : exponent) - fraction.length
  if (room < 0 || scale < -9 || (binary && fraction !== '')) throw new Untold()
  const number = BigInt(digits)
  const amount = binary ? number << BigInt(exponent) : number
  const isCanonical = binary ? (number & 7n) !== 0n : scale % 3 === 0 && !digits.endsWith('000') && digits[0] !== '0'
  return goQuantity(negative ? -amount : amount, scale, isCanonical ? text : '', FORMATS[format])
}

const goQuantity = (value: bigint, scale: number, text: string, format: string): string =>
  `{i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}} ` +
  `d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)${text} Format:(resource.Format)${format}}`
