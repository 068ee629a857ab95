import type { Issue } from '../issue.ts'
import { OPERATORS, T, type Token, type TokenType, WORDS } from './token.ts'

/**
 * Text → tokens, ending with EOF. What is no token is reported and skipped:
 *
 *   a=b   the lexer reads `=`, wants another `=`, sees `b`: both are skipped, "token recognition error at: '=b'"
 *
 * Truth: cel-go parser/gen/CEL.g4, ANTLR's Lexer.recover
 */
export function tokenize(text: string): { tokens: Token[]; issues: Issue[] } {
  const tokens: Token[] = []
  const issues: Issue[] = []
  let at = 0
  while (at < text.length) {
    const start = at
    const code = text.charCodeAt(at)
    if (code === 32 || (code >= 9 && code <= 13 && code !== 11)) {
      at += 1
      continue
    }
    if (code === 47 && text.charCodeAt(at + 1) === 47) {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end
      continue
    }
    const found = tokenAt(text, at)
    if (found.type !== undefined) {
      at = found.end
      tokens.push({ type: found.type, text: text.slice(start, at), at: start })
      continue
    }
    const bad = Math.min(found.end, text.length)
    at = bad + (bad < text.length ? characterLength(text, bad) : 0)
    issues.push({ at: start, message: `Syntax error: token recognition error at: '${text.slice(start, at)}'` })
  }
  tokens.push({ type: T.EOF, text: '<EOF>', at: text.length })
  return { tokens, issues }
}

/** With a type: a token up to `end`. Without: the character at `end` is the first that fits no token. */
interface Found {
  type: TokenType | undefined
  end: number
}

const characterLength = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)
const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isHex = (code: number): boolean => isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102)
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95

function tokenAt(text: string, at: number): Found {
  const code = text.charCodeAt(at)
  if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(at + 1)))) return numberAt(text, at)
  if (code === 34 || code === 39) return stringAt(text, at, at, T.STRING)
  if (isLetter(code)) {
    const prefixed = prefixedString(text, at)
    if (prefixed) return prefixed
    let end = at + 1
    while (isLetter(text.charCodeAt(end)) || isDigit(text.charCodeAt(end))) end += 1
    return { type: WORDS.get(text.slice(at, end)) ?? T.IDENTIFIER, end }
  }
  if (code === 96) {
    let end = at + 1
    while (/[A-Za-z0-9_.\-/ ]/.test(text.charAt(end))) end += 1
    return text.charAt(end) === '`' && end > at + 1 ? { type: T.ESCAPED, end: end + 1 } : { type: undefined, end }
  }
  const long = OPERATORS.get(text.slice(at, at + 2))
  if (long !== undefined && at + 1 < text.length) return { type: long, end: at + 2 }
  const short = OPERATORS.get(text.charAt(at))
  if (short !== undefined) return { type: short, end: at + 1 }
  return { type: undefined, end: code === 61 || code === 38 || code === 124 ? at + 1 : at }
}

function numberAt(text: string, at: number): Found {
  let end = at
  if (text.charCodeAt(at) === 48 && text.charCodeAt(at + 1) === 120 && isHex(text.charCodeAt(at + 2))) {
    end = at + 3
    while (isHex(text.charCodeAt(end))) end += 1
    return /[uU]/.test(text.charAt(end)) ? { type: T.UINT, end: end + 1 } : { type: T.INT, end }
  }
  while (isDigit(text.charCodeAt(end))) end += 1
  if (end > at && /[uU]/.test(text.charAt(end))) return { type: T.UINT, end: end + 1 }
  let type: TokenType = T.INT
  if (text.charAt(end) === '.' && isDigit(text.charCodeAt(end + 1))) {
    type = T.FLOAT
    end += 1
    while (isDigit(text.charCodeAt(end))) end += 1
  }
  const exponent = /^[eE][+-]?\d+/.exec(text.slice(end, end + 400))
  if (exponent) return { type: T.FLOAT, end: end + exponent[0].length }
  return { type, end }
}

/** `r'…'`, `b"…"`, `br'''…'''` (prefix letters in either case, b first). */
function prefixedString(text: string, at: number): Found | undefined {
  let quote = at
  let type: TokenType = T.STRING
  if (/[bB]/.test(text.charAt(quote))) {
    type = T.BYTES
    quote += 1
  }
  if (/[rR]/.test(text.charAt(quote))) quote += 1
  const code = text.charCodeAt(quote)
  if (quote === at || (code !== 34 && code !== 39)) return undefined
  const found = stringAt(text, at, quote, type)
  // an unfinished string leaves the prefix as an identifier
  return found.type === undefined ? undefined : found
}

function stringAt(text: string, start: number, open: number, type: TokenType): Found {
  const quote = text.charAt(open)
  const raw = /[rR]/.test(text.slice(start, open))
  const triple = text.startsWith(quote.repeat(3), open)
  if (triple) {
    const end = closing(text, open + 3, quote.repeat(3), raw, true)
    if (end.closed) return { type, end: end.at }
    return { type, end: open + 2 } // the empty string before an unfinished third quote
  }
  const end = closing(text, open + 1, quote, raw, false)
  return end.closed ? { type, end: end.at } : { type: undefined, end: end.at }
}

function closing(
  text: string,
  from: number,
  quote: string,
  raw: boolean,
  lines: boolean,
): { closed: boolean; at: number } {
  let at = from
  while (at < text.length) {
    if (text.startsWith(quote, at)) return { closed: true, at: at + quote.length }
    const character = text.charAt(at)
    if (!lines && (character === '\n' || character === '\r')) return { closed: false, at }
    if (character === '\\' && !raw) {
      const length = escapeLength(text, at)
      if (length < 0) return { closed: false, at: at - length }
      at += length
    } else at += 1
  }
  return { closed: false, at }
}

/** The length of the escape at `at`; negative: minus the distance to the first character that spoils it. */
function escapeLength(text: string, at: number): number {
  const next = text.charAt(at + 1)
  if (next && 'abfnrtv"\'\\?`'.includes(next)) return 2
  const digits = { x: 2, X: 2, u: 4, U: 8 }[next]
  if (digits !== undefined) {
    for (let index = 0; index < digits; index++) if (!isHex(text.charCodeAt(at + 2 + index))) return -(2 + index)
    return 2 + digits
  }
  if (/[0-3]/.test(next)) {
    for (let index = 2; index < 4; index++) if (!/[0-7]/.test(text.charAt(at + index))) return -index
    return 4
  }
  return -1
}
