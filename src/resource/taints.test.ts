import { expect, test } from 'vitest'
import { type Toleration, tolerates } from './taints.ts'

const taint = { key: 'gpu', value: '4', effect: 'NoSchedule' }

test.each<[string, Toleration, boolean]>([
  ['nothing but Exists tolerates everything', { operator: 'Exists' }, true],
  ['Equal is meant when nothing is said', { key: 'gpu', value: '4' }, true],
  ['the value counts', { key: 'gpu', value: '5' }, false],
  ['so does the effect, when there is one', { key: 'gpu', operator: 'Exists', effect: 'NoExecute' }, false],
  ['more than', { key: 'gpu', operator: 'Gt', value: '3' }, true],
  ['less than a word', { key: 'gpu', operator: 'Lt', value: 'many' }, false],
])('%s', (_story, toleration, tolerated) => expect(tolerates(toleration, taint)).toBe(tolerated))
