import type { Diagnostic, Severity } from '../diagnostic/diagnostic.ts'
import type { Skipped } from '../diagnostic/skipped.ts'
import { Source } from '../text/source.ts'

/** A file to be read, when its turn comes. */
export interface ListedFile {
  /** How it is called in every output: relative to the working directory, with `/` on every system. */
  readonly name: string
  /** Where its bytes are; absent for standard input. */
  readonly path?: string
  /** Named on the command line, not found on a walk: it is then meant to be a manifest. */
  readonly asked: boolean
  /** The bytes when they are not in `path`: standard input, or git's index. */
  readonly bytes?: Uint8Array
}

/** What was found where the user pointed, and what stood in the way. Nothing is left out without a word. */
export interface Listing {
  readonly files: ListedFile[]
  readonly skipped: Skipped[]
  readonly diagnostics: Diagnostic[]
  /** What was asked for and could not be done: it makes the exit code 2. */
  readonly incomplete: string[]
}

export const emptyListing = (): Listing => ({ files: [], skipped: [], diagnostics: [], incomplete: [] })

export const INPUT_CODES = {
  'input/unreadable': 'A file or folder is there but cannot be read.',
  'input/link-loop': 'Symbolic links lead back to where they started.',
  'input/broken-link': 'A symbolic link points to nothing.',
  'input/too-large': 'A file is larger than the limit; `limits.fileSize` in drydock.yaml moves it.',
  'input/binary': 'A file is named like YAML or JSON but holds binary data.',
  'input/render': 'kustomize or helm could not render a Kustomization or chart.',
} as const

export type InputCode = keyof typeof INPUT_CODES

/** A finding about a file whose text is not at hand: it points to the file's beginning. */
export const aboutFile = (
  code: InputCode,
  name: string,
  message: string,
  severity: Severity = 'error',
  advice?: string,
): Diagnostic => ({
  code,
  severity,
  message,
  at: { source: new Source(name, ''), start: 0, end: 0 },
  ...(advice !== undefined && { advice }),
})

/** What the operating system said, without its code names. */
export function reasonOf(error: unknown): string {
  const code = errorCode(error)
  const known: Record<string, string> = {
    EACCES: 'permission denied',
    EPERM: 'not permitted',
    ENOENT: 'there is no such file or folder',
    ENOTDIR: 'a part of the path is not a folder',
    EISDIR: 'it is a folder',
    ELOOP: 'its symbolic links lead in a circle',
    ENAMETOOLONG: 'the name is too long',
    ENOSPC: 'no space is left on the device',
    EROFS: 'the file system is read-only',
    EIO: 'the device reports an input/output error',
    EMFILE: 'too many files are open',
  }
  return (code && known[code]) ?? (error instanceof Error ? error.message : String(error))
}

export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
