import { expect, test } from 'vitest'
import { matchesNodeSelector, type NodeSelectorTerm } from './node-selector.ts'

const labels = { zone: 'a', generation: '007' }
const expression = (key: string, operator: string, ...values: string[]): NodeSelectorTerm => ({
  matchExpressions: [{ key, operator, values }],
})

test.each<[string, NodeSelectorTerm[], boolean]>([
  ['no term matches nothing', [], false],
  ['an empty term matches nothing', [{}], false],
  ['one of the terms is enough', [expression('zone', 'In', 'b'), expression('zone', 'Exists')], true],
  ['an absent label is not in any list', [expression('rack', 'NotIn', 'r1')], true],
  ['numbers are compared as numbers', [expression('generation', 'Gt', '6')], true],
  ['what is no number is not compared', [expression('zone', 'Lt', '6')], false],
  ['an absent label is neither more nor less', [expression('rack', 'Lt', '6')], false],
  ['the name is a field', [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }], true],
])('%s', (_story, nodeSelectorTerms, matches) =>
  expect(matchesNodeSelector({ nodeSelectorTerms }, labels, 'n1')).toBe(matches),
)
