import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Source, Span } from '../text/source.ts'
import { newBudget, TOO_MANY_VALUES } from './cursor.ts'
import { type Document, PlainDocument, ReadDocument } from './document.ts'
import { describeDuplicates, strictDuplicates } from './duplicates.ts'
import { type EncodingProblem, forbiddenCharacter } from './encoding.ts'
import { type ExactReading, readExactly } from './exact.ts'
import { DEEPEST, explainRefusal, explainStumble, tooDeep } from './explain.ts'
import { mayBePlain, readPlainly } from './plain/read.ts'
import { splitDocuments } from './split.ts'
import { mayBeSuspicious, suspiciousScalars } from './suspicious.ts'
import { readTolerantly } from './tolerant.ts'

/** So many characters of broken documents are searched for what can still be made out. */
const REMAINS = 1_000_000

/** The YAML documents of a source. Each is read for itself, so that a broken one hides no other. */
export function readYaml(source: Source, invalid: EncodingProblem | undefined): Document[] {
  const { text } = source
  const documents: Document[] = []
  const forbidden = new Forbidden(text, invalid)
  const suspect = mayBeSuspicious(text)
  const plain = !suspect && mayBePlain(text)
  const budget = newBudget()
  let remains = REMAINS
  let above: number[] = []
  for (const part of splitDocuments(text)) {
    for (let from = plain ? part.start : behindMark(text, part.start); from < part.end; ) {
      const comments: number[] = []
      const marker = text.startsWith('---', from) ? 3 : 0
      if (firstContent(text, from + marker, part.end, comments) >= part.end) {
        above.push(...comments)
        break
      }
      if (plain && from === part.start && !forbidden.from(from)) {
        const { start, end } = part
        const found = readPlainly(text, start, end, budget)
        if (found) {
          const comments = above.length > 0 ? [...above, ...found.comments] : found.comments
          documents.push(
            new PlainDocument(source, part, found.value, comments, () => readExactly(text, start, end).node!),
          )
          above = []
          break
        }
      }
      const reading = withComments(readExactly(text, from, text.length, forbidden.from(from), budget), above)
      above = []
      if (reading.refusal) {
        if (budget.values < 0) return [...documents, enormousDocument(source, from, reading.refusal.offset)]
        documents.push(brokenDocument(source, from, part.end, reading, (remains -= part.end - from) > 0))
        break
      }
      const next = firstContent(text, reading.end, part.end, [])
      const ignored = reading.closed || next >= part.end || text.startsWith('---', next) ? undefined : next
      if (reading.node && !isNothing(text, reading))
        documents.push(wholeDocument(source, from, reading, ignored, suspect))
      if (ignored !== undefined || reading.end <= from) break
      from = reading.end
    }
  }
  return documents
}

/**
 * Files with byte order marks, one behind the other with `---` between them: each document is read as a text of its
 * own, so its mark is none of its characters.
 */
function behindMark(text: string, start: number): number {
  if (!text.startsWith('---', start)) return start
  let at = start + 3
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++
  if (text.charCodeAt(at) === 13) at++
  if (text.charCodeAt(at) === 10) at++
  return text.charCodeAt(at) === 0xfeff && /[\r\n]/.test(text[at - 1]!) ? at + 1 : start
}

/** The first bad character at or after an offset, found once for as many documents as it serves. */
class Forbidden {
  readonly #text: string
  readonly #invalid: EncodingProblem | undefined
  #next: EncodingProblem | undefined
  #searched = false

  constructor(text: string, invalid: EncodingProblem | undefined) {
    this.#text = text
    this.#invalid = invalid
  }

  from(offset: number): EncodingProblem | undefined {
    if (!this.#searched || (this.#next && this.#next.offset < offset)) {
      this.#next = forbiddenCharacter(this.#text, offset)
      this.#searched = true
    }
    const invalid = this.#invalid && this.#invalid.offset >= offset ? this.#invalid : undefined
    return invalid && !(this.#next && this.#next.offset < invalid.offset) ? invalid : this.#next
  }
}

/** Comments alone between two `---`, or above the first, belong to the document below. */
const withComments = (reading: ExactReading, above: readonly number[]): ExactReading =>
  above.length > 0 ? { ...reading, comments: [...above, ...reading.comments] } : reading

/** Where text stands at or after an offset that is neither white space nor a comment. Collects the comments. */
function firstContent(text: string, from: number, to: number, comments: number[]): number {
  let at = from
  for (; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code === 35) {
      const start = at
      while (at < to && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++
      comments.push(start, at)
    } else if (code !== 32 && code !== 10 && code !== 13 && code !== 9 && !(code === 0xfeff && at === 0)) break
  }
  return at
}

/** A document without content: comments only, or a lone `---`. Something that says `null` is one, though. */
const isNothing = (text: string, { node }: ExactReading): boolean =>
  node!.kind === 'scalar' && node!.style === 'plain' && text.slice(node!.start, node!.end).trim() === ''

function wholeDocument(
  source: Source,
  from: number,
  reading: ExactReading,
  ignored: number | undefined,
  suspect: boolean,
): Document {
  const { facts, stumble, comments, depth } = reading
  const node = reading.node!
  if (depth! > DEEPEST) return deepDocument(source, 'yaml', node)
  const duplicates = facts ? strictDuplicates(node, facts, source.text, from) : []
  const diagnostics: Diagnostic[] = facts?.repeats ? describeDuplicates(source, node) : []
  if (stumble) diagnostics.unshift(explainStumble(source, stumble))
  if (suspect) diagnostics.push(...suspiciousScalars(source, node))
  if (ignored !== undefined) diagnostics.push(ignoredContent(source, ignored))
  const problem = stumble ? { problem: stumble.message } : {}
  return new ReadDocument({ source, format: 'yaml', span: node, node, ...problem, duplicates, diagnostics }, comments)
}

/** A document too deep to be walked gives a finding and no value. */
export function deepDocument(source: Source, format: Document['format'], span: Span): Document {
  const diagnostics = [tooDeep(source, span)]
  return new ReadDocument({ source, format, span, problem: TOO_DEEP, duplicates: [], diagnostics }, [])
}

/** A document that does not fit into memory; what comes behind it is not read either. */
export function enormousDocument(source: Source, start: number, offset: number): Document {
  const at = { source, start: offset, end: Math.min(offset + 1, source.text.length) }
  const diagnostic: Diagnostic = {
    code: 'yaml/too-large',
    severity: 'error',
    message: 'This text holds more values than fit into memory; it is not read from here on',
    at,
    advice: 'Split the file.',
  }
  const span = { start, end: source.text.length }
  return new ReadDocument(
    { source, format: 'yaml', span, problem: TOO_MANY_VALUES, duplicates: [], diagnostics: [diagnostic] },
    [],
  )
}

const TOO_DEEP = `exceeded max depth of ${DEEPEST}`

function brokenDocument(
  source: Source,
  from: number,
  end: number,
  reading: ExactReading,
  tolerantly: boolean,
): Document {
  const { refusal, comments, lastQuoted } = reading
  const diagnostics = [explainRefusal({ source, part: { start: from, end }, refusal: refusal!, lastQuoted })]
  const node = tolerantly ? readTolerantly(source.text, from, end) : undefined
  const span = node ?? { start: from, end }
  return new ReadDocument(
    { source, format: 'yaml', span, ...(node ? { node } : {}), problem: refusal!.message, duplicates: [], diagnostics },
    comments,
  )
}

/** go-yaml stops behind the first value and does not look further. */
const ignoredContent = (source: Source, start: number): Diagnostic => ({
  code: 'yaml/missing-separator',
  severity: 'warning',
  message: 'The value before this is complete; without a `---` between them the API server ignores the rest',
  at: { source, start, end: start + 1 },
  advice: 'Put a line with `---` between the two, or remove one of them.',
})
