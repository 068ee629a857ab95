import { goQuote } from '../go-text.ts'

/** The parts of a URL that webhooks are asked about. */
export interface GoUrl {
  readonly scheme: string
  readonly host: string
  /** `name:password`, or undefined where there is no `@`. */
  readonly user: string | undefined
  readonly query: string
  readonly fragment: string
}

/** A reference as Go reads it, relative ones included. Truth: net/url Parse */
export function parseGoUrl(text: string): GoUrl | { readonly error: string } {
  const hash = text.indexOf('#')
  const fragment = hash < 0 ? '' : text.slice(hash + 1)
  const before = hash < 0 ? text : text.slice(0, hash)
  const refuse = (why: string, what = before): { error: string } => ({ error: `parse ${goQuote(what)}: ${why}` })
  if (hasControls(before)) return refuse('net/url: invalid control character in URL')
  let rest = before
  if (rest.startsWith(':')) return refuse('missing protocol scheme')
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(rest)?.[1] ?? ''
  if (scheme !== '') rest = rest.slice(scheme.length + 1)
  const mark = rest.indexOf('?')
  const query = mark < 0 ? '' : rest.slice(mark + 1)
  if (mark >= 0) rest = rest.slice(0, mark)
  const parts = { scheme: scheme.toLowerCase(), query, fragment }
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { ...parts, host: '', user: undefined }
    const [segment = ''] = rest.split('/')
    if (segment.includes(':')) return refuse('first path segment in URL cannot contain colon')
  }
  let authority = ''
  if (rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'))) {
    const end = rest.indexOf('/', 2)
    authority = end < 0 ? rest.slice(2) : rest.slice(2, end)
    rest = end < 0 ? '' : rest.slice(end)
  }
  const at = authority.lastIndexOf('@')
  const host = authority.slice(at + 1)
  const user = at < 0 ? undefined : authority.slice(0, at)
  const problem = hostProblem(host) ?? userProblem(user ?? '') ?? escapeProblem(rest)
  if (problem) return refuse(problem)
  const broken = escapeProblem(fragment)
  return broken ? refuse(broken, text) : { ...parts, host, user }
}

function hasControls(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 0x20 || code === 0x7f) return true
  }
  return false
}

function escapeProblem(text: string): string | undefined {
  const bad = /%(?![0-9a-fA-F]{2})[\s\S]{0,2}/.exec(text)
  return bad ? `invalid URL escape ${goQuote(bad[0])}` : undefined
}

function hostProblem(host: string): string | undefined {
  if (host.startsWith('[')) {
    const end = host.lastIndexOf(']')
    if (end < 0) return "missing ']' in host"
    return portProblem(host.slice(end + 1))
  }
  const colon = host.lastIndexOf(':')
  const problem = colon < 0 ? undefined : portProblem(host.slice(colon))
  if (problem) return problem
  // Escapes stand for what is not ASCII, or for the percent sign before a zone.
  const bad = /%(?!25|[89a-fA-F][0-9a-fA-F])[\s\S]{0,2}|[ ^`{|}\\]/.exec(host)
  if (!bad) return undefined
  const [what] = bad
  return what.startsWith('%')
    ? `invalid URL escape ${goQuote(what)}`
    : `invalid character ${goQuote(what)} in host name`
}

const userProblem = (user: string): string | undefined =>
  /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) ? escapeProblem(user) : 'net/url: invalid userinfo'

const portProblem = (port: string): string | undefined =>
  /^(?::\d*)?$/.test(port) ? undefined : `invalid port ${goQuote(port)} after host`
