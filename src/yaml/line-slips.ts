import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { YamlCode } from './codes.ts'
import type { Refused } from './explain.ts'
import { suspects } from './refused-lines.ts'

interface LineSlip {
  /** What is marked is the first group. */
  readonly pattern: RegExp
  readonly code: YamlCode
  readonly message: string
  readonly advice: string
  /** What stands in the place of the first group once it is mended. */
  readonly fix?: string
}

/** Lines that cannot be meant as they stand, whatever is around them. They are only looked for where YAML was refused. */
const LINE_SLIPS: readonly LineSlip[] = [
  {
    pattern: /^(%YAML\s.*?)\s*$/d,
    code: 'yaml/syntax',
    message: 'Kubernetes reads YAML 1.1 and refuses text that says it is another one',
    advice: 'Remove this line.',
  },
  {
    pattern: /^([<=>|]{7}(?: .*)?)$/d,
    code: 'yaml/syntax',
    message: 'A merge conflict was left in the file',
    advice: 'Keep one of the two sides, and remove the lines with <<<<<<<, ======= and >>>>>>>.',
  },
  {
    pattern: /^(\s*(?:```|~~~).*)$/d,
    code: 'yaml/syntax',
    message: 'This line is Markdown around the YAML',
    advice: 'Remove it.',
  },
  {
    pattern: /^\s*(\{%.*?(?:%\}|$))/d,
    code: 'yaml/template',
    message: 'A template statement was left unrendered',
    advice: 'Render the template first, and check what comes out.',
  },
  {
    pattern: /^( +---|--|-{4,}|[—–―]+-*)\s*$/d,
    code: 'yaml/syntax',
    message: 'Documents are separated by a line of three hyphens at its beginning, and this is none',
    advice: 'Write `---`.',
    fix: '---',
  },
  {
    pattern: /^ *([—–―•]) +\S/d,
    code: 'yaml/punctuation',
    message: 'An item of a list begins with a hyphen, and this character is none',
    advice: 'Type the ASCII character.',
    fix: '-',
  },
  {
    pattern: /^ *(-)[A-Za-z_][\w./-]*:(?:\s|$)/d,
    code: 'yaml/syntax',
    message: 'The hyphen of a list item needs a space behind it',
    advice: 'Put a space behind the hyphen.',
    fix: '- ',
  },
  {
    pattern: /^ *(?:- +)*[A-Za-z_][\w./-]*( *= *)[^\s=]/d,
    code: 'yaml/syntax',
    message: 'A key and its value are joined by a colon, not by =',
    advice: 'Write `: `.',
    fix: ': ',
  },
  {
    pattern: /^\s*(\/\/.*|\/\*.*)$/d,
    code: 'yaml/syntax',
    message: 'Comments begin with #, in JSON there are none',
    advice: 'Remove it, or write it with # in YAML.',
  },
]

/** The first of these lines that can have led to the refusal. */
export function slipInLine(refused: Refused): Diagnostic | undefined {
  const { source } = refused
  for (const { pattern, code, message, advice, fix } of LINE_SLIPS)
    for (const line of suspects(refused)) {
      const [start, end] = pattern.exec(line.text.slice(0, MOST))?.indices?.[1] ?? []
      if (start === undefined || end === undefined) continue
      const place = { start: line.start + start, end: line.start + end }
      return {
        code,
        severity: 'error',
        message,
        at: { source, ...place },
        advice,
        ...(fix !== undefined && {
          fix: { title: `Write ${fix.trim()}`, edits: [{ source, ...place, text: fix }], safety: 'review' },
        }),
      }
    }
  return undefined
}

/** Nothing that is looked for is longer. */
const MOST = 1000
