import { expect, test } from 'vitest'
import type { JsonObject } from '../../../resource/json.ts'
import { ApiServer } from '../../server.ts'
import { Store } from '../../store.ts'

const PLURALS = { FlowSchema: 'flowschemas', PriorityLevelConfiguration: 'prioritylevelconfigurations' }

function create(minor: number, version: string, kind: keyof typeof PLURALS, name: string, spec: JsonObject) {
  const group = 'flowcontrol.apiserver.k8s.io'
  return new ApiServer(new Store(), { minor, now: '2026-01-01T00:00:00Z', admission: false }).create({
    resource: { group, version, kind, resource: PLURALS[kind], namespaced: false },
    namespace: '',
    body: { apiVersion: `${group}/${version}`, kind, metadata: { name }, spec },
  })
}

const level = (minor: number, version: string, name: string, spec: JsonObject): string[] =>
  create(minor, version, 'PriorityLevelConfiguration', name, spec).status?.details?.causes?.map(
    ({ field, message }) => `${field}: ${message}`,
  ) ?? []

const limited = (more: JsonObject): JsonObject => ({
  type: 'Limited',
  limited: { limitResponse: { type: 'Reject' }, ...more },
})

test('the last level has five shares, and so it stays', () => {
  expect(level(20, 'v1beta1', 'catch-all', limited({ assuredConcurrencyShares: 5 }))).toEqual([])
  expect(level(27, 'v1beta2', 'catch-all', limited({ assuredConcurrencyShares: 5 }))).toEqual([])
  expect(level(36, 'v1', 'catch-all', limited({ nominalConcurrencyShares: 5 }))).toEqual([])
  expect(level(36, 'v1', 'catch-all', limited({ nominalConcurrencyShares: 6 }))).toEqual([
    'spec: Invalid value: {"Type":"Limited","Limited":{"NominalConcurrencyShares":6,"LimitResponse":{"Type":"Reject","Queuing":null},"LendablePercent":0,"BorrowingLimitPercent":null},"Exempt":null}: spec of \'catch-all\' must equal the fixed value',
  ])
})

test('of the exempt level only what it lends may be set', () => {
  expect(level(36, 'v1', 'exempt', { type: 'Exempt', exempt: { lendablePercent: 50 } })).toEqual([])
  const [type, ...more] = level(28, 'v1beta3', 'exempt', limited({}))
  expect(type).toContain("type must be 'Exempt' if and only if name is 'exempt'")
  expect(more).toEqual([
    "spec: Invalid value: flowcontrol.PriorityLevelConfigurationSpec{Type:\"Limited\", Limited:(*flowcontrol.LimitedPriorityLevelConfiguration)(0x<ptr>), Exempt:(*flowcontrol.ExemptPriorityLevelConfiguration)(nil)}: spec of 'exempt' except the 'spec.exempt' field must equal the fixed value",
  ])
})

test('a level may be without a share of its own since 1.30', () => {
  const none = limited({ nominalConcurrencyShares: 0 })
  expect(level(30, 'v1', 'low', none)).toEqual([])
  expect(level(29, 'v1', 'low', none)).toEqual([
    'spec.limited.nominalConcurrencyShares: Invalid value: 0: must be positive',
  ])
  expect(create(29, 'v1beta3', 'PriorityLevelConfiguration', 'low', none).object).toMatchObject({
    spec: { limited: { nominalConcurrencyShares: 30 } },
  })
  expect(level(20, 'v1beta1', 'low', limited({ assuredConcurrencyShares: -1 }))).toEqual([
    'spec.limited.assuredConcurrencyShares: Invalid value: -1: must be positive',
  ])
})

test('the schemas that every server has are what they are', () => {
  const everything = {
    resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'], namespaces: ['*'], clusterScope: true }],
    nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
  }
  const exempt = (group: string): JsonObject => ({
    matchingPrecedence: 1,
    priorityLevelConfiguration: { name: 'exempt' },
    rules: [{ subjects: [{ kind: 'Group', group: { name: group } }], ...everything }],
  })
  expect(create(36, 'v1', 'FlowSchema', 'exempt', exempt('system:masters')).code).toBe(201)
  expect(create(36, 'v1', 'FlowSchema', 'exempt', exempt('everyone')).status?.message).toContain(
    '"Subjects":[{"Kind":"Group","User":null,"Group":{"Name":"everyone"},"ServiceAccount":null}]',
  )
})
