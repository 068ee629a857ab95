import { expect, test } from 'vitest'
import type { Json } from '../../../resource/json.ts'
import { ApiServer } from '../../server.ts'
import { Store } from '../../store.ts'

const NODES = { group: '', version: 'v1', resource: 'nodes', kind: 'Node', namespaced: false }
const now = '2026-01-01T00:00:00Z'

function create(minor: number, node: { metadata?: object; spec?: object }) {
  const body = { apiVersion: 'v1', kind: 'Node', ...node, metadata: { name: 'n', ...node.metadata } } as Json
  return new ApiServer(new Store(), { minor, now }).create({ resource: NODES, namespace: '', body })
}

test.each([
  ['{"preferAvoidPods":[{"podSignature":{}}]}', 'preferAvoidPods[0].PodSignature: Required value'],
  ['{"preferAvoidPods":[{"podSignature":{"podController":{"controller":false}}}]}', 'must point to a controller'],
  ['[]', 'json: cannot unmarshal array into Go value of type v1.AvoidPods'],
  ['{', 'unexpected end of JSON input'],
])('pods that had better run elsewhere: %s', (text, complaint) => {
  const annotations = { 'scheduler.alpha.kubernetes.io/preferAvoidPods': text }
  expect(create(36, { metadata: { annotations } }).status?.message).toContain(complaint)
})

test('before dual stack was on, a second range was let go of unread', () => {
  const spec = { podCIDR: '10.0.0.0/24', podCIDRs: ['10.0.0.0/24', 'sample'] }
  expect(create(20, { spec }).object).toMatchObject({ spec: { podCIDRs: ['10.0.0.0/24'] } })
  expect(create(21, { spec }).code).toBe(422)
})
