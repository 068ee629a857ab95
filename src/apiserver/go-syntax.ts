import { goQuote } from '../resource/go-quote.ts'
import { Numeral } from '../resource/json.ts'
import { parseQuantityParts } from './go-quantity.ts'
import { GO_STRUCTS } from './go-structs.ts'

/**
 * A value as Go's `%#v` shows it, which is how messages up to 1.33 show what is no scalar:
 *
 *     v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement{…}}
 *
 * What is behind a pointer is shown by its address only. Types are written as in Go; in a struct `s`, `i` and
 * `b` stand for everything that shows as a string, a number or a boolean. Fields of the value go by Go's name
 * or by the API's.
 */
export function goSyntax(type: string, value: unknown): string {
  const absent = value === undefined || value === null
  if (type === 's') return goQuote(absent ? '' : String(value))
  if (type === 'i') return absent ? '0' : String(value)
  if (type === 'b') return absent ? 'false' : String(value)
  if (type === 'interface {}' || type === 'apiextensions.JSON') return untypedSyntax(value)
  if (type === 'uint64') return `0x${Number(value ?? 0).toString(16)}`
  if (type === 'v1.Time' || type === '*v1.Time') return timeSyntax(absent ? undefined : String(value), type)
  if (type === '[]uint8') return bytesSyntax(absent ? undefined : String(value), type)
  if (type.startsWith('*')) return `(${type})(${absent ? 'nil' : ADDRESS})`
  if (type === '[]byte') return bytesSyntax(absent ? undefined : String(value))
  if (type.startsWith('[]')) {
    if (!Array.isArray(value)) return `${type}(nil)`
    return `${type}{${value.map(item => goSyntax(type.slice(2), item)).join(', ')}}`
  }
  if (type.startsWith('map['))
    return absent ? `${type}(nil)` : mapSyntax(type, type.slice(type.indexOf(']') + 1), value)
  if (type === 'resource.Quantity') return quantitySyntax(absent ? '0' : String(value))
  if (type === 'intstr.IntOrString') return intOrStringSyntax(value)
  const named = NAMED_MAPS[type]
  if (named !== undefined) return absent ? `${type}(nil)` : mapSyntax(type, named, value)
  const layout = GO_STRUCTS[type]
  if (layout === undefined) return scalarSyntax(value)
  const struct = (absent ? {} : value) as Record<string, unknown>
  return `${type}{${layout.map(({ name, json, type: of }) => `${name}:${goSyntax(of, json === '.' ? struct : (struct[name] ?? struct[json]))}`).join(', ')}}`
}

/** Maps with a name of their own, and what is in them. */
const NAMED_MAPS: Record<string, string> = {
  'core.ResourceList': 'resource.Quantity',
  'apiextensions.JSONSchemaDependencies': 'apiextensions.JSONSchemaPropsOrStringArray',
  'apiextensions.JSONSchemaDefinitions': 'apiextensions.JSONSchemaProps',
}

/** Where something lies in memory nobody knows. */
const ADDRESS = '0x<ptr>'

function scalarSyntax(value: unknown): string {
  if (value === undefined || value === null) return goQuote('')
  return typeof value === 'string' ? goQuote(value) : String(value)
}

/** What came as JSON of any kind. */
function untypedSyntax(value: unknown): string {
  if (value === undefined || value === null) return 'interface {}(nil)'
  if (typeof value === 'string') return goQuote(value)
  if (Array.isArray(value)) return `[]interface {}{${value.map(untypedSyntax).join(', ')}}`
  if (typeof value !== 'object' || value instanceof Numeral) return String(value)
  return mapSyntax('map[string]interface {}', 'interface {}', value)
}

function mapSyntax(type: string, item: string, value: unknown): string {
  const map = value as Record<string, unknown>
  const entries = Object.keys(map)
    .sort()
    .map(key => `${goQuote(key)}:${goSyntax(item, map[key])}`)
  return `${type}{${entries.join(', ')}}`
}

function bytesSyntax(base64: string | undefined, type = '[]byte'): string {
  if (base64 === undefined || base64 === '') return `${type}(nil)`
  const bytes = [...atob(base64)].map(byte => `0x${byte.charCodeAt(0).toString(16)}`)
  return `${type}{${bytes.join(', ')}}`
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** A time speaks for itself, even from behind a pointer; what was read is in the server's own zone. */
function timeSyntax(text: string | undefined, type: string): string {
  if (text === undefined) return type.startsWith('*') ? '<nil>' : 'time.Date(1, time.January, 1, 0, 0, 0, 0, time.UTC)'
  const [year, month, day, hour, minute, second] = (text.match(/\d+/g) ?? []).map(Number)
  return `time.Date(${year}, time.${MONTHS[(month ?? 1) - 1]}, ${day}, ${hour}, ${minute}, ${second}, 0, time.Local)`
}

function intOrStringSyntax(value: unknown): string {
  const isText = typeof value === 'string'
  const number = typeof value === 'number' || value instanceof Numeral ? String(value) : '0'
  return `intstr.IntOrString{Type:${isText ? 1 : 0}, IntVal:${isText ? 0 : number}, StrVal:${goQuote(isText ? value : '')}}`
}

/** A quantity remembers how it was written, unless it had to be computed. */
function quantitySyntax(text: string): string {
  const { value, scale, format, isPlain, isBig } = parseQuantityParts(text)
  const cached = isPlain ? text : ''
  const dec = isBig ? ADDRESS : 'nil'
  return `resource.Quantity{i:resource.int64Amount{value:${isBig ? 0 : value}, scale:${isBig ? 0 : scale}}, d:resource.infDecAmount{Dec:(*inf.Dec)(${dec})}, s:${goQuote(cached)}, Format:"${format}"}`
}
