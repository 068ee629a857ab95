import { matches } from '../../cel/re2.ts'
import { dns1035Label, dnsLabel } from '../../resource/names.ts'
import type { Minor } from '../../resource/version.ts'
import type { Schema } from '../validation/apiextensions/schema.ts'
import { isCreditCard, isIsbn10, isIsbn13 } from './format-checksums.ts'
import { isCidr, isIpv4, isIpv6, isMac, isRequestUri } from './format-network.ts'

const date = (text: string): boolean => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (!year) return false
  const time = new Date(`${text}T00:00:00Z`)
  return time.getUTCMonth() + 1 === Number(month) && time.getUTCDate() === Number(day)
}

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})t(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:.\d+)?(?:z|[+-]\d{2}:\d{2})$/i
const UNIT =
  /^(?:ns|nano|us|µs|micro|ms|milli|s|sec|m|min|h|hr|hour|d|day|w|wk|week)$|^(?:nano|micro|milli|sec|min|hour|day|week)/i

/** As Go reads one, or with a number and a unit in words anywhere: `2 weeks`. */
function duration(text: string): boolean {
  if (/^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.test(text)) return true
  for (const [, unit = ''] of text.matchAll(/\d+\s*([A-Za-zµ]+)/g)) if (UNIT.test(unit)) return true
  return false
}

/** RE2's, because a name of many letters would take for ever another way. */
const HOSTNAME =
  '^([a-zA-Z0-9\\p{S}\\p{L}](-?[a-zA-Z0-9\\p{S}\\p{L}]{0,62})?|[a-zA-Z0-9\\p{S}\\p{L}]([a-zA-Z0-9\\-\\p{S}\\p{L}]{0,61}[a-zA-Z0-9\\p{S}\\p{L}])?\\.)+[a-zA-Z\\p{L}]{2,63}$'
const bytes = (text: string): number => new TextEncoder().encode(text).length
const hostname = (text: string): boolean =>
  text.length <= 255 &&
  bytes(text) <= 255 &&
  text.split('.').every(label => bytes(label) <= 63) &&
  matches(HOSTNAME, text)

/** An address, or one in angle brackets behind a name. */
const EMAIL =
  /^\s*(?:[^<>@"]*|\s*"[^"]*"\s*)<[^\s<>@,;:()[\]]+@[^\s<>@,;:()]+>\s*$|^\s*(?:[^\s<>@,;:()[\]"\\.]+(?:\.[^\s<>@,;:()[\]"\\.]+)*|"[^"]*")@(?:[^\s<>@,;:()[\]"\\.]+(?:\.[^\s<>@,;:()[\]"\\.]+)*|\[[^\]]*\])\s*$/

const uuid = (version: string, variant: string): RegExp =>
  new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?${variant}[0-9a-f]{3}-?[0-9a-f]{12}$`, 'i')
const HEX = '[0-9a-f]'
const UUID = uuid(HEX, HEX)
const UUID3 = uuid('3', HEX)
const UUID4 = uuid('4', '[89ab]')
const UUID5 = uuid('5', '[89ab]')

const CHANNEL = '\\s*(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])\\s*'
const RGB = new RegExp(`^rgb\\(${CHANNEL},${CHANNEL},${CHANNEL}\\)$`)

const FORMATS = new Map<string, (text: string) => boolean>([
  ['bsonobjectid', text => /^[0-9a-f]{24}$/i.test(text)],
  ['uri', isRequestUri],
  ['email', text => text.length < 10_000 && EMAIL.test(text)],
  ['hostname', hostname],
  ['ipv4', isIpv4],
  ['ipv6', isIpv6],
  ['cidr', isCidr],
  ['mac', isMac],
  ['uuid', text => UUID.test(text)],
  ['uuid3', text => UUID3.test(text)],
  ['uuid4', text => UUID4.test(text)],
  ['uuid5', text => UUID5.test(text)],
  ['isbn', text => isIsbn10(text) || isIsbn13(text)],
  ['isbn10', isIsbn10],
  ['isbn13', isIsbn13],
  ['creditcard', isCreditCard],
  ['ssn', text => /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text)],
  ['hexcolor', text => /^#?(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(text)],
  ['rgbcolor', text => RGB.test(text)],
  ['byte', text => text !== '' && text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)],
  ['password', () => true],
  ['date', date],
  ['duration', duration],
  ['datetime', text => date(DATE_TIME.exec(text)?.[1] ?? '')],
  ['k8sshortname', text => dnsLabel(text).length === 0],
  ['k8slongname', text => text.split('.').every(label => dnsLabel(label).length === 0)],
  ['dns1035label', text => dns1035Label(text).length === 0],
])

/** Whether a text has a format; names of formats are compared without dashes. Truth: kube-openapi pkg/validation/strfmt */
export const fitsFormat = (text: string, format: string): boolean =>
  FORMATS.get(format.replaceAll('-', ''))?.(text) ?? true

const OF_LATE = new Set(['k8sshortname', 'k8slongname'])

/** Whether a format means anything for the type it is asked of. Truth: apiextensions pkg/apiserver/validation/formats.go */
export function knowsFormat({ type = '', format = '' }: Schema, minor: Minor): boolean {
  if (type === 'integer') return format === 'int32' || format === 'int64'
  if (type === 'number') return format === 'float' || format === 'double'
  if (type !== '' && type !== 'string') return false
  const name = format.replaceAll('-', '')
  if (OF_LATE.has(name)) return minor >= 34
  return name === 'quantity' || (name !== 'dns1035label' && FORMATS.has(name))
}
