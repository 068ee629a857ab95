import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Source, Span } from '../text/source.ts'
import type { YamlCode } from './codes.ts'
import type { Refusal } from './cursor.ts'
import type { Stumble } from './evaluate.ts'
import { SLIPS } from './slips.ts'

/** A text that go-yaml refuses, and what is known about it. */
export interface Refused {
  readonly source: Source
  /** The document, as far as it may reach. */
  readonly part: Span
  readonly refusal: Refusal
  readonly lastQuoted: Span | undefined
}

/** What a person would say is wrong: the slip, if it is one of the usual ones, else what go-yaml says. */
export function explainRefusal(refused: Refused): Diagnostic {
  for (const slip of SLIPS) {
    const found = slip(refused)
    if (found) return found
  }
  const { source, part, refusal } = refused
  const start = Math.max(part.start, Math.min(refusal.offset, source.text.length))
  return {
    code: 'yaml/syntax',
    severity: 'error',
    message: `This is not YAML: ${refusal.problem}`,
    at: { source, start, end: Math.max(start, Math.min(endOfWord(source.text, start), source.text.length)) },
  }
}

/** To the end of the word, but not of the line. */
function endOfWord(text: string, start: number): number {
  let end = start
  while (end < text.length && !/\s/.test(text[end]!)) end++
  return Math.max(end, start + 1)
}

/** A value that is YAML but no JSON. */
export function explainStumble(source: Source, { message, node }: Stumble): Diagnostic {
  const { start, end } = node
  const at = { source, start, end: Math.min(end, lineEnd(source.text, start)) }
  const template = templateAt(source.text, start)
  if (template) return unrendered(source, template)
  const [code, sentence, advice] = stumbleText(message)
  return { code, severity: 'error', message: sentence, at, ...(advice ? { advice } : {}) }
}

function stumbleText(message: string): [YamlCode, string, string?] {
  const problem = message.replace(/^yaml: |^json: /, '')
  if (problem.includes('excessive aliasing'))
    return ['yaml/anchor', 'Aliases multiply this document beyond what the API server accepts']
  if (problem.includes('contains itself')) return ['yaml/anchor', `The ${problem}`]
  if (problem.startsWith('map merge'))
    return [
      'yaml/value',
      'A merge key `<<` takes a mapping, or a list of mappings',
      'Quote "<<" if it is meant as a key.',
    ]
  if (problem.startsWith('invalid map key'))
    return ['yaml/value', 'A key of the API is a text, not a mapping or a list']
  if (problem.startsWith('unsupported map key'))
    return ['yaml/value', 'This key is not a text, and has no name in JSON', 'Quote the key.']
  if (problem.startsWith('unsupported value'))
    return ['yaml/value', 'JSON has no infinity and no not-a-number', 'Quote the value if it is meant as text.']
  return ['yaml/value', `This value does not fit its tag: ${problem}`]
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** A template expression that begins here, around a mapping in a mapping: `{{ .Values.name }}`. */
export function templateAt(text: string, start: number): Span | undefined {
  for (const from of [start, start - 1]) {
    if (!text.startsWith('{{', from)) continue
    const close = text.indexOf('}}', from)
    const end = lineEnd(text, from)
    return { start: from, end: close < 0 || close > end ? end : close + 2 }
  }
  return undefined
}

export const unrendered = (source: Source, { start, end }: Span): Diagnostic => ({
  code: 'yaml/template',
  severity: 'error',
  message: `The template expression ${source.text.slice(start, end)} was left unrendered`,
  at: { source, start, end },
  advice: 'Render the template first, for example with `helm template`, and check what comes out.',
})

/**
 * The API server takes 10,000 levels where a field takes any value at all. Nobody writes more than a few dozen, and
 * whoever walks a document must not run out of stack.
 */
export const DEEPEST = 2_000

export const tooDeep = (source: Source, { start }: Span): Diagnostic => ({
  code: 'yaml/depth',
  severity: 'error',
  message: `Values are nested more than ${DEEPEST} levels deep, which drydock does not look into`,
  at: { source, start, end: start + 1 },
})
