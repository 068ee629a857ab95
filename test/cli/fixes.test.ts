import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { applyFixes } from '../../src/cli/check/fix.ts'
import type { Finding } from '../../src/report/report.ts'
import { Project } from './project.ts'

const finding = (
  safety: 'safe' | 'review',
  ...edits: [line: number, from: number, to: number, text: string][]
): Finding => ({
  code: 'x',
  severity: 'error',
  message: 'x',
  file: 'a.yaml',
  start: { line: 1, column: 1 },
  end: { line: 1, column: 1 },
  fix: {
    title: 'x',
    safety,
    edits: edits.map(([line, from, to, text]) => ({
      file: 'a.yaml',
      start: { line, column: from },
      end: { line, column: to },
      text,
    })),
  },
})

test('safe fixes are applied, whole or not at all, and never over each other', () => {
  const project = new Project({ 'a.yaml': '\ufeffa: old\r\nb: old\r\nc: old\r\n' })
  const fixed = applyFixes(
    [
      finding('safe', [2, 4, 7, 'new'], [3, 4, 7, 'new']),
      finding('safe', [2, 4, 7, 'other'], [1, 1, 1, '# never\n']),
      finding('review', [1, 5, 8, 'never']),
    ],
    project.folder,
  )
  expect(fixed).toEqual({ fixed: 1, files: 1, problems: [] })
  expect(readFileSync(join(project.folder, 'a.yaml'), 'utf8')).toBe('\ufeffa: old\r\nb: new\r\nc: new\r\n')
})
