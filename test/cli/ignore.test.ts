import { expect, test } from 'vitest'
import { POD, Project } from './project.ts'

const codes = (out: string): string[] =>
  (JSON.parse(out) as { diagnostics: { code: string }[] }).diagnostics.map(({ code }) => code)

test('what a comment asks to ignore is not reported, and what it asks in vain is', () => {
  const project = new Project({
    'a.yaml': POD('a', 'nginx # drydock-ignore image-has-tag: the mirror pins it'),
    'b.yaml': `# drydock-ignore image-has-tag: no longer needed\n${POD('b')}`,
    'c.yaml': POD('c', 'nginx # drydock-ignore image-has-tag'),
  })
  const { out } = project.run(['check', '--no-cache', '-o', 'json', '.'])
  expect(codes(out)).toEqual(['ignore/unused', 'ignore/no-reason'])
  expect(JSON.parse(out).summary.suppressed).toBe(2)
  const sarif = JSON.parse(project.run(['check', '-o', 'sarif', 'a.yaml']).out)
  expect(sarif.runs[0].results[0].suppressions).toEqual([{ kind: 'inSource', justification: 'the mirror pins it' }])
})

test('a second run, from what is kept, says the same', () => {
  const project = new Project({ 'a.yaml': POD('a', 'nginx # drydock-ignore image-has-tag: the mirror pins it') })
  const first = project.run(['check', '.'])
  expect(project.run(['check', '.'])).toEqual(first)
  expect(first.code).toBe(0)
})
