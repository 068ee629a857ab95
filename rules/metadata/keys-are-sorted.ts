import { rule, yaml } from '../../src/lint/rule.ts'
import { isObject, type Json } from '../../src/resource/json.ts'

export default rule({
  name: 'keys-are-sorted',
  severity: 'note',
  summary: 'The keys of every map are in alphabetical order.',
  why: 'Sorted files differ only where something changed.',
  instead: 'Sort the keys.',
  profiles: [],
  elsewhere: { 'kube-linter': ['sorted-keys'] },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        data: { mode: fast, «level»: "1" }
        kind: ConfigMap
        metadata: { name: settings }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        data: { level: "1", mode: fast }
        kind: ConfigMap
        metadata: { name: settings }`,
    ],
  },
  on: ['*'],
  *check(object) {
    for (const path of unsorted(object.value))
      yield { at: object.get(...path).key, message: `The key ${path.at(-1)} of ${object} is out of order` }
  },
})

/** The first key of each map that should stand further up, by path. */
function unsorted(value: Json | undefined): (string | number)[][] {
  const found: (string | number)[][] = []
  const add = (step: string | number, below: (string | number)[][]) => {
    for (const path of below) found.push([step, ...path])
  }
  if (Array.isArray(value)) for (const [index, item] of value.entries()) add(index, unsorted(item))
  if (!isObject(value)) return found
  let last = ''
  let isTold = false
  for (const key in value) {
    if (key < last && !isTold) {
      found.push([key])
      isTold = true
    }
    last = key
    const item = value[key]
    if (typeof item === 'object') add(key, unsorted(item))
  }
  return found
}
