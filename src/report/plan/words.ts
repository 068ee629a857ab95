import type { Json } from '../../resource/json.ts'
import type { ObjectRef } from '../../resource/object.ts'

/** `Deployment shop/web` */
export const nameOf = ({ kind, namespace, name }: ObjectRef): string =>
  namespace ? `${kind} ${namespace}/${name}` : name ? `${kind} ${name}` : kind

/** `0:00`, `1:05`, `1:00:00`; a tenth where it is no whole second. */
export function clock(seconds: number): string {
  const tenths = Math.round(seconds * 10)
  const whole = Math.floor(tenths / 10)
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  const two = (value: number): string => String(value).padStart(2, '0')
  const rest = `${two(whole % 60)}${tenths % 10 > 0 ? `.${tenths % 10}` : ''}`
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}

/** `8 s`, `1 min 30 s`, `2 h` */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  const parts: string[] = []
  if (whole >= 3600) parts.push(`${Math.floor(whole / 3600)} h`)
  if (whole % 3600 >= 60) parts.push(`${Math.floor((whole % 3600) / 60)} min`)
  if (whole < 3600 && whole % 60 > 0) parts.push(`${whole % 60} s`)
  return parts.length > 0 ? parts.join(' ') : '0 s'
}

const LONGEST_VALUE = 80

/** A value on one line; a long one is cut, a large one is summed up. */
export function valueText(value: Json | undefined): string {
  if (value === undefined) return '(none)'
  if (typeof value === 'string') return cut(/^$|^\s|\s$|\n/.test(value) ? JSON.stringify(value) : value)
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean' || value === null)
    return String(value)
  const text = jsonText(value)
  if (text.length <= LONGEST_VALUE) return text
  if (Array.isArray(value)) return `[${value.length} items]`
  const keys = Object.keys(value as object)
  return cut(`{ ${keys.join(', ')} }`)
}

/** JSON that also holds the numbers JavaScript has no exact form for. */
export const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? Number(inner) : inner), indent)

const cut = (text: string): string => (text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE - 1)}…`)

/** `2 pods`; `1 pod` */
export const pods = (count: number): string => `${count} ${count === 1 ? 'pod' : 'pods'}`

/** `a`, `a and b`, `a, b and 2 more` */
export function listed(items: readonly string[], most = 3): string {
  if (items.length === 1) return items[0]!
  if (items.length <= most) return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
  return `${items.slice(0, most).join(', ')} and ${items.length - most} more`
}

/** Thousandths of a cpu: `1.5 cpu`. */
export const cpuText = (milli: number): string => `${Math.round(milli / 10) / 100} cpu`

/** `512 Mi`, `1.5 Gi` */
export function memoryText(bytes: number): string {
  const mebi = bytes / 1024 ** 2
  return mebi >= 1024 ? `${Math.round((mebi / 1024) * 10) / 10} Gi` : `${Math.round(mebi)} Mi`
}
