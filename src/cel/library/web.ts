import { define } from '../check/declaration.ts'
import { parseQuery, parseUrl, type Url } from '../kubernetes/url.ts'
import { findEach, findFirst } from '../re2.ts'
import { ArrayList, EntryMap, fail, Opaque, type Value } from '../run/value.ts'
import { type CelType, structOf } from '../types.ts'

const TYPE = structOf('kubernetes.URL')

class UrlValue extends Opaque {
  readonly type: CelType = TYPE
  readonly url: Url
  constructor(url: Url) {
    super()
    this.url = url
  }
  equals(other: Opaque): boolean {
    return other instanceof UrlValue && other.url.text === this.url.text
  }
}

function toUrl(text: string): Value {
  const parsed = parseUrl(text)
  return 'problem' in parsed
    ? fail(`URL parse error during conversion from string: ${parsed.problem}`)
    : new UrlValue(parsed)
}

const getter = (name: string, id: string, read: (url: Url) => string) =>
  define(name, { [`url_get_${id}`]: 'kubernetes.URL.() -> string' }, ([url]) => read((url as UrlValue).url))

/** In every version with CEL. Truth: apiserver/pkg/cel/library/urls.go */
export const URLS = [
  define('url', { string_to_url: '(string) -> kubernetes.URL' }, ([text]) => toUrl(text as string)),
  define('isURL', { is_url_string: '(string) -> bool' }, ([text]) => !('problem' in parseUrl(text as string))),
  getter('getScheme', 'scheme', url => url.scheme),
  getter('getHost', 'host', url => url.host),
  getter('getHostname', 'hostname', url => url.hostname),
  getter('getPort', 'port', url => url.port),
  getter('getEscapedPath', 'escaped_path', url => url.escapedPath),
  define('getQuery', { url_get_query: 'kubernetes.URL.() -> map(string, list(string))' }, ([url]) => {
    const query = parseQuery((url as UrlValue).url.query)
    return new EntryMap(new Map(Array.from(query, ([key, values]) => [key, [key, new ArrayList(values)]])))
  }),
]

/** In every version with CEL. Truth: apiserver/pkg/cel/library/regex.go */
export const REGEX = [
  define('find', { string_find_string: 'string.(string) -> string' }, ([text, pattern]) =>
    findFirst(pattern as string, text as string),
  ),
  define(
    'findAll',
    {
      string_find_all_string: 'string.(string) -> list(string)',
      string_find_all_string_int: 'string.(string, int) -> list(string)',
    },
    ([text, pattern, limit]) =>
      new ArrayList(findEach(pattern as string, text as string, limit === undefined ? -1 : Number(limit))),
  ),
]

/** For the mutations of MutatingAdmissionPolicy. Truth: apiserver/pkg/cel/library/jsonpatch.go */
export const JSON_PATCH = [
  define('jsonpatch.escapeKey', { string_jsonpatch_escapeKey_string: '(string) -> string' }, ([key]) =>
    (key as string).replaceAll('~', '~0').replaceAll('/', '~1'),
  ),
]
