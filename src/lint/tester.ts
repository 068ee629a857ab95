import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { type ManifestObject, objectsIn } from '../manifest/objects.ts'
import type { JsonObject } from '../resource/json.ts'
import { DEFAULT_MINOR } from '../resource/version.ts'
import { applyEdits, type Edit } from '../text/edit.ts'
import { Source, type Span } from '../text/source.ts'
import { readDocuments } from '../yaml/read.ts'
import { Linter, type LintSettings } from './linter.ts'
import type { Rule } from './rule.ts'

/** A manifest without its «marks», and where they were. */
export interface Marked {
  readonly text: string
  readonly marks: readonly Span[]
}

export function readMarks(example: string): Marked {
  const marks: Span[] = []
  const open: number[] = []
  let text = ''
  for (const char of example) {
    if (char === '«') open.push(text.length)
    else if (char === '»') marks.push({ start: open.pop() ?? text.length, end: text.length })
    else text += char
  }
  return { text, marks: marks.sort((a, b) => a.start - b.start) }
}

/**
 * Everything that is wrong with a rule by its own examples; nothing when all is well.
 *
 * A bad example needs marks, and the findings must stand exactly there; a good one has neither. A fix must cure its
 * finding, bring no new one, and change nothing when it is applied again.
 */
export function problemsOf(rule: Rule, options: JsonObject = {}): string[] {
  const problems: string[] = []
  const { bad, good } = rule.examples
  if (bad.length === 0) problems.push('has no bad example')
  if (good.length === 0) problems.push('has no good example')
  for (const [index, example] of bad.entries()) {
    const where = `bad example ${index + 1}`
    const { text, marks } = readMarks(example)
    if (marks.length === 0) problems.push(`${where} has no mark`)
    const found = findingsIn(text, rule, options)
    problems.push(...compare(where, text, marks, found), ...fixProblems(where, text, found, rule, options))
  }
  for (const [index, example] of good.entries()) {
    const where = `good example ${index + 1}`
    const { text, marks } = readMarks(example)
    if (marks.length > 0) problems.push(`${where} has a mark`)
    for (const { message } of findingsIn(text, rule, options)) problems.push(`${where} is found wanting: ${message}`)
  }
  return problems
}

/** What a rule finds in a text by itself. */
export function findingsIn(text: string, rules: Rule | readonly Rule[], options: JsonObject = {}): Diagnostic[] {
  const list = Array.isArray(rules) ? (rules as readonly Rule[]) : [rules as Rule]
  const settings: LintSettings = {
    profile: 'off',
    wanted: list.map(({ name }) => name),
    options: Object.fromEntries(list.map(({ name }) => [name, options])),
    minors: [DEFAULT_MINOR],
    complete: false,
  }
  const linter = new Linter(list, settings)
  const objects = readExample(text)
  const found = [...linter.alone(objects), ...objects.flatMap(linter.across(objects))]
  return found.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end)
}

function readExample(text: string): ManifestObject[] {
  return readDocuments(new Source('example.yaml', text)).flatMap(objectsIn)
}

function compare(where: string, text: string, marks: readonly Span[], found: readonly Diagnostic[]): string[] {
  const show = ({ start, end }: Span) => JSON.stringify(text.slice(start, end))
  const isAt = (span: Span) => (other: Span) => span.start === other.start && span.end === other.end
  const missing = marks.filter(mark => !found.some(({ at }) => isAt(mark)(at)))
  const extra = found.filter(({ at }) => !marks.some(isAt(at)))
  return [
    ...missing.map(mark => `${where}: no finding at ${show(mark)} (offset ${mark.start})`),
    ...extra.map(
      ({ at, message }) => `${where}: a finding without a mark at ${show(at)} (offset ${at.start}): ${message}`,
    ),
  ]
}

function fixProblems(
  where: string,
  text: string,
  found: readonly Diagnostic[],
  rule: Rule,
  options: JsonObject,
): string[] {
  return found.flatMap(({ fix }) => {
    if (!fix) return []
    const fixed = applyEdits(text, fix.edits as readonly Edit[]).text
    if (readDocuments(new Source('example.yaml', fixed)).some(({ problem }) => problem !== undefined))
      return [`${where}: "${fix.title}" leaves what is no YAML:\n${fixed}`]
    const left = findingsIn(fixed, rule, options)
    if (left.length < found.length) return []
    return [`${where}: "${fix.title}" leaves ${left.length} of ${found.length} findings:\n${fixed}`]
  })
}
