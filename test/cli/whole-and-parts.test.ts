import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BAD_POD, POD, Project } from './project.ts'

const many = (count: number, size = 0): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `team-${index % 7}/app-${index}.yaml`,
      `${index % 5 === 0 ? BAD_POD : POD(`app-${index}`)}# ${'x'.repeat(size)}\n`,
    ]),
  )

const json = (project: Project, ...args: string[]) => project.run(['check', '-o', 'json', ...args]).out

describe('parts make a whole', () => {
  test('merged shards are what one run says', () => {
    const project = new Project(many(60))
    const whole = json(project)
    const parts = [1, 2, 3].map(part => {
      expect(project.run(['check', '--shard', `${part}/3`, '-o', `json=out/../part-${part}.txt`]).code).toBe(1)
      return `part-${part}.txt`
    })
    const merged = project.run(['merge', ...parts])
    expect(merged.out).toBe(whole)
    expect(merged.code).toBe(1)
    const sizes = parts.map(part => JSON.parse(readFileSync(join(project.folder, part), 'utf8')).summary.files)
    expect(sizes.reduce((sum, size) => sum + size)).toBe(60)
    expect(Math.min(...sizes)).toBeGreaterThan(10)
  })

  test('a part that is missing, foreign or there twice is said', () => {
    const project = new Project(many(10))
    for (const part of ['1/3', '2/3', '3/3', '1/2'])
      project.run(['check', '--shard', part, '-o', `json=${part.replace('/', '-of-')}.txt`])
    const merge = (...parts: string[]) => {
      const { code, err } = project.run(['merge', ...parts.map(part => `${part}.txt`)])
      return { code, err }
    }
    expect(merge('1-of-3', '3-of-3')).toEqual({ code: 2, err: 'drydock merge: no report of part 2/3\n' })
    expect(merge('1-of-3', '2-of-3', '2-of-3', '3-of-3')).toEqual({
      code: 2,
      err: 'drydock merge: part 2/3 is there twice\n',
    })
    expect(merge('1-of-3', '2-of-3', '3-of-3', '1-of-2').err).toContain('parts of different wholes, of 3 and of 2')
    expect(merge('1-of-3', '2-of-3', '3-of-3').code).toBe(1)
  })

  test('several threads say what one says', () => {
    const project = new Project(many(300, 60_000))
    expect(json(project, '--no-cache', '-j', '2')).toBe(json(project, '--no-cache', '-j', '1'))
  })
})

describe('what earlier runs found', () => {
  const packs = (project: Project) =>
    readdirSync(project.cache)
      .filter(name => name.endsWith('.answers'))
      .map(name => join(project.cache, name))

  test('is used again, and gives the same report', () => {
    const project = new Project(many(20))
    const first = json(project)
    expect(packs(project)).toHaveLength(1)
    expect(json(project)).toBe(first)
    project.write({ 'team-0/app-0.yaml': POD('cured') })
    expect(JSON.parse(json(project)).diagnostics).toHaveLength(3)
    expect(JSON.parse(json(project, '-k', '1.30')).diagnostics).toHaveLength(3)
    expect(packs(project)).toHaveLength(2)
  })

  test.each(['/dev/null', '/dev/null/none'])('a folder that cannot be made: %s', folder => {
    const project = new Project({ 'a.yaml': POD('a') })
    expect(project.run(['check'], { env: { DRYDOCK_CACHE_DIR: folder } })).toMatchObject({ code: 0, err: '' })
  })

  test('half a file, other content, a folder that cannot be written: all as if it were not there', () => {
    const project = new Project(many(10))
    const first = json(project)
    const [pack] = packs(project)
    const text = readFileSync(pack!, 'utf8')
    for (const damaged of [
      text.slice(0, -20),
      '',
      'x\n[]',
      text.replaceAll('schema/unknown-field', 'schema/unknown-feeld'),
    ]) {
      writeFileSync(pack!, damaged)
      expect(json(project)).toBe(first)
    }
    for (const name of readdirSync(project.cache)) writeFileSync(join(project.cache, name), 'damaged')
    expect(json(project)).toBe(first)
    expect(project.run(['check', '-o', 'json'], { env: { DRYDOCK_CACHE_DIR: '/dev/null/x' } }).out).toBe(first)
  })

  test('holds no secret', () => {
    const secret =
      'apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData:\n  key: hunter2hunter2\n  key: correct-horse\nimutable: true\n'
    const project = new Project({ 'secret.yaml': secret })
    const out = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown']
      .map(format => project.run(['check', '-o', format]).out)
      .join()
    expect(out).toContain('duplicate-key')
    for (const text of [out, ...packs(project).map(pack => readFileSync(pack, 'utf8'))]) {
      expect(text).not.toContain('hunter2')
      expect(text).not.toContain('correct-horse')
    }
  })
})

test('a baseline leaves only what is new', () => {
  const project = new Project({ 'drydock.yaml': 'profile: off\n', 'a.yaml': BAD_POD })
  expect(project.run(['check', '--write-baseline', 'known.txt'])).toMatchObject({
    code: 0,
    out: '1 finding is the baseline now.\n',
  })
  expect(project.run(['check', '--baseline', 'known.txt']).code).toBe(0)
  project.write({ 'a.yaml': `# moved down\n\n${BAD_POD}`, 'b.yaml': BAD_POD })
  const report = JSON.parse(project.run(['check', '--baseline', 'known.txt', '-o', 'json']).out)
  expect(report.diagnostics.map(({ file }: { file: string }) => file)).toEqual(['b.yaml'])
  expect(report.summary.suppressed).toBe(1)
})

test('a baseline holds wherever drydock is called, and says what it excuses in vain', () => {
  const project = new Project({
    '.git/HEAD': '',
    'drydock.yaml': 'profile: off\n',
    'sub/a.yaml': BAD_POD,
    'b.yaml': BAD_POD,
  })
  project.run(['check', '--write-baseline', 'known.txt'])
  expect(project.run(['check', '--baseline', '../known.txt', '.', '../b.yaml'], { cwd: 'sub' }).code).toBe(0)
  project.write({ 'sub/a.yaml': POD('web') })
  const told = (...args: string[]) => project.run(['check', '--baseline', 'known.txt', ...args, '-o', 'github'])
  expect(told()).toMatchObject({
    code: 0,
    out: expect.stringContaining('A finding of the baseline is there no more: schema/unknown-field in sub/a.yaml'),
  })
  expect(told('b.yaml').out).toContain('no findings')
})

test('a baseline that cannot be used', () => {
  const project = new Project({ 'pod.yaml': POD('web') })
  const err = (...args: string[]) => project.run(['check', ...args]).err
  expect(err('--baseline', 'pod.yaml')).toBe('drydock check: pod.yaml is no baseline of drydock: it is no JSON\n')
  expect(err('--baseline', 'none')).toContain('`drydock check --write-baseline none` makes one')
  expect(err('--write-baseline', 'none/x')).toBe('drydock: none/x cannot be written: there is no such file or folder\n')
})
