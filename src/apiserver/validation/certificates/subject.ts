/** Who a certificate request is for, as far as anyone is asked: the organizations, which a cluster takes for groups. */

const SEQUENCE = 0x30
/** 2.5.4.10, as it is encoded. */
const ORGANIZATION = '\x55\x04\x0a'

/** A value in the distinguished encoding: what it is, what is in it, and what is behind it. */
interface Element {
  readonly tag: number
  readonly content: string
  readonly rest: string
}

/** The first element of bytes as Latin-1; undefined where they end too soon. Lengths from 128 on take more bytes. */
function element(bytes: string): Element | undefined {
  const first = bytes.charCodeAt(1)
  const more = first < 0x80 ? 0 : first & 0x7f
  let length = first < 0x80 ? first : 0
  for (let index = 0; index < more; index++) length = length * 256 + bytes.charCodeAt(2 + index)
  const start = 2 + more
  // Not a number where a byte is missing.
  if (!(start + length <= bytes.length)) return undefined
  return { tag: bytes.charCodeAt(0), content: bytes.slice(start, start + length), rest: bytes.slice(start + length) }
}

function elements(bytes: string): Element[] {
  const found: Element[] = []
  for (let next = element(bytes); next; next = element(next.rest)) found.push(next)
  return found
}

/**
 * The organizations of a request's subject: the request is a sequence of its information, which begins with a version
 * and the subject, a sequence of sets of pairs. Truth: crypto/x509 ParseCertificateRequest
 */
export function organizations(request: string): string[] {
  const outer = element(request)
  const information = outer?.tag === SEQUENCE ? element(outer.content) : undefined
  const [, subject] = information ? elements(information.content) : []
  return elements(subject?.content ?? '').flatMap(set =>
    elements(set.content).flatMap(({ content }) => {
      const [type, value] = elements(content)
      return type?.content === ORGANIZATION && value ? [value.content] : []
    }),
  )
}
