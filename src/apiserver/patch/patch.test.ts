import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../resource/json.ts'
import { shapeOf } from '../kind-shape.ts'
import { jsonPatch } from './json-patch.ts'
import { mergePatch } from './merge-patch.ts'
import { attempt } from './problem.ts'
import { strategicMerge } from './strategic-merge.ts'

const pod = shapeOf({
  minor: 36,
  resource: { group: '', version: 'v1', kind: 'Pod', resource: 'pods', namespaced: true },
})
const containers = (...names: string[]): Json[] => names.map(name => ({ name, image: `${name}:1` }))
const merged = (live: Json[], patch: JsonObject): unknown =>
  attempt(() => strategicMerge({ spec: { containers: live } }, { spec: patch }, pod))

describe('a strategic merge patch', () => {
  test('merges containers by name and keeps the others', () => {
    expect(merged(containers('a', 'b'), { containers: [{ name: 'b', image: 'b:2' }] })).toEqual({
      value: {
        spec: {
          containers: [
            { name: 'a', image: 'a:1' },
            { name: 'b', image: 'b:2' },
          ],
        },
      },
    })
  })

  test('puts named items in the order asked for, without breaking the order of the rest', () => {
    const patch = { '$setElementOrder/containers': [{ name: 'c' }, { name: 'a' }] }
    expect(merged(containers('a', 'b', 'c'), patch)).toEqual({
      value: { spec: { containers: containers('b', 'c', 'a') } },
    })
  })

  test('deletes an item, or replaces the list', () => {
    expect(merged(containers('a', 'b'), { containers: [{ name: 'a', $patch: 'delete' }] })).toEqual({
      value: { spec: { containers: containers('b') } },
    })
    expect(merged(containers('a', 'b'), { containers: [{ $patch: 'replace' }, { name: 'c' }] })).toEqual({
      value: { spec: { containers: [{ name: 'c' }] } },
    })
  })

  test('says in the words of the server what it cannot do', () => {
    expect(merged(containers('a'), { containers: [{ image: 'x' }] })).toMatchObject({
      status: { code: 500, message: 'map: map[image:x] does not contain declared merge key: name' },
    })
  })
})

test.each<[string, Json, Json, Json]>([
  ['null deletes', { a: 1, b: 2 }, { a: null }, { b: 2 }],
  ['nulls that delete nothing are dropped', {}, { a: { b: null } }, { a: {} }],
  ['lists are replaced', { a: [1, 2] }, { a: [3] }, { a: [3] }],
])('a merge patch: %s', (_story, live, patch, result) => expect(mergePatch(live, patch)).toEqual(result))

test.each<[string, Json[], Json | undefined]>([
  ['adds behind the end', [{ op: 'add', path: '/a/-', value: 3 }], { a: [1, 2, 3] }],
  ['adds before the end', [{ op: 'add', path: '/a/-2', value: 3 }], { a: [1, 3, 2] }],
  ['moves', [{ op: 'move', from: '/a/0', path: '/b' }], { a: [2], b: 1 }],
  ['does not remove what is not there', [{ op: 'remove', path: '/b' }], undefined],
  ['stops at a test that fails', [{ op: 'test', path: '/a/0', value: 2 }], undefined],
])('a JSON patch %s', (_story, operations, result) => {
  const answer = attempt(() => jsonPatch({ a: [1, 2] }, operations))
  if (result) expect(answer).toEqual({ value: result })
  else expect(answer).toMatchObject({ status: { code: 422 } })
})
