import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { type DecodedText, decodeText } from '../yaml/encoding.ts'
import { aboutFile, type ListedFile, reasonOf } from './listing.ts'

export type Content = { readonly bytes: Uint8Array } | { readonly diagnostic: Diagnostic }

/** The bytes of a file, or why they are not to be had. A file that grew too large is refused before it is read. */
export function readContent(file: ListedFile, limitBytes: number): Content {
  if (file.bytes) return checkSize(file, file.bytes, limitBytes)
  let descriptor: number | undefined
  try {
    descriptor = openSync(file.path!, 'r')
    const { size } = fstatSync(descriptor)
    if (size > limitBytes) return { diagnostic: tooLarge(file.name, size, limitBytes) }
    const bytes = size > 0 ? readWhole(descriptor, size) : readFileSync(descriptor)
    return checkSize(file, bytes, limitBytes)
  } catch (error) {
    return { diagnostic: aboutFile('input/unreadable', file.name, `${file.name} cannot be read: ${reasonOf(error)}`) }
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

/** Usually one call; a file that shrinks or grows meanwhile is read as it was opened. */
function readWhole(descriptor: number, size: number): Uint8Array {
  const bytes = sharedBytes(size)
  let done = 0
  while (done < size) {
    const read = readSync(descriptor, bytes, done, size - done, null)
    if (read === 0) break
    done += read
  }
  return bytes.subarray(0, done)
}

const checkSize = (file: ListedFile, bytes: Uint8Array, limitBytes: number): Content =>
  bytes.length > limitBytes ? { diagnostic: tooLarge(file.name, bytes.length, limitBytes) } : { bytes }

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e5) / 10} MB`

const tooLarge = (name: string, size: number, limit: number): Diagnostic =>
  aboutFile(
    'input/too-large',
    name,
    `${name} has ${megabytes(size)}, the limit is ${megabytes(limit)}`,
    'error',
    'Split it, exclude it under `paths.exclude`, or raise `limits.fileSize` in drydock.yaml.',
  )

const SLAB_BYTES = 1_000_000
let slab = new SharedArrayBuffer(0)
let used = 0

/** Room for bytes that every thread may read without a copy. Small ones share what is asked for at once. */
function sharedBytes(size: number): Buffer {
  if (size > SLAB_BYTES / 4) return Buffer.from(new SharedArrayBuffer(size))
  if (used + size > slab.byteLength) {
    slab = new SharedArrayBuffer(SLAB_BYTES)
    used = 0
  }
  const bytes = Buffer.from(slab, used, size)
  used += size
  return bytes
}

export type Decoded = DecodedText | { readonly diagnostic: Diagnostic }

/** Text from bytes, as YAML reads them. Bytes that are no text at all are told from text with a mistake in it. */
export function decode(name: string, bytes: Uint8Array): Decoded {
  const diagnostic = binary(name, bytes)
  return diagnostic ? { diagnostic } : decodeText(bytes)
}

/** What is to be said of bytes that are no text at all. */
export function binary(name: string, bytes: Uint8Array): Diagnostic | undefined {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (wide || !bytes.subarray(0, 8000).includes(0)) return undefined
  const advice = 'Exclude it under `paths.exclude` if it is no manifest.'
  return aboutFile('input/binary', name, `${name} holds binary data`, 'error', advice)
}
