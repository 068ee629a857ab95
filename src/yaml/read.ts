import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { Source, type Span } from '../text/source.ts'
import { newBudget, TOO_MANY_VALUES } from './cursor.ts'
import { type Document, ReadDocument } from './document.ts'
import { describeDuplicates, jsonDuplicates } from './duplicates.ts'
import { decodeText, type EncodingProblem } from './encoding.ts'
import { DEEPEST } from './explain.ts'
import { type JsonProblem, readJson, trailingJson } from './json-reader.ts'
import { deepDocument, enormousDocument, readYaml } from './read-yaml.ts'
import { readTolerantly } from './tolerant.ts'

export interface ReadOptions {
  /** `auto`: JSON when the first character is `{`, else YAML. */
  readonly format?: 'auto' | 'yaml' | 'json'
  /** What `decodeText` found wrong with the bytes. */
  readonly invalid?: EncodingProblem
}

/** The source read last, as it is often read again at once: to check it, then to report what was found. */
let last: { source: Source; options: ReadOptions; documents: readonly Document[] } | undefined

/** Every document of a source that holds something. A broken document does not hide the others. */
export function readDocuments(source: Source, options: ReadOptions = {}): readonly Document[] {
  if (last?.source !== source || last.options.format !== options.format || last.options.invalid !== options.invalid)
    last = { source, options, documents: documentsIn(source, options) }
  return last.documents
}

function documentsIn(source: Source, { format = 'auto', invalid }: ReadOptions): Document[] {
  const { text } = source
  const first = firstCharacter(text)
  if (format === 'json' || (format === 'auto' && text[first] === '{' && text[first + 1] !== '{')) {
    const documents = readJsonStream(source, first)
    const problem = documents.at(-1)?.problem
    if (format === 'json' || problem === undefined || problem === TOO_MANY_VALUES) return documents
    const asYaml = readYaml(source, invalid)
    return asYaml.every(document => document.problem === undefined) ? asYaml : documents
  }
  return readYaml(source, invalid)
}

/** One JSON value after another, as kubectl takes them. */
function readJsonStream(source: Source, from: number): Document[] {
  const { text } = source
  const documents: Document[] = []
  const budget = newBudget()
  for (let at = from; at < text.length; ) {
    const reading = readJson(text, at, text.length, budget)
    if (reading.problem && budget.values < 0)
      return [...documents, enormousDocument(source, at, reading.problem.offset)]
    if (reading.problem) {
      documents.push(brokenJson(source, { start: at, end: text.length }, reading.problem))
      break
    }
    const { node, end, repeats, depth } = reading
    const duplicates = repeats ? jsonDuplicates(node) : []
    const diagnostics = repeats ? describeDuplicates(source, node) : []
    documents.push(
      depth > DEEPEST
        ? deepDocument(source, 'json', node)
        : new ReadDocument({ source, format: 'json', span: node, node, duplicates, diagnostics }, []),
    )
    at = firstCharacter(text, end)
    if (at < text.length && text[at] !== '{') {
      documents.push(brokenJson(source, { start: at, end: text.length }, trailingJson(text, at, text.length)!))
      break
    }
  }
  return documents
}

function brokenJson(source: Source, span: Span, { message, offset }: JsonProblem): Document {
  const at = { source, start: Math.min(offset, span.end), end: Math.min(offset + 1, span.end) }
  const advice = jsonSlip(source.text, at.start)
  const diagnostic: Diagnostic = {
    code: 'yaml/json',
    severity: 'error',
    message: `This is not JSON: ${message}`,
    at,
    ...(advice !== undefined && { advice }),
  }
  const node = readTolerantly(source.text, span.start, span.end)
  return new ReadDocument(
    {
      source,
      format: 'json',
      span,
      ...(node ? { node } : {}),
      problem: message,
      duplicates: [],
      diagnostics: [diagnostic],
    },
    [],
  )
}

/** What to do about what people write into JSON because JavaScript, YAML or Python would take it. */
function jsonSlip(text: string, at: number): string | undefined {
  const rest = text.slice(at, at + 8)
  if (/^(?:\/[/*]|#)/.test(rest)) return 'JSON has no comments: remove it, or write YAML.'
  if (rest[0] === "'") return 'JSON takes double quotes only.'
  if (/^(?:True|False|None)/.test(rest)) return 'JSON writes true, false and null.'
  if (/^[}\]]/.test(rest) && /,\s*$/.test(text.slice(Math.max(0, at - 1000), at)))
    return 'Remove the comma before it: JSON has none behind the last one.'
  return undefined
}

/** The offset of the first character that is no white space and no byte order mark. */
function firstCharacter(text: string, from = 0): number {
  let at = from
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9 && code !== 0xfeff) break
  }
  return at
}

/** The documents of bytes, in UTF-8 or, behind a byte order mark, UTF-16. */
export function readBytes(
  name: string,
  bytes: Uint8Array,
  options: ReadOptions = {},
): { source: Source; documents: readonly Document[] } {
  const { text, problem } = decodeText(bytes)
  const source = new Source(name, text)
  return { source, documents: readDocuments(source, problem ? { ...options, invalid: problem } : options) }
}
