/** The parts of a URL as Go's net/url has them. */
export interface Url {
  readonly scheme: string
  readonly host: string
  readonly hostname: string
  readonly port: string
  /** As it is written between host and query, escaped where it must be. */
  readonly escapedPath: string
  readonly query: string
  readonly text: string
}

/**
 * An absolute URL, or a path from the root. It must be one without a fragment too, but then the fragment is left out.
 * Truth: apiserver/pkg/cel/library/urls.go: net/url ParseRequestURI, then Parse
 */
export function parseUrl(text: string): Url | { problem: string } {
  const strict = parseRequest(text)
  const mark = text.indexOf('#')
  if ('problem' in strict || mark < 0) return strict
  const bare = parseRequest(text.slice(0, mark))
  return 'problem' in bare ? bare : { ...bare, text }
}

function parseRequest(text: string): Url | { problem: string } {
  const refuse = (why: string): { problem: string } => ({ problem: `parse ${JSON.stringify(text)}: ${why}` })
  if (/[\x00-\x1f\x7f]/.test(text)) return refuse('net/url: invalid control character in URL')
  if (text === '') return refuse('empty url')
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)
  if (!scheme && text.startsWith(':')) return refuse('missing protocol scheme')
  let rest = scheme ? text.slice(scheme[0].length) : text
  const mark = rest.indexOf('?')
  const query = mark < 0 ? '' : rest.slice(mark + 1)
  if (mark >= 0) rest = rest.slice(0, mark)
  if (!rest.startsWith('/')) {
    if (scheme) return make({ scheme: (scheme[1] ?? '').toLowerCase(), host: '', path: '', query, text })
    return refuse('invalid URI for request')
  }
  let host = ''
  if (scheme && rest.startsWith('//')) {
    const end = rest.indexOf('/', 2)
    const authority = end < 0 ? rest.slice(2) : rest.slice(2, end)
    rest = end < 0 ? '' : rest.slice(end)
    host = authority.slice(authority.lastIndexOf('@') + 1)
    const problem = hostProblem(host)
    if (problem) return refuse(problem)
  }
  const badEscape = /%(?![0-9a-fA-F]{2})[\s\S]{0,2}/.exec(rest)
  if (badEscape) return refuse(`invalid URL escape ${JSON.stringify(badEscape[0])}`)
  return make({ scheme: (scheme?.[1] ?? '').toLowerCase(), host, path: rest, query, text })
}

function hostProblem(host: string): string | undefined {
  if (host.startsWith('[')) {
    const end = host.lastIndexOf(']')
    if (end < 0) return "missing ']' in host"
    const port = host.slice(end + 1)
    return /^(?::\d*)?$/.test(port) ? undefined : `invalid port ${JSON.stringify(port)} after host`
  }
  const colon = host.lastIndexOf(':')
  if (colon >= 0 && !/^:\d*$/.test(host.slice(colon)))
    return `invalid port ${JSON.stringify(host.slice(colon))} after host`
  const bad = /[ "<>^`{|}\\]/.exec(host)
  if (bad) return `invalid character ${JSON.stringify(bad[0])} in host name`
  const badEscape = /%(?![0-9a-fA-F]{2})[\s\S]{0,2}/.exec(host)
  return badEscape ? `invalid URL escape ${JSON.stringify(badEscape[0])}` : undefined
}

/** What may stand in a path as it is; anything else is written in percent. */
const PATH_SAFE = /[A-Za-z0-9\-_.~$&+,/:;=@!'()*%[\]]/

function make({
  scheme,
  host,
  path,
  query,
  text,
}: {
  scheme: string
  host: string
  path: string
  query: string
  text: string
}): Url {
  const port = /:(\d*)$/.exec(host.replace(/^\[.*\]/, ''))?.[1] ?? ''
  const bracket = /^\[(.*)\]/.exec(host)?.[1]
  const hostname = bracket ?? host.replace(/:\d*$/, '')
  const escapedPath = Array.from(path, part => (PATH_SAFE.test(part) ? part : encodeURIComponent(part))).join('')
  return { scheme, host, hostname, port, escapedPath, query, text }
}

/** `k=v1&k=v2` → k: [v1, v2]. What cannot be read is left out. */
export function parseQuery(query: string): Map<string, string[]> {
  const values = new Map<string, string[]>()
  for (const pair of query.split('&')) {
    if (pair === '' || pair.includes(';')) continue
    const equals = pair.indexOf('=')
    const key = decode(equals < 0 ? pair : pair.slice(0, equals))
    const value = decode(equals < 0 ? '' : pair.slice(equals + 1))
    if (key === undefined || value === undefined) continue
    values.set(key, [...(values.get(key) ?? []), value])
  }
  return values
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
