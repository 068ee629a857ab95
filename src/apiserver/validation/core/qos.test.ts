import { expect, test } from 'vitest'
import type { PodSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { qosClass } from './qos.ts'

const both = { cpu: '1', memory: '1Gi' }
const pod = (...resources: NonNullable<PodSpec['resources']>[]): PodSpec => ({
  containers: resources.map(each => ({ resources: each })),
})

test.each<[string, PodSpec, string]>([
  ['nothing is asked for', pod({}), 'BestEffort'],
  ['zero is nothing', pod({ requests: { cpu: '0' } }), 'BestEffort'],
  ['requests are limits', pod({ requests: both, limits: both }), 'Guaranteed'],
  ['1000m is 1', pod({ requests: { cpu: '1000m', memory: '1024Mi' }, limits: both }), 'Guaranteed'],
  ['one container without limits spoils it', pod({ requests: both, limits: both }, {}), 'Burstable'],
  ['only memory is limited', pod({ requests: { memory: '1Gi' }, limits: { memory: '1Gi' } }), 'Burstable'],
  ['what is no compute does not count', pod({ requests: { 'ephemeral-storage': '1Gi' } }), 'BestEffort'],
])('%s', (_story, spec, expected) => expect(qosClass(spec, true)).toBe(expected))

test('resources of the whole pod speak for its containers, where the release knows them', () => {
  const spec = { ...pod({}), resources: { requests: both, limits: both } }
  expect(qosClass(spec, true)).toBe('Guaranteed')
  expect(qosClass(spec, false)).toBe('BestEffort')
})
