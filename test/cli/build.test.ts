import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { Project, program } from './project.ts'

test('the same sources make the same program, byte for byte', () => {
  const again = new Project().folder
  execFileSync(process.execPath, ['scripts/build.js', '--program-to', again], { stdio: 'pipe' })
  const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
  const files = (folder: string) => readdirSync(folder).map(name => [name, digest(join(folder, name))])
  expect(files(again)).toEqual(files(dirname(program())))
})

test('what V8 kept of another program is not used', () => {
  const project = new Project()
  const kept = () => readdirSync(project.cache).filter(name => name.endsWith('.code'))
  project.run(['version'])
  expect(kept()).toHaveLength(1)
  expect(readFileSync(program(), 'utf8')).toContain(kept()[0]!.split('-v')[0]!)
})

test.each([
  ['check', ['check', 'a.yaml']],
  ['plan', ['plan', 'a.yaml', '--from', 'nothing']],
])('what V8 kept of a %s serves the next one', (_, args) => {
  const project = new Project()
  project.write({ 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n' })
  const kept = () =>
    readdirSync(project.cache)
      .filter(name => name.endsWith('.code'))
      .map(name => [name, statSync(join(project.cache, name)).ino])
  project.run(args)
  const first = kept()
  project.run(args)
  // A program that was not taken would have been replaced by another one.
  expect(kept()).toEqual(first)
  expect(first).toHaveLength(1)
})
