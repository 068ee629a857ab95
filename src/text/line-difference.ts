import { structuredPatch } from 'diff'

/** The hunks of a unified difference, without the names of files: `@@ -1,3 +1,4 @@` and lines with ` `, `-` or `+` before them. */
export function lineDifference(old: string, next: string, context: number): string {
  const { hunks } = structuredPatch('', '', `${old}\n`, `${next}\n`, '', '', { context })
  return hunks
    .map(({ oldStart, oldLines, newStart, newLines, lines }) => {
      const range = (start: number, count: number): string => (count === 1 ? `${start}` : `${start},${count}`)
      return [`@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`, ...lines, ''].join('\n')
    })
    .join('')
}
