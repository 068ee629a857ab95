import {
  asPrefix,
  dns1035Label,
  dnsLabel,
  dnsSubdomain,
  labelValue,
  type NameFormat,
  qualifiedName,
} from '../../resource/names.ts'
import { define } from '../check/declaration.ts'
import { parseUrl } from '../kubernetes/url.ts'
import { parseDate, parseTimestamp } from '../run/time.ts'
import { ArrayList, NO_VALUE, Opaque, Optional } from '../run/value.ts'
import { type CelType, structOf } from '../types.ts'

const TYPE = structOf('kubernetes.NamedFormat')

/** How long the expressions are that formats are checked with; 128 for those made of several. */
const REGEX_LENGTHS: Readonly<Record<string, number>> = {
  dns1123Label: 30,
  dns1123Subdomain: 60,
  dns1035Label: 30,
  qualifiedName: 60,
  dns1123LabelPrefix: 30,
  dns1123SubdomainPrefix: 60,
  dns1035LabelPrefix: 30,
  labelValue: 40,
}

class Format extends Opaque {
  readonly type: CelType = TYPE
  readonly name: string
  readonly complaints: NameFormat
  constructor(name: string, complaints: NameFormat) {
    super()
    this.name = name
    this.complaints = complaints
  }
  get sizeForCost(): number {
    return REGEX_LENGTHS[this.name] ?? 128
  }
  equals(other: Opaque): boolean {
    return other instanceof Format && other.name === this.name
  }
}

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/

const when =
  (valid: (text: string) => boolean, complaint: string): NameFormat =>
  text =>
    valid(text) ? [] : [complaint]

const prefixed =
  (format: NameFormat): NameFormat =>
  text =>
    format(asPrefix(text))

const uri: NameFormat = text => {
  const parsed = parseUrl(text)
  return 'problem' in parsed ? [parsed.problem] : []
}

/** Truth: apiserver/pkg/cel/library/format.go ConstantFormats */
const FORMATS: ReadonlyMap<string, Format> = new Map(
  Object.entries({
    dns1123Label: dnsLabel,
    dns1123Subdomain: dnsSubdomain,
    dns1035Label,
    qualifiedName,
    dns1123LabelPrefix: prefixed(dnsLabel),
    dns1123SubdomainPrefix: prefixed(dnsSubdomain),
    dns1035LabelPrefix: prefixed(dns1035Label),
    labelValue,
    uri,
    uuid: when(text => UUID.test(text), 'does not match the UUID format'),
    byte: when(text => text !== '' && BASE64.test(text), 'invalid base64'),
    date: when(text => parseDate(text) !== undefined, 'invalid date'),
    datetime: when(text => parseTimestamp(text) !== undefined, 'invalid datetime'),
  }).map(([name, complaints]) => [name, new Format(name, complaints)]),
)

/** Since Kubernetes 1.31. */
export const FORMAT = [
  ...Array.from(FORMATS, ([name, format]) =>
    define(`format.${name}`, { [`format-${name}`]: '() -> kubernetes.NamedFormat' }, () => format),
  ),
  define('format.named', { 'format-named': '(string) -> optional(kubernetes.NamedFormat)' }, ([name]) => {
    const format = FORMATS.get(name as string)
    return format ? new Optional(format) : NO_VALUE
  }),
  define(
    'validate',
    { 'format-validate': 'kubernetes.NamedFormat.(string) -> optional(list(string))' },
    ([format, text]) => {
      const complaints = (format as Format).complaints(text as string)
      return complaints.length > 0 ? new Optional(new ArrayList(complaints)) : NO_VALUE
    },
  ),
]
