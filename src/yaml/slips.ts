import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Source, Span } from '../text/source.ts'
import type { YamlCode } from './codes.ts'
import { type Refused, unrendered } from './explain.ts'
import { slipInLine } from './line-slips.ts'
import { lineAt, suspects } from './refused-lines.ts'

type Slip = (refused: Refused) => Diagnostic | undefined

/** The usual slips, the surest first. Each looks at what was refused and says whether it was that. */
export const SLIPS: readonly Slip[] = [
  encoding,
  template,
  tab,
  fullWidth,
  slipInLine,
  unclosedQuote,
  colonWithoutSpace,
  twoValues,
  deeperThanValue,
  unclosedBracket,
  indentation,
  reserved,
  depth,
  anchor,
]

function finding(source: Source, code: YamlCode, { start, end }: Span, message: string, advice?: string): Diagnostic {
  return { code, severity: 'error', message, at: { source, start, end }, ...(advice ? { advice } : {}) }
}

function encoding({ source, refusal }: Refused): Diagnostic | undefined {
  const { problem, offset } = refusal
  const at = { start: offset, end: Math.min(offset + 1, source.text.length) }
  if (problem === 'control characters are not allowed') {
    const name = `U+${(source.text.codePointAt(offset) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    const binary = (source.text.slice(0, 8000).match(/\0/g) ?? []).length > 1
    const what = binary ? 'This looks like a binary file' : `The control character ${name} is not allowed in YAML`
    return finding(
      source,
      'yaml/encoding',
      at,
      what,
      binary ? undefined : 'Remove it, or write it as an escape in quotes.',
    )
  }
  if (!problem.includes('UTF-8') && problem !== 'invalid Unicode character') return undefined
  return finding(source, 'yaml/encoding', at, `This is not UTF-8: ${problem}`, 'Save the file in UTF-8.')
}

/** Unquoted, where a line, an item or a value begins. */
const TEMPLATE = /(?:^|[\r\n])[ \t]*(?:- +)*(?:[^\s#:"']+:[ \t]+)?(\{\{[^\r\n]*?(?:\}\}|(?=[\r\n])))/g

function template({ source, part, refusal }: Refused): Diagnostic | undefined {
  const text = source.text.slice(part.start, Math.min(part.end, refusal.offset + 1000))
  TEMPLATE.lastIndex = 0
  const match = TEMPLATE.exec(text)
  if (!match?.[1]) return undefined
  const start = part.start + match.index + match[0].length - match[1].length
  return unrendered(source, { start, end: start + match[1].length })
}

function tab(refused: Refused): Diagnostic | undefined {
  const { source, refusal } = refused
  for (const { start, text } of suspects(refused)) {
    const indent = /^[ \t]*/.exec(text)![0]
    const at = indent.indexOf('\t')
    if (at < 0 || text.trim() === '' || start + at > refusal.offset) continue
    const tabs = { start: start + at, end: start + indent.lastIndexOf('\t') + 1 }
    const spaces = '  '.repeat([...indent.slice(at)].filter(char => char === '\t').length)
    return {
      ...finding(
        source,
        'yaml/tab',
        tabs,
        'This line is indented with a tab',
        'Indent with spaces: YAML knows no tabs.',
      ),
      fix: { title: 'Replace tabs by spaces', edits: [{ source, ...tabs, text: spaces }], safety: 'review' },
    }
  }
  return undefined
}

const ASCII: Readonly<Record<string, string>> = {
  '：': ':',
  '，': ',',
  '－': '-',
  '“': '"',
  '”': '"',
  '＂': '"',
  '‘': "'",
  '’': "'",
  '［': '[',
  '］': ']',
  '｛': '{',
  '｝': '}',
  '\u00a0': ' ',
  '\u3000': ' ',
}

function fullWidth(refused: Refused): Diagnostic | undefined {
  const { source } = refused
  for (const { start, text } of suspects(refused)) {
    const code = text.split(/(?:^|\s)#/, 1)[0]!
    const at = firstNotAscii(code)
    if (at < 0) continue
    const char = code[at]!
    const meant = ASCII[char]!
    const place = { start: start + at, end: start + at + 1 }
    const name =
      meant === ' ' ? 'a space that is not the ordinary one' : `${char}, which YAML does not read as ${meant}`
    return {
      ...finding(source, 'yaml/punctuation', place, `Here stands ${name}`, 'Type the ASCII character.'),
      fix: {
        title: meant === ' ' ? 'Replace by a space' : `Replace ${char} by ${meant}`,
        edits: [{ source, ...place, text: char === '：' && !/\s/.test(code[at + 1] ?? ' ') ? ': ' : meant }],
        safety: 'review',
      },
    }
  }
  return undefined
}

function firstNotAscii(text: string): number {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127 && text[at]! in ASCII) return at
  return -1
}

/** Never closed, or closed by the quote that was to open the next one, lines below. */
function unclosedQuote(refused: Refused): Diagnostic | undefined {
  const { source, refusal, lastQuoted } = refused
  const { text } = source
  let open: number | undefined
  if (refusal.problem === 'found unexpected end of stream' || refusal.problem === 'found unexpected document indicator')
    open = refusal.context
  else if (lastQuoted && text.slice(lastQuoted.start, lastQuoted.end).includes('\n')) {
    const between = text.slice(lastQuoted.end, Math.max(refusal.offset, lastQuoted.end))
    if (!between.includes('\n')) open = lastQuoted.start
  }
  if (open === undefined) return undefined
  const end = lineAt(refused, open).end
  return finding(
    source,
    'yaml/unclosed-quote',
    { start: open, end },
    'The quote that opens here is not closed',
    `Close it with ${text[open]}.`,
  )
}

function colonWithoutSpace(refused: Refused): Diagnostic | undefined {
  const { source, refusal } = refused
  if (!refusal.problem.includes("':'") && !refusal.problem.includes('mapping values')) return undefined
  for (const { start, text } of suspects(refused)) {
    const match = /^[ ]*(?:- +)*[\w./-]+:(?=[^\s/:])/.exec(text)
    if (!match || /:\s|:$/.test(text.split(/\s#/, 1)[0]!.slice(0, refusal.offset - start))) continue
    const at = start + match[0].length
    const place = { start: at - 1, end: at }
    return {
      ...finding(
        source,
        'yaml/colon-space',
        place,
        'The colon after a key needs a space behind it',
        'Put a space behind the colon.',
      ),
      fix: { title: 'Insert a space', edits: [{ source, start: at, end: at, text: ' ' }], safety: 'safe' },
    }
  }
  return undefined
}

/** `image: nginx image: other`, or a value with `: ` in it that needs quotes. */
function twoValues(refused: Refused): Diagnostic | undefined {
  const { source, refusal } = refused
  if (!refusal.problem.startsWith('mapping values')) return undefined
  const line = lineAt(refused, refusal.offset)
  const before = line.text.slice(0, refusal.offset - line.start)
  const match = /^\s*(?:- +)*([^\s:]+):\s+\S/.exec(before)
  if (!match) return undefined
  const key = before.trimEnd().split(/\s+/).at(-1)!
  const place = { start: refusal.offset - key.length, end: refusal.offset + 1 }
  return finding(
    source,
    'yaml/two-values',
    place,
    `A second \`${key}:\` stands on the line of \`${match[1]}:\``,
    'Give each key a line of its own, or quote the value if the colon belongs to it.',
  )
}

/** A line deeper than the one before, which has a value already. */
function deeperThanValue(refused: Refused): Diagnostic | undefined {
  const { source, refusal } = refused
  if (!refusal.problem.startsWith('mapping values')) return undefined
  const line = lineAt(refused, refusal.offset)
  const above = previousContent(refused, line.start)
  if (!above) return undefined
  const depth = (text: string): number => /^ */.exec(text)![0].length
  if (depth(line.text) <= depth(above.text)) return undefined
  const start = line.start + depth(line.text)
  return {
    ...finding(
      source,
      'yaml/indentation',
      { start, end: refusal.offset + 1 },
      `This line is indented by ${spaces(depth(line.text))}, deeper than the one above, which has a value already`,
      'Indent it like the line above, or move the value away.',
    ),
    related: [{ at: { source, start: above.start + depth(above.text), end: above.end }, message: 'The line above' }],
  }
}

function previousContent(refused: Refused, before: number): (Span & { readonly text: string }) | undefined {
  for (let at = before - 1; at >= refused.part.start; ) {
    const line = lineAt(refused, at)
    if (line.text.trim() !== '' && !line.text.trim().startsWith('#')) return line
    at = line.start - 1
  }
  return undefined
}

function unclosedBracket(refused: Refused): Diagnostic | undefined {
  const { source, refusal } = refused
  const open = refusal.context
  const ended = refusal.problem === 'did not find expected node content' && refusal.offset > lineAt(refused, open).end
  if (!refusal.problem.startsWith("did not find expected ','") && !ended) return undefined
  const close = source.text[open] === '[' ? ']' : '}'
  const line = lineAt(refused, open)
  if (line.text.indexOf(close, open - line.start) >= 0) {
    const at = { start: refusal.offset, end: Math.min(refusal.offset + 1, source.text.length) }
    return finding(source, 'yaml/syntax', at, `A comma or \`${close}\` is missing before this`)
  }
  return finding(
    source,
    'yaml/unclosed-bracket',
    { start: open, end: open + 1 },
    `The \`${source.text[open]}\` that opens here is not closed`,
    `Close it with \`${close}\`.`,
  )
}

function indentation(refused: Refused): Diagnostic | undefined {
  const { source, refusal } = refused
  if (!/expected key|expected '-'|block sequence entries|could not find expected ':'/.test(refusal.problem))
    return undefined
  if (refusal.problem.startsWith('could not')) {
    const { start, end, text } = lineAt(refused, refusal.context)
    const from = start + /^ */.exec(text)![0].length
    return finding(
      source,
      'yaml/syntax',
      { start: from, end },
      'This line is neither a key with a value nor part of one',
      'A key needs a colon and a space behind it.',
    )
  }
  const line = lineAt(refused, refusal.offset)
  const depth = /^ */.exec(line.text)![0].length
  if (line.start + depth !== refusal.offset) return undefined
  const around = lineAt(refused, refusal.context)
  const column = refusal.context - around.start
  return {
    ...finding(
      source,
      'yaml/indentation',
      { start: refusal.offset, end: line.end },
      `This line is indented by ${spaces(depth)}, which fits neither the lines above nor what they belong to`,
      column === depth
        ? 'Begin it with `- ` to make it an item of the list, or indent it otherwise.'
        : `Indent it by ${spaces(column)} to go on with what began on line ${source.position(refusal.context).line}.`,
    ),
    related: [{ at: { source, start: refusal.context, end: around.end }, message: `This begins at ${spaces(column)}` }],
  }
}

const spaces = (count: number): string => `${count} ${count === 1 ? 'space' : 'spaces'}`

function reserved(refused: Refused): Diagnostic | undefined {
  const { source, refusal } = refused
  if (refusal.problem !== 'found character that cannot start any token') return undefined
  const char = source.text[refusal.offset] ?? ''
  const at = { start: refusal.offset, end: refusal.offset + char.length }
  return finding(
    source,
    'yaml/syntax',
    at,
    `A value cannot begin with ${char.trim() ? char : 'this character'}`,
    'Quote it.',
  )
}

function depth({ source, refusal }: Refused): Diagnostic | undefined {
  if (!refusal.problem.startsWith('exceeded max depth')) return undefined
  const at = { start: refusal.offset, end: Math.min(refusal.offset + 1, source.text.length) }
  return finding(
    source,
    'yaml/depth',
    at,
    'Values are nested more than 10000 levels deep, which the API server does not read',
  )
}

function anchor(refused: Refused): Diagnostic | undefined {
  const { source, refusal } = refused
  const match = /^unknown anchor '(.*)' referenced$/.exec(refusal.problem)
  if (!match) return undefined
  const at = { start: refusal.offset, end: refusal.offset + match[1]!.length + 1 }
  return finding(
    source,
    'yaml/anchor',
    at,
    `No anchor &${match[1]} stands before this alias`,
    `Quote it if *${match[1]} is meant as text.`,
  )
}
