import { describe, expect, it } from 'vitest'
import { compile, environment } from '../index.ts'

const base = environment({ minor: 36 })
const OPERAND =
  "'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER"

/** The messages with their places, without the lines they show. */
function complaints(text: string): string[] {
  const compiled = compile(text, base)
  if ('ok' in compiled) return []
  return compiled.text
    .split('\n')
    .filter(line => line.startsWith('ERROR'))
    .map(line => line.replace('ERROR: <input>:', ''))
}

describe('text that does not follow the grammar', () => {
  it.each([
    ['nothing at all', '', [`1:0: Syntax error: mismatched input '<EOF>' expecting {${OPERAND}}`]],
    ['an operand is missing', '1 +', [`1:4: Syntax error: mismatched input '<EOF>' expecting {${OPERAND}}`]],
    ['one word too many is dropped', 'true false', ["1:6: Syntax error: extraneous input 'false' expecting <EOF>"]],
    ['two are not', 'true false 1', ["1:6: Syntax error: mismatched input 'false' expecting <EOF>"]],
    ['a parenthesis is imagined', '(1', ["1:3: Syntax error: missing ')' at '<EOF>'"]],
    ['no branch is left', '1.a..b', ["1:5: Syntax error: no viable alternative at input '..'"]],
    ['a keyword as a field', '{}.true', ["1:4: Syntax error: mismatched input 'true' expecting IDENTIFIER"]],
    ['half an operator', '1=2', ["1:2: Syntax error: token recognition error at: '=2'"]],
    [
      'a minus alone is read again as an operator',
      '-',
      [
        "1:2: Syntax error: no viable alternative at input '-'",
        `1:2: Syntax error: mismatched input '<EOF>' expecting {${OPERAND}}`,
      ],
    ],
    [
      'an object without an end',
      'Object{',
      ["1:8: Syntax error: mismatched input '<EOF>' expecting {'}', ',', '?', IDENTIFIER, ESC_IDENTIFIER}"],
    ],
    [
      'macros are still looked at',
      'has(x',
      ['1:5: invalid argument to has() macro', "1:6: Syntax error: missing ')' at '<EOF>'"],
    ],
    ['a reserved word', 'while', ['1:1: reserved identifier: while']],
    ['too deep', `${'('.repeat(300)}1${')'.repeat(300)}`, ['-1:0: expression recursion limit exceeded: 250']],
    ['too long a chain', Array(300).fill('1').join('+'), ['-1:0: max recursion depth exceeded']],
  ])('%s', (_, text, expected) => {
    expect(complaints(text)).toEqual(expected)
  })

  it('is refused in time, however long', () => {
    const started = performance.now()
    for (const piece of ['-', '(', 'a.', '[1,', "'", '!', '? ', 'x in ']) complaints(piece.repeat(20_000))
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
