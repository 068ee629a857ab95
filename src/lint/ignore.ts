import type { Diagnostic, Place } from '../diagnostic/diagnostic.ts'
import type { ManifestObject } from '../manifest/objects.ts'
import { isObject } from '../resource/json.ts'
import type { Source } from '../text/source.ts'
import type { Document } from '../yaml/document.ts'

/**
 * A wish, written in the manifest itself, not to hear of something:
 *
 *     # drydock-ignore image-has-tag: built on every commit        the next line and what is indented below it
 *     image: web   # drydock-ignore image-has-tag: …               this line and what is indented below it
 *     # drydock-ignore-file image-*: a sandbox                     the whole file
 *
 * Above the first line of a document it holds for the document. The annotation `ignore.drydock.dev/RULE: reason`
 * holds for its object; a `/` in a code is written `.` there.
 */
export interface Ignore {
  readonly codes: readonly string[]
  /** Empty when none was given. */
  readonly reason: string
  /** The lines it covers, from 1, both included. */
  readonly firstLine: number
  readonly lastLine: number
  readonly at: Place
}

const COMMENT = /^drydock-ignore(-file)?\s+([\w./*-]+(?:\s*,\s*[\w./*-]+)*)\s*(?::\s*(.*))?$/
const ANNOTATION = 'ignore.drydock.dev/'

/** Whether a text may hold any: nearly none does, and then nothing more is done. */
export function mayIgnore(source: Source): boolean {
  let may = asked.get(source)
  if (may === undefined) {
    const { text } = source
    asked.set(source, (may = text.includes('drydock-ignore') || text.includes(ANNOTATION)))
  }
  return may
}

/** Each of a thousand documents in a file asks. */
const asked = new WeakMap<Source, boolean>()

export function ignoresIn(document: Document, objects: readonly ManifestObject[]): Ignore[] {
  if (!mayIgnore(document.source)) return []
  return [...comments(document), ...objects.filter(object => object.document === document).flatMap(annotations)]
}

function comments({ source, comments, span }: Document): Ignore[] {
  return comments.flatMap(comment => {
    const match = COMMENT.exec(comment.text)
    if (!match) return []
    const [, file, codes, reason = ''] = match
    const covered = file
      ? { firstLine: 1, lastLine: source.lineStarts.length }
      : comment.alone
        ? comment.start < span.start
          ? linesOf(source, span.start, span.end)
          : block(source, nextContent(source, comment.line + 1))
        : block(source, comment.line)
    return [
      { codes: codes!.split(/\s*,\s*/), reason, ...covered, at: { source, start: comment.start, end: comment.end } },
    ]
  })
}

function annotations(object: ManifestObject): Ignore[] {
  const { metadata } = object.value
  const map = isObject(metadata) ? metadata['annotations'] : undefined
  if (!isObject(map)) return []
  const { source, start, end } = object.whole
  return Object.keys(map)
    .filter(key => key.startsWith(ANNOTATION))
    .map(key => {
      const code = key.slice(ANNOTATION.length)
      const reason = map[key]
      return {
        codes: [code.includes('.') ? code.replaceAll('.', '/') : code],
        reason: typeof reason === 'string' ? reason : '',
        ...linesOf(source, start, end),
        at: object.keyAt(['metadata', 'annotations', key]),
      }
    })
}

/** A line and what is indented below it; the items of a list may stand under their key without being indented. */
function block(source: Source, first: number): { firstLine: number; lastLine: number } {
  const anchor = lineOf(source, first)
  const indent = indentOf(anchor)
  const isItem = anchor[indent] === '-'
  let last = first
  for (let line = first + 1; line <= source.lineStarts.length; line++) {
    const text = lineOf(source, line)
    if (text.trim() === '') continue
    const deeper = indentOf(text)
    if (deeper < indent || (deeper === indent && (isItem || text[deeper] !== '-'))) break
    last = line
  }
  return { firstLine: first, lastLine: last }
}

function nextContent(source: Source, from: number): number {
  let line = from
  while (line < source.lineStarts.length && /^\s*(#|$)/.test(lineOf(source, line))) line++
  return line
}

const lineOf = ({ text, lineStarts }: Source, line: number): string =>
  text.slice(lineStarts[line - 1] ?? text.length, lineStarts[line] ?? text.length).replace(/[\r\n]+$/, '')

const indentOf = (line: string): number => line.length - line.trimStart().length

const linesOf = (source: Source, start: number, end: number) => ({
  firstLine: source.position(start).line,
  lastLine: source.position(Math.max(start, end - 1)).line,
})

/** What silences a finding of a code on a line. `image-*` means every code that begins so. */
export const silencer = <I extends Pick<Ignore, 'codes' | 'firstLine' | 'lastLine'>>(
  ignores: readonly I[],
  code: string,
  line: number,
): I | undefined =>
  ignores.find(
    ({ codes, firstLine, lastLine }) =>
      firstLine <= line && line <= lastLine && codes.some(wanted => means(wanted, code)),
  )

const means = (wanted: string, code: string): boolean =>
  wanted.endsWith('*') ? code.startsWith(wanted.slice(0, -1)) : wanted === code

/** What there is to say of a wish itself: that it silences nothing, or gives no reason. */
export function remarkOn({ codes, reason }: Pick<Ignore, 'codes' | 'reason'>, used: boolean) {
  const remark = (code: string, message: string, advice: string) =>
    ({ code, severity: 'warning', message, advice }) as const
  if (!used)
    return remark('ignore/unused', `Nothing here is found by ${codes[0]}: there is nothing to ignore`, 'Remove it.')
  return reason === ''
    ? remark('ignore/no-reason', `${codes[0]} is ignored without a reason`, 'Say why, behind a colon.')
    : undefined
}

/** The findings, those that are silenced marked with the reason. */
export const marked = (diagnostics: readonly Diagnostic[], ignores: readonly Ignore[]): readonly Diagnostic[] =>
  ignores.length === 0
    ? diagnostics
    : diagnostics.map(diagnostic => {
        const { source, start } = diagnostic.at
        const here = ignores.filter(({ at }) => at.source === source)
        const by = here.length > 0 ? silencer(here, diagnostic.code, source.position(start).line) : undefined
        return by
          ? { ...diagnostic, ignored: { reason: by.reason, line: source.position(by.at.start).line } }
          : diagnostic
      })
