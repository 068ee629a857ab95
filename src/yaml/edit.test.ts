import { expect, test } from 'vitest'
import type { Json } from '../resource/json.ts'
import { applyEdits } from '../text/edit.ts'
import { Source } from '../text/source.ts'
import { setValue } from './edit.ts'
import type { MappingNode, SequenceNode } from './node.ts'
import { type Path, parsePath } from './path.ts'
import { nodeAt } from './place.ts'
import { readDocuments } from './read.ts'
import { removeItem, removePair } from './remove.ts'

const pod = `kind: Pod # the kind
metadata:
    name: 'a'
spec:
    # the main one
    replicas: 3 # three
    containers:
    - name: x # c
      image: "y:1"
      env: []
    - name: z
    host:
    toleration: {a: 1}
    command: [a, b]
`
const parse = (text: string) => readDocuments(new Source('pod.yaml', text))[0]!

/** What changed, line by line: `-` gone, `+` new. */
function difference(before: string, after: string): string[] {
  const old = before.split('\n')
  const now = after.split('\n')
  return [
    ...old.filter(line => !now.includes(line)).map(line => `-${line}`),
    ...now.filter(line => !old.includes(line)).map(line => `+${line}`),
  ]
}

test.each<[string, Json, string[]]>([
  ['metadata.name', "it's", ["-    name: 'a'", "+    name: 'it''s'"]],
  ['spec.replicas', 5, ['-    replicas: 3 # three', '+    replicas: 5 # three']],
  ['spec.containers[0].image', 'z:2', ['-      image: "y:1"', '+      image: "z:2"']],
  [
    'spec.containers[1].resources.limits.memory',
    '1Gi',
    ['+      resources:', '+          limits:', '+              memory: 1Gi'],
  ],
  ['spec.containers[2]', { name: 'web', args: ['b: c'] }, ['+    - name: web', '+      args:', '+      - "b: c"']],
  ['spec.host', 'no', ['-    host:', '+    host: "no"']],
  ['spec.host.a', true, ['+        a: true']],
  ['spec.toleration.b', 'x', ['-    toleration: {a: 1}', '+    toleration: {a: 1, b: x}']],
  ['spec.command[2]', '8', ['-    command: [a, b]', '+    command: [a, b, "8"]']],
  ['status.script', 'a\nb\n', ['+status:', '+    script: |', '+        a', '+        b']],
])('setting %s to %j', (path, value, expected) => {
  const { text } = applyEdits(pod, setValue(parse(pod), parsePath(path), value)!)
  expect(difference(pod, text)).toEqual(expected)
  expect(nodeAt(parse(text), path)?.value).toEqual(value)
})

test.each<[Path, string[]]>([
  [
    ['spec', 'replicas'],
    ['-    # the main one', '-    replicas: 3 # three'],
  ],
  [
    ['metadata', 'name'],
    ['-metadata:', "-    name: 'a'", '+metadata: {}'],
  ],
  [
    ['spec', 'containers', 0],
    ['-    - name: x # c', '-      image: "y:1"', '-      env: []'],
  ],
  [
    ['spec', 'containers', 0, 'name'],
    ['-    - name: x # c', '-      image: "y:1"', '+    - image: "y:1"'],
  ],
  [
    ['spec', 'toleration', 'a'],
    ['-    toleration: {a: 1}', '+    toleration: {}'],
  ],
  [
    ['spec', 'command', 0],
    ['-    command: [a, b]', '+    command: [b]'],
  ],
  [
    ['spec', 'command', 1],
    ['-    command: [a, b]', '+    command: [a]'],
  ],
])('removing %j', (path, expected) => {
  const document = parse(pod)
  const parent = nodeAt(document, path.slice(0, -1)) as MappingNode | SequenceNode
  const last = path.at(-1)!
  const edit =
    parent.kind === 'sequence'
      ? removeItem(document, parent, Number(last))
      : removePair(document, parent, parent.pairs.find(pair => pair.name === last)!)
  const { text } = applyEdits(pod, [edit])
  expect(difference(pod, text)).toEqual(expected)
  expect(parse(text).problem).toBeUndefined()
})

test.each([
  ['items:\n- a # gone\nnext: 1\n', 'items: [] # gone\nnext: 1\n'],
  ['items: # all of them:\n- a\nnext: 1\n', 'items: # all of them:\n  []\nnext: 1\n'],
  ['items:\r\n  - a\r\n', 'items: []\r\n'],
])('the last item that goes leaves an empty list: %j', (text, expected) => {
  const document = parse(text)
  const edit = removeItem(document, nodeAt(document, ['items']) as SequenceNode, 0)
  expect(applyEdits(text, [edit]).text).toBe(expected)
})

test('JSON stays JSON, on the lines it is on', () => {
  const json = '{\n  "a": 1,\n  "b": {"c": []}\n}\n'
  const set = (path: string, value: Json) => applyEdits(json, setValue(parse(json), parsePath(path), value)!).text
  expect(set('d', { x: [1] })).toBe('{\n  "a": 1,\n  "b": {"c": []},\n  "d": {"x": [1]}\n}\n')
  expect(set('b.c[0]', 'x')).toBe('{\n  "a": 1,\n  "b": {"c": ["x"]}\n}\n')
})
