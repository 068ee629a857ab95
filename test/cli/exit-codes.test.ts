import { describe, expect, test } from 'vitest'
import { BAD_POD, POD, Project } from './project.ts'

const project = new Project({
  'good.yaml': POD('web'),
  'bad.yaml': BAD_POD,
  'sub/x.yaml': POD('x'),
  'broken.json': '{}',
})

describe('exit codes', () => {
  test.each([
    ['nothing to say', ['check', 'good.yaml'], 0, ''],
    ['findings', ['check', 'bad.yaml'], 1, ''],
    ['findings below the threshold', ['check', '--fail-on', 'never', 'bad.yaml'], 0, ''],
    [
      'a path that is not there',
      ['check', 'nowhere.yaml', '-o', 'json'],
      2,
      'nowhere.yaml: there is no such file or folder',
    ],
    ['a glob that matches nothing', ['check', 'x*.yaml', '-o', 'json'], 2, 'x*.yaml: no file matches'],
    ['a glob that matches', ['check', 'g*.yaml'], 0, ''],
    ['a mistyped option', ['check', '--outptu', 'json'], 2, 'there is no option `--outptu`; did you mean `--output`?'],
    ['a mistyped format', ['check', '-o', 'sariff'], 2, 'there is no output format `sariff`; did you mean `sarif`?'],
    [
      'two formats for one place',
      ['check', '-o', 'text', '-o', 'json'],
      2,
      'text and json cannot both go to standard output',
    ],
    [
      'a release from the future',
      ['check', '-k', '1.99', '.'],
      2,
      '`1.99` is no Kubernetes release that drydock knows',
    ],
    ['half a shard', ['check', '--shard', '3', '.'], 2, '--shard takes a part of a whole'],
    ['a shard beyond the last', ['check', '--shard', '4/3', '.'], 2, '--shard takes a part of a whole'],
    [
      'a report that cannot be written',
      ['check', 'good.yaml', '-o', 'json=no/such/folder.json'],
      2,
      'no/such/folder.json cannot be written: there is no such file or folder',
    ],
    ['a report to a file without a name', ['check', 'good.yaml', '-o', 'json='], 2, '`json=` names no file'],
    ['an empty path', ['check', '', '-o', 'json'], 2, 'a path is empty'],
    [
      'definitions that are not there',
      ['check', '--crds', 'crsd', 'good.yaml'],
      2,
      '--crds: there is no file or folder `crsd`',
    ],
    ['a device', ['check', '/dev/zero', '-o', 'json'], 2, 'not a file but a device'],
    ['definitions that are not there', ['check', '--crds', 'no/*.yaml'], 2, '--crds: no file matches `no/*.yaml`'],
    ['definitions that are not there', ['explain', '--crds', 'no', 'Pod'], 2, '--crds: no file matches `no`'],
    ['a range with a hyphen', ['check', '-k', '1.29-1.31'], 2, 'a range is written 1.29..1.31'],
    ['half a range', ['check', '-k', '1.29..'], 2, 'a release is missing'],
    ['fixes of what is staged', ['check', '--staged', '--fix'], 2, '--staged checks the index, and fixes change files'],
    ['two reports in one file', ['check', '-o', 'json=a', '-o', 'sarif=a'], 2, 'two reports cannot both go to'],
    ['git where there is none', ['check', '--staged', '-o', 'json'], 2, 'this is not a git repository'],
    ['a mistyped command', ['chekc'], 2, 'there is no command `chekc`; did you mean `drydock check`?'],
    ['a field', ['explain', 'Deployment.spec.replicas'], 0, ''],
    [
      'a mistyped field',
      ['explain', 'Deployment.spec.replica'],
      2,
      'Deployment.spec has no field `replica`; did you mean `replicas`?',
    ],
    ['a code', ['explain', 'yaml/duplicate-key'], 0, ''],
    ['no report to merge', ['merge'], 2, 'it needs at least one report'],
    ['a report that is none', ['merge', 'broken.json'], 2, 'broken.json: it is no JSON report of drydock'],
    ['help', ['help', 'check'], 0, ''],
    ['help for an option', ['check', '--help'], 0, ''],
    ['version', ['--version'], 0, ''],
  ])('%s', (_, args, code, says) => {
    const ran = project.run(args)
    expect({ code: ran.code, says: ran.err.includes(says) }, ran.err).toEqual({ code, says: true })
    if (says === '') expect(ran.err).toBe('')
  })

  test('a wrong configuration is said at its lines, and nothing is checked', () => {
    const ran = new Project({ 'drydock.yaml': 'failon: error\n', 'bad.yaml': BAD_POD }).run(['check'])
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).toContain('drydock.yaml:1:1: drydock.yaml has no key "failon". Did you mean "failOn"?')
  })

  test('standard input', () => {
    expect(project.run(['check', '-'], { input: BAD_POD }).out).toContain('<stdin>:10:3')
  })

  test.each([
    ['never', 0],
    ['error', 1],
  ])('a reader that goes away is no failure, and hides none: --fail-on %s', async (failOn, code) => {
    const child = project.start(['check', '--fail-on', failOn, 'bad.yaml'])
    child.stdout.destroy()
    expect(await new Promise(resolve => child.once('exit', resolve))).toBe(code)
  })

  test('a name with escapes does not reach the terminal as it is', () => {
    expect(project.run(['check', '\x1b7.yaml', '-o', 'json']).err).toBe(
      'drydock: \ufffd7.yaml: there is no such file or folder\n',
    )
  })
})
