import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { goQuote, typed } from '../../go-text.ts'

/** One block of a PEM text, and the text behind it. */
interface Block {
  readonly type: string
  readonly hasHeaders: boolean
  /** What is in it, as Latin-1. */
  readonly bytes: string
  readonly rest: string
}

/**
 * A certificate request is a PEM block of that type. Its signature is not checked here: that takes
 * cryptography, which this room does without.
 */
export function validatePem(base64: string, errors: FieldErrors, path: FieldPath): void {
  if (requestBlock(base64)) return
  errors.invalid(path, typed('[]byte', base64 === '' ? null : base64), 'PEM block type must be CERTIFICATE REQUEST')
}

/** What a certificate request says, as Latin-1; empty where it is none. */
export const requestBytes = (base64: string): string => requestBlock(base64)?.bytes ?? ''

function requestBlock(base64: string): Block | undefined {
  const block = nextBlock(decoded(base64) ?? '')
  return block?.type === 'CERTIFICATE REQUEST' ? block : undefined
}

/**
 * Why that is no chain of certificates; undefined when it is one, or nothing at all. Of a certificate no more is
 * looked at than that it is a sequence. Truth: pkg/apis/certificates/validation validateCertificate
 */
export function certificateProblem(base64: string): string | undefined {
  let text = decoded(base64) ?? ''
  if (text === '') return undefined
  let blocks = 0
  for (let block = nextBlock(text); block; block = nextBlock(text)) {
    const { type, hasHeaders, bytes, rest } = block
    if (type !== 'CERTIFICATE') return `only CERTIFICATE PEM blocks are allowed, found ${goQuote(type)}`
    if (hasHeaders) return 'no PEM block headers are permitted'
    if (bytes === '') return 'found CERTIFICATE PEM block containing 0 certificates'
    if (bytes.charCodeAt(0) !== SEQUENCE) return 'x509: malformed certificate'
    text = rest
    blocks++
  }
  return blocks === 0 ? 'must contain at least one CERTIFICATE PEM block' : undefined
}

/** What the encoding of a list begins with. */
const SEQUENCE = 0x30
const BEGIN = '-----BEGIN '
const END = '-----END '
const DASHES = '-----'

/** The first block that can be read; what is no block is passed over. Truth: Go's encoding/pem Decode */
function nextBlock(text: string): Block | undefined {
  for (let from = 0; ; ) {
    const begin = startOfLine(text, BEGIN, from)
    if (begin < 0) return undefined
    const [line, inside] = lineAt(text, begin + BEGIN.length)
    from = inside
    if (!line.endsWith(DASHES)) continue
    const type = line.slice(0, -DASHES.length)
    const end = startOfLine(text, END, inside)
    if (end < 0) return undefined
    const [closing, rest] = lineAt(text, end + END.length)
    if (closing !== type + DASHES) continue
    const lines = text.slice(inside, end).split('\n')
    const headers = lines.findIndex(each => !each.includes(':'))
    const body = lines.slice(headers).join('').replaceAll(/\s/g, '')
    const bytes = body.length % 4 === 0 ? decoded(body) : undefined
    if (bytes !== undefined) return { type, hasHeaders: headers > 0, bytes, rest: text.slice(rest) }
  }
}

function startOfLine(text: string, words: string, from: number): number {
  if (text.startsWith(words, from)) return from
  const at = text.indexOf(`\n${words}`, Math.max(0, from - 1))
  return at < 0 ? -1 : at + 1
}

/** The rest of a line without white space at its end, and where the next one begins. */
function lineAt(text: string, from: number): [line: string, next: number] {
  const at = text.indexOf('\n', from)
  const end = at < 0 ? text.length : at
  return [text.slice(from, end).trimEnd(), Math.min(end + 1, text.length)]
}

/** The bytes of a base64 text as Latin-1; undefined when it is none. */
function decoded(base64: string): string | undefined {
  try {
    return atob(base64)
  } catch {
    return undefined
  }
}
