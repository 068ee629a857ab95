import { dns1035Label, dnsLabel } from '../../resource/names.ts'

const date = (text: string): boolean => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (!year) return false
  const time = new Date(`${text}T00:00:00Z`)
  return time.getUTCMonth() + 1 === Number(month) && time.getUTCDate() === Number(day)
}
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/
const HOST = /^[a-zA-Z0-9](?:[-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/
const uuid = (version: string, variant: string): RegExp =>
  new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?${variant}[0-9a-f]{3}-?[0-9a-f]{12}$`, 'i')
const HEX = '[0-9a-f]'

/** Formats that can be told by a linear pattern or a short check; every other one is not looked at. */
const FORMATS = new Map<string, (text: string) => boolean>([
  ['date', date],
  ['datetime', text => date(DATE_TIME.exec(text)?.[1] ?? '')],
  ['ipv4', text => IPV4.test(text)],
  ['hostname', text => text.length <= 255 && text.split('.').every(label => HOST.test(label))],
  ['mac', text => /^(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$/i.test(text)],
  ['uuid', text => uuid(HEX, HEX).test(text)],
  ['byte', text => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)],
  ['bsonobjectid', text => /^[0-9a-f]{24}$/i.test(text)],
  ['hexcolor', text => /^#?(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(text)],
  ['ssn', text => /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text)],
  ['k8sshortname', text => dnsLabel(text).length === 0],
  ['k8slongname', text => text.split('.').every(label => dnsLabel(label).length === 0)],
  ['dns1035label', text => dns1035Label(text).length === 0],
])

/** Whether a text has a format; names of formats are compared without dashes. Truth: kube-openapi pkg/validation/strfmt */
export const fitsFormat = (text: string, format: string): boolean =>
  FORMATS.get(format.replaceAll('-', ''))?.(text) ?? true
