import { expect, test } from 'vitest'
import type { Toleration } from '../../../schemas/types/core/v1.generated.ts'
import { mergeTolerations } from './merge-tolerations.ts'

const sandbox: Toleration = { key: 'sandbox', operator: 'Equal', value: 'microvm', effect: 'NoSchedule' }
const everything: Toleration = { operator: 'Exists' }
const briefly: Toleration = { key: 'gone', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }

test.each<[string, Toleration[], Toleration[], Toleration[]]>([
  ['what is new comes last', [briefly], [sandbox], [briefly, sandbox]],
  ['the same is kept once', [sandbox], [sandbox], [sandbox]],
  ['who tolerates everything needs nothing else', [everything], [sandbox], [everything]],
  ['even when that comes later', [sandbox], [everything], [everything]],
  [
    'of two times the longer stays',
    [briefly],
    [{ ...briefly, tolerationSeconds: 900 }],
    [{ ...briefly, tolerationSeconds: 900 }],
  ],
  ['wherever it stands', [briefly], [{ ...briefly, tolerationSeconds: 90 }], [briefly]],
])('%s', (_story, own, others, merged) => expect(mergeTolerations(own, others)).toEqual(merged))
