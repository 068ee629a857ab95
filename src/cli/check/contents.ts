import { createHash } from 'node:crypto'
import { type Content, readContent } from '../../input/content.ts'
import type { ListedFile } from '../../input/listing.ts'

/** A file that could be read. */
export interface Held {
  readonly file: ListedFile
  readonly digest: string
  /** It defines custom resources, which other files may use. */
  readonly defines: boolean
  /** Absent when everything together would take too much memory; it is read again when needed. */
  readonly bytes?: Uint8Array
}

const KEPT_BYTES = 200_000_000

/** Reads every file once, to know what it is by content. */
export function readAll(files: readonly ListedFile[], limitBytes: number): { held: Held[]; failures: Content[] } {
  const held: Held[] = []
  const failures: Content[] = []
  let kept = 0
  for (const file of files) {
    const content = readContent(file, limitBytes)
    if ('diagnostic' in content) {
      failures.push(content)
      continue
    }
    const { bytes } = content
    kept += bytes.length
    held.push({
      file,
      digest: digestOf(bytes),
      defines: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('CustomResourceDefinition'),
      ...(kept <= KEPT_BYTES && { bytes }),
    })
  }
  return { held, failures }
}

export const digestOf = (...parts: readonly (Uint8Array | string)[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('base64url').slice(0, 27)
}

export function bytesOf({ file, bytes }: Held, limitBytes: number): Content {
  return bytes ? { bytes } : readContent(file, limitBytes)
}
