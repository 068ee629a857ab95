import { numberText, readFloat } from './numbers.ts'
import { byte, isDigit, isSpace, type Reader } from './reader.ts'

const [QUOTE, BACKSLASH, COMMA, DOT] = [byte('"'), byte('\\'), byte(','), byte('.')] as const

/** Passes over a value that nobody asked for. Truth: json-iterator/go/iter_skip.go, iter_skip_strict.go */
export function skip(reader: Reader): void {
  const code = reader.token()
  switch (String.fromCharCode(code)) {
    case '"':
      skipString(reader)
      return
    case 'n':
      reader.rest('ull')
      return
    case 't':
      reader.rest('rue')
      return
    case 'f':
      reader.rest('alse')
      return
    case '[':
      skipList(reader)
      return
    case '{':
      skipObject(reader)
      return
    case '0':
      reader.back()
      readFloat(reader, 32)
      return
    default:
      if (code === byte('-') || isDigit(code)) skipNumber(reader)
      else reader.report('Skip', `do not know how to skip: ${code}`)
  }
}

function skipString(reader: Reader): void {
  const { bytes } = reader
  for (let index = reader.head; index < bytes.length; index++) {
    const code = bytes[index]!
    if (code === QUOTE) {
      reader.head = index + 1
      return
    }
    if (code === BACKSLASH) break
    if (code < 32) {
      reader.report('trySkipString', `invalid control character found: ${code}`)
      return
    }
  }
  reader.back()
  reader.string()
}

function skipNumber(reader: Reader): void {
  const { bytes } = reader
  let hasDot = false
  let index = reader.head
  for (; index < bytes.length; index++) {
    const code = bytes[index]!
    if (isDigit(code)) continue
    if (code !== DOT) break
    if (hasDot) {
      reader.report('validateNumber', 'more than one dot found in number')
      return
    }
    if (index + 1 < bytes.length && !isDigit(bytes[index + 1])) {
      reader.report('validateNumber', 'missing digit after dot')
      return
    }
    hasDot = true
  }
  const end = bytes[index]
  const isPlain = end !== undefined && (isSpace(end) || end === COMMA || end === byte(']') || end === byte('}'))
  if (isPlain && index > reader.head) {
    reader.head = index
    return
  }
  reader.back()
  if (reader.complaint) return
  readFloat(reader, 64)
  if (!reader.complaint) return
  // A number that no float holds is read once more as a big one, from behind it.
  reader.complaint = undefined
  numberText(reader)
}

function skipObject(reader: Reader): void {
  reader.back()
  const code = reader.token()
  if (code === byte('n')) {
    reader.rest('ull')
    return
  }
  if (code !== byte('{')) {
    reader.report('ReadObjectCB', 'expect { or n, but found ', code)
    return
  }
  if (!reader.descend()) return
  const first = reader.token()
  if (first === QUOTE) {
    reader.back()
    let after: number
    do {
      reader.string()
      reader.colon('ReadObject')
      skip(reader)
      after = reader.token()
    } while (after === COMMA)
    if (after !== byte('}')) reader.report('ReadObjectCB', 'object not ended with }')
  } else if (first !== byte('}')) reader.report('ReadObjectCB', 'expect " after {, but found ', first)
  reader.depth--
}

function skipList(reader: Reader): void {
  reader.back()
  const code = reader.token()
  if (code === byte('n')) {
    reader.rest('ull')
    return
  }
  if (code !== byte('[')) {
    reader.report('ReadArrayCB', 'expect [ or n, but found ', code)
    return
  }
  if (!reader.descend()) return
  if (reader.token() !== byte(']')) {
    reader.back()
    let after: number
    do {
      skip(reader)
      after = reader.token()
    } while (after === COMMA)
    if (after !== byte(']')) reader.report('ReadArrayCB', 'expect ] in the end, but found ', after)
  }
  reader.depth--
}
