import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Source, Span } from '../text/source.ts'
import type { Document } from './document.ts'
import { jsonDuplicates } from './duplicates.ts'
import { type JsonProblem, readJson, trailingJson } from './json-reader.ts'
import { splitDocuments } from './split.ts'
import { readTolerantly } from './tolerant.ts'

export interface ReadOptions {
  /** `auto`: JSON when the first character is `{`, else YAML. */
  readonly format?: 'auto' | 'yaml' | 'json'
}

/** Every document of a source that holds something. A broken document does not hide the others. */
export function readDocuments(source: Source, { format = 'auto' }: ReadOptions = {}): Document[] {
  const { text } = source
  const first = firstCharacter(text)
  if (format === 'json' || (format === 'auto' && text[first] === '{')) {
    const documents = readJsonStream(source, first)
    if (format === 'json' || documents.every(document => document.problem === undefined)) return documents
    const asYaml = readYamlStream(source)
    return asYaml.every(document => document.problem === undefined) ? asYaml : documents
  }
  return readYamlStream(source)
}

function readYamlStream(source: Source): Document[] {
  const documents: Document[] = []
  for (const { start, end } of splitDocuments(source.text)) {
    const node = readTolerantly(source.text, start, end)
    if (node)
      documents.push({ source, format: 'yaml', span: node, node, value: node.value, duplicates: [], diagnostics: [] })
  }
  return documents
}

/** One JSON value after another, as kubectl takes them. */
function readJsonStream(source: Source, from: number): Document[] {
  const { text } = source
  const documents: Document[] = []
  for (let at = from; at < text.length; ) {
    const reading = readJson(text, at, text.length)
    if (reading.problem) {
      documents.push(brokenJson(source, { start: at, end: text.length }, reading.problem))
      break
    }
    const { node, end } = reading
    documents.push({
      source,
      format: 'json',
      span: node,
      node,
      value: node.value,
      duplicates: jsonDuplicates(node),
      diagnostics: [],
    })
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
  const diagnostic: Diagnostic = { code: 'yaml/json', severity: 'error', message: `This is not JSON: ${message}`, at }
  return { source, format: 'json', span, value: null, problem: message, duplicates: [], diagnostics: [diagnostic] }
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
