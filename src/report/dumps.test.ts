import { expect, test } from 'vitest'
import { withoutDumps } from './dumps.ts'

const long = (text: string) => text.padEnd(300, 'x')

test.each([
  ['short values stay', 'a: Invalid value: {"b":1}: no', 'a: Invalid value: {"b":1}: no'],
  ['long ones go', `a: Invalid value: {"b":"${long('}')}"}: no`, 'a: Invalid value: {…}: no'],
  [
    'each by itself',
    `[a: Invalid value: ["${long('')}"]: no, b: Invalid value: 3: no]`,
    '[a: Invalid value: […]: no, b: Invalid value: 3: no]',
  ],
  [
    'in the syntax of Go',
    `a: Invalid value: core.Pod{Name:"${long('"\\""')}"}: no`.replace('""\\""', '\\"'),
    'a: Invalid value: core.Pod{…}: no',
  ],
  ['what never ends', `a: Invalid value: {${long('')}`, 'a: Invalid value: {…x'],
])('%s', (_, message, shown) => expect(withoutDumps(message)).toBe(shown))
