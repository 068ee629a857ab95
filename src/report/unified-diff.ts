import { createTwoFilesPatch } from 'diff'
import { Source } from '../text/source.ts'
import type { MaskOf } from './finding.ts'

/** What becomes of a file, as `diff -u` and `git apply` have it. Secret values are hidden on both sides. */
export function unifiedDiff(file: string, before: string, after: string, maskOf: MaskOf): string {
  const shown = (text: string) => maskOf(new Source(file, text)).show(0, text.length)
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, shown(before), shown(after), undefined, undefined, {
    context: 2,
  })
  return patch.replace(/^=+\n/, '')
}
