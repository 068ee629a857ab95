import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The rooms from the ground up, and why each may look at the ones it names. Any room may look at itself. */
const ROOMS: Record<string, { may: string[]; because: string }> = {
  'src/text': { may: [], because: 'a source and its offsets stand on nothing' },
  'src/resource': { may: [], because: 'the vocabulary stands on nothing' },
  'src/diagnostic': { may: ['src/text', 'src/resource'], because: 'a finding is a place and a subject' },
  'src/yaml': {
    may: ['src/text', 'src/diagnostic', 'src/resource'],
    because: 'values that know their place, and findings about the text',
  },
  'src/manifest': {
    may: ['src/text', 'src/diagnostic', 'src/yaml', 'src/resource'],
    because: 'the Kubernetes objects in documents, with their places',
  },
  schemas: { may: ['src/resource'], because: 'facts, and the types generated from them' },
  'src/schema': { may: ['schemas', 'src/resource'], because: 'asks the facts' },
  'src/cel': { may: ['src/resource', 'src/schema'], because: 'an expression language over values and their types' },
  'src/apiserver': {
    may: ['schemas', 'src/text', 'src/resource', 'src/schema', 'src/cel'],
    because: 'one request in, one response out; some refusals show the difference of two texts',
  },
  'src/scheduler': { may: ['schemas', 'src/resource'], because: 'pods and nodes in, a decision out' },
  'src/node': { may: ['schemas', 'src/resource'], because: 'what a kubelet makes of a pod' },
  'src/network': { may: ['schemas', 'src/resource'], because: 'who reaches whom, from the objects alone' },
  'src/controllers': {
    may: ['schemas', 'src/resource', 'src/schema', 'src/apiserver'],
    because: 'a reconcile loop asks the world and answers with steps',
  },
  'src/control-plane': {
    may: [
      'schemas',
      'src/resource',
      'src/schema',
      'src/cel',
      'src/apiserver',
      'src/controllers',
      'src/scheduler',
      'src/node',
      'src/network',
    ],
    because: 'the machine joins its parts',
  },
  'src/plan': {
    may: [
      'schemas',
      'src/text',
      'src/diagnostic',
      'src/yaml',
      'src/manifest',
      'src/resource',
      'src/schema',
      'src/apiserver',
      'src/network',
      'src/scheduler',
      'src/node',
      'src/controllers',
      'src/control-plane',
    ],
    because:
      'puts a question to the machine and keeps its answer; what it assumes of nodes and volumes is a controller more',
  },
  'src/lint': {
    may: [
      'schemas',
      'src/text',
      'src/diagnostic',
      'src/yaml',
      'src/manifest',
      'src/resource',
      'src/schema',
      'src/cel',
      'src/apiserver',
      'src/network',
      'src/control-plane',
    ],
    because: 'the rule engine reads documents and may ask the machine; it knows no rule',
  },
  rules: {
    may: [
      'schemas',
      'src/text',
      'src/diagnostic',
      'src/yaml',
      'src/manifest',
      'src/resource',
      'src/schema',
      'src/apiserver',
      'src/network',
      'src/control-plane',
      'src/lint',
    ],
    because: 'a rule is written in the terms of the engine',
  },
  'src/check': {
    may: [
      'schemas',
      'rules',
      'src/text',
      'src/diagnostic',
      'src/yaml',
      'src/manifest',
      'src/resource',
      'src/schema',
      'src/cel',
      'src/apiserver',
      'src/network',
      'src/control-plane',
      'src/lint',
    ],
    because: 'from sources to findings: structure, the server, the rules',
  },
  'src/report': {
    may: [
      'src/text',
      'src/diagnostic',
      'src/yaml',
      'src/manifest',
      'src/resource',
      'src/plan',
      'src/lint',
      'src/check',
    ],
    because: 'a value becomes text; the text is read to keep what is secret out of it',
  },
  'src/config': {
    may: ['src/text', 'src/diagnostic', 'src/yaml', 'src/resource', 'src/lint', 'rules'],
    because: 'the configuration is a source like any other',
  },
  'src/input': {
    may: ['src/text', 'src/diagnostic', 'src/yaml', 'src/resource', 'src/config'],
    because: 'the only place that reads files, git and standard input',
  },
}

/** Rooms at the edge may look at everything below and do what they must. */
const EDGE = ['src/cli', 'lsp', 'src/index.ts']
/** The rooms that may import `node:` modules; everything else runs in a browser as well. */
const NODE = ['src/input', 'src/cli', 'lsp']
/** One file speaks to each dependency. */
const DEPENDENCIES = ['yaml', 'ajv', 'ajv-formats', 'diff', 'minimatch', 're2js', 'ignore']

interface Import {
  file: string
  target: string
}

const files = ['src', 'rules', 'lsp', 'schemas'].flatMap(folder => sourcesIn(join(root, folder)))
const imports = files.flatMap(importsOf)

function sourcesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    if (entry.name === 'node_modules' || entry.name === 'generator' || entry.name === 'vscode') return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sourcesIn(path)
    return path.endsWith('.ts') && !path.endsWith('.test.ts') ? [path] : []
  })
}

function importsOf(path: string): Import[] {
  const text = readFileSync(path, 'utf8')
  return [
    ...text.matchAll(/^\s*(?:import|export)\b[^'"]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'|\bimport\('([^']+)'\)/gm),
  ].map(match => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? ''
    const target = specifier.startsWith('.') ? relative(root, resolve(dirname(path), specifier)) : specifier
    return { file: relative(root, path), target }
  })
}

const roomOf = (path: string): string | undefined => {
  const parts = path.split('/')
  return parts[0] === 'src' ? parts.slice(0, 2).join('/') : parts[0]
}

const within = (path: string, rooms: string[]): boolean =>
  rooms.some(room => path === room || path.startsWith(`${room}/`))

describe('arrows point one way', () => {
  test('every room is on the plan', () => {
    const rooms = new Set(files.map(file => roomOf(relative(root, file))))
    expect([...rooms].filter(room => room && !ROOMS[room] && !EDGE.includes(room))).toEqual([])
  })

  test('a room looks only at the rooms it may', () => {
    const wrong = imports.filter(({ file, target }) => {
      const room = roomOf(file)
      if (!room || EDGE.includes(room) || !within(target, ['src', 'rules', 'lsp', 'schemas'])) return false
      const other = roomOf(target)
      return other !== room && !ROOMS[room]?.may.includes(other ?? '')
    })
    expect(wrong).toEqual([])
  })

  test('only the edge imports node: modules', () => {
    expect(imports.filter(({ file, target }) => target.startsWith('node:') && !within(file, NODE))).toEqual([])
  })

  test('one file speaks to each dependency', () => {
    const speakers = DEPENDENCIES.map(dependency => [
      dependency,
      new Set(
        imports
          .filter(({ target }) => target === dependency || target.startsWith(`${dependency}/`))
          .map(({ file }) => file),
      ).size,
    ])
    expect(speakers.filter(([, count]) => Number(count) > 1)).toEqual([])
  })
})
