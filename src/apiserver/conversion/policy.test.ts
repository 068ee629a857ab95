import { expect, test } from 'vitest'
import type { KubeObject } from '../../resource/object.ts'
import type { Resource } from '../context.ts'
import { asServed, asStored } from './conversion.ts'

const budgets = (version: string): Resource => ({
  group: 'policy',
  version,
  resource: 'poddisruptionbudgets',
  kind: 'PodDisruptionBudget',
  namespaced: true,
})

const budget = (version: string, selector: object): KubeObject =>
  ({
    apiVersion: `policy/${version}`,
    kind: 'PodDisruptionBudget',
    metadata: { name: 'a' },
    spec: { selector },
  }) as KubeObject

const nothing = {
  matchExpressions: [{ key: 'pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match', operator: 'Exists' }],
}

test('the empty selector of v1beta1 chose nothing, and says so in v1', () => {
  const stored = asStored(budget('v1beta1', {}), budgets('v1beta1'), 22)
  expect(stored).toEqual(budget('v1', nothing))
  expect(asServed(stored, budgets('v1beta1'))).toEqual(budget('v1beta1', {}))
})

test('that of v1 chooses everything', () => {
  const everything = { matchExpressions: [{ ...nothing.matchExpressions[0], operator: 'DoesNotExist' }] }
  expect(asServed(budget('v1', {}), budgets('v1beta1'))).toEqual(budget('v1beta1', everything))
  expect(asStored(budget('v1beta1', everything), budgets('v1beta1'), 22)).toEqual(budget('v1', {}))
})

test('before v1 there was but one meaning', () => {
  expect(asStored(budget('v1beta1', {}), budgets('v1beta1'), 20)).toEqual(budget('v1beta1', {}))
})
