import { describe, expect, test } from 'vitest'
import { whereIs } from './where.ts'

/** `|` is the cursor. */
function at(marked: string) {
  const offset = marked.indexOf('|')
  const where = whereIs(marked.slice(0, offset) + marked.slice(offset + 1), offset)
  if (!where) return 'nothing'
  return `${where.role} ${where.path.join('.')} "${where.typed}" beside ${[...(where.levels.at(-1)?.beside.keys() ?? [])].join(',')}`
}

describe('where the cursor is', () => {
  test.each([
    ['an empty text', '|', 'key  "" beside '],
    ['a key at the top', 'apiVersion: v1\nki|', 'key  "ki" beside apiVersion'],
    ['a value', 'apiVersion: v1\nkind: Po|\nmetadata:\n', 'value kind "Po" beside apiVersion,metadata'],
    ['a key inside', 'kind: Pod\nspec:\n  |', 'key spec "" beside '],
    ['beside others, above and below', 'spec:\n  a: 1\n  |\n  b: 2\nc: 3', 'key spec "" beside a,b'],
    ['an item', 'spec:\n  containers:\n    - na|', 'key spec.containers.0 "na" beside '],
    ['in an item', 'spec:\n  containers:\n    - name: x\n      |', 'key spec.containers.0 "" beside name'],
    ['the second item', 'containers:\n- name: x\n- name: y\n  im|\n', 'key containers.1 "im" beside name'],
    ['below a list at the column of its key', 'a:\n- b: 1\n|', 'key  "" beside a'],
    ['behind a dash alone', 'spec:\n  containers:\n    -|', 'key spec.containers.0 "" beside '],
    [
      'a value in an item',
      'containers:\n  - name: x\n    imagePullPolicy: |',
      'value containers.0.imagePullPolicy "" beside name',
    ],
    ['a quoted value', 'spec:\n  type: "Clu|"', 'value spec.type "Clu" beside '],
    ['in braces', 'metadata: { name: web, na|', 'key metadata "na" beside name'],
    ['a value in braces', 'spec:\n  a: { b: x, c: y| }', 'value spec.a.c "y" beside b'],
    ['in brackets', 'command: [a, b|]', 'value command.1 "b" beside '],
    ['JSON', '{"kind": "Pod", "spec": {"x": [{"na|', 'key spec.x.0 "na" beside '],
    ['a block text', 'data:\n  a: |\n    b|', 'nothing'],
    ['a comment', 'a: 1 # |', 'nothing'],
    ['behind a broken line', 'metadata:\n  name web\nspec:\n  re|', 'key spec "re" beside '],
    ['behind what is no YAML at all', 'a: b: c: [\nspec:\n  x: y\n  |', 'key spec "" beside x'],
    ['deep inside', 'a:\n  b:\n    - c:\n        d:\n          - e: 1\n            |', 'key a.b.0.c.d.0 "" beside e'],
    ['in a second list', 'a:\n  b:\n    - c: 1\n  d:\n    - |', 'key a.d.0 "" beside '],
  ])('%s', (_story, marked, place) => expect(at(marked.replace('a: |\n    b|', 'a: >\n    b|'))).toBe(place))
})
