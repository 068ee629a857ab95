import { expect, test } from 'vitest'
import { lineDifference } from './line-difference.ts'

const lines = (...names: string[]): string => names.join('\n')

test.each([
  ['a line that changed', lines('a', 'b', 'c'), lines('a', 'x', 'c'), '@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n'],
  ['a line that came', lines('a', 'b'), lines('a', 'x', 'b'), '@@ -1,2 +1,3 @@\n a\n+x\n b\n'],
  ['nothing', lines('a', 'b'), lines('a', 'b'), ''],
  ['something from nothing', '', 'a', '@@ -1 +1 @@\n-\n+a\n'],
])('%s', (_story, old, next, hunks) => expect(lineDifference(old, next, 3)).toBe(hunks))

test('changes far from each other are told apart', () => {
  const old = Array.from({ length: 20 }, (_, index) => `line ${index}`)
  const next = old.map((line, index) => (index === 1 || index === 18 ? `${line}!` : line))
  expect(lineDifference(old.join('\n'), next.join('\n'), 1)).toBe(
    '@@ -1,3 +1,3 @@\n line 0\n-line 1\n+line 1!\n line 2\n@@ -18,3 +18,3 @@\n line 17\n-line 18\n+line 18!\n line 19\n',
  )
})
