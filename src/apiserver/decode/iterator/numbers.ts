import { byte, isDigit, type Reader } from './reader.ts'

/** How many digits are read in one go when there are at least eleven bytes left. */
const AT_ONCE = 7

/**
 * A whole number, read as one without a sign first. Its fraction is a complaint of its own, an exponent is
 * simply where the number ends, and what comes then is not what the struct around it expects.
 *
 * Truth: json-iterator/go/iter_int.go
 */
export function readInteger(reader: Reader, bits: 32 | 64): void {
  const first = reader.token()
  const isNegative = first === byte('-')
  const value = readUnsigned(reader, isNegative ? reader.byte() : first, bits)
  const most = 2n ** BigInt(bits - 1) - (isNegative ? 0n : 1n)
  if (value > most) reader.report(`ReadInt${bits}`, `overflow: ${value}`)
}

/** One byte of a list of bytes. */
export function readOctet(reader: Reader): void {
  const value = readUnsigned(reader, reader.token(), 32)
  if (value > 255n) reader.report('ReadUint8', `overflow: ${value}`)
}

function readUnsigned(reader: Reader, first: number, bits: 32 | 64): bigint {
  if (!isDigit(first)) {
    reader.report(`readUint${bits}`, 'unexpected character: ', NO_DIGIT)
    return 0n
  }
  if (first === byte('0')) {
    reader.wholeNumberEnds()
    return 0n
  }
  const { bytes } = reader
  const limit = 2n ** BigInt(bits)
  let value = digit(first)
  let index = reader.head
  if (bytes.length - index > 10) {
    const last = index + AT_ONCE
    while (index < last && isDigit(bytes[index])) value = value * 10n + digit(bytes[index++]!)
    reader.head = index
  }
  for (; isDigit(bytes[index]); index++) {
    const next = (value * 10n + digit(bytes[index]!)) % limit
    if (next < value) {
      reader.report(`readUint${bits}`, 'overflow')
      return 0n
    }
    value = next
  }
  if (index < bytes.length) reader.head = index
  else reader.end()
  reader.wholeNumberEnds()
  return value
}

/** json-iterator shows the mark of "no digit" in its table instead of the character: -1 as a byte. */
const NO_DIGIT = 255

const digit = (code: number): bigint => BigInt(code - 48)

/** A number with a fraction or an exponent. Truth: json-iterator/go/iter_float.go */
export function readFloat(reader: Reader, bits: 32 | 64): void {
  const name = `readFloat${bits}`
  if (reader.token() !== byte('-')) reader.back()
  const { bytes } = reader
  const first = bytes[reader.head]
  if (first !== undefined && END_OF_NUMBER.has(first)) {
    reader.report(name, 'empty number')
    return
  }
  if (first === byte('.')) {
    reader.report(name, 'leading dot is invalid')
    return
  }
  if (first === byte('0') && isDigit(bytes[reader.head + 1])) {
    reader.report(name, 'leading zero is invalid')
    return
  }
  if (first !== undefined && isDigit(first) && readPlainFloat(reader)) return
  const text = numberText(reader)
  if (reader.complaint) return
  const problem = floatProblem(text)
  if (problem) {
    reader.report(`${name}SlowPath`, problem)
    return
  }
  if (!Number.isFinite(Number(text))) reader.outOfRange(text)
}

/** Digits, perhaps with a few behind a dot, up to the end of the number. */
function readPlainFloat(reader: Reader): boolean {
  const { bytes } = reader
  let index = reader.head
  while (isDigit(bytes[index])) index++
  if (index - reader.head > 18) return false
  if (bytes[index] === byte('.')) {
    const dot = index++
    while (isDigit(bytes[index])) index++
    if (index === dot + 1 || index - dot > MOST_PLACES + 1 || index - reader.head > 18) return false
  }
  const end = bytes[index]
  if (end === undefined || !END_OF_NUMBER.has(end)) return false
  reader.head = index
  return true
}

const MOST_PLACES = 6
const END_OF_NUMBER = new Set([...',]} \t\n'].map(byte))
const OF_A_NUMBER = new Set([...'+-.eE0123456789'].map(byte))

/** Everything that can be part of a number. */
export function numberText(reader: Reader): string {
  const { bytes } = reader
  let index = reader.head
  while (index < bytes.length && OF_A_NUMBER.has(bytes[index]!)) index++
  const text = String.fromCharCode(...bytes.subarray(reader.head, index))
  if (index < bytes.length) reader.head = index
  else reader.end()
  if (text === '') reader.report('readNumberAsString', 'invalid number')
  return text
}

function floatProblem(text: string): string | undefined {
  if (text.startsWith('-')) return '-- is not valid'
  const dot = text.indexOf('.')
  if (dot < 0) return undefined
  if (dot === text.length - 1) return 'dot can not be last character'
  return isDigit(text.charCodeAt(dot + 1)) ? undefined : 'missing digit after dot'
}
