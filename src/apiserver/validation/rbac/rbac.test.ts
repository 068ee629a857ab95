import { expect, test } from 'vitest'
import type { JsonObject } from '../../../resource/json.ts'
import { PLURALS } from '../../authorization/escalation.ts'
import { RBAC_GROUP } from '../../authorization/policy-rule.ts'
import { ApiServer } from '../../server.ts'
import { Store } from '../../store.ts'

const server = new ApiServer(new Store(), { minor: 36, now: '2026-01-01T00:00:00Z', admission: false })

const create = (kind: string, body: JsonObject, user?: string) =>
  server.create({
    resource: {
      group: RBAC_GROUP,
      version: 'v1',
      resource: PLURALS[kind]!,
      kind,
      namespaced: !kind.startsWith('Cluster'),
    },
    namespace: kind.startsWith('Cluster') ? '' : 'shop',
    body: { apiVersion: `${RBAC_GROUP}/v1`, kind, metadata: { name: 'x' }, ...body },
    fieldValidation: 'Strict',
    ...(user === undefined ? {} : { user: { username: user, groups: ['system:authenticated'] } }),
  })

const roleRef = { kind: 'ClusterRole', name: 'view' }

test.each<[string, string, JsonObject, string[]]>([
  [
    'URLs have no namespace',
    'Role',
    { rules: [{ verbs: ['get'], nonResourceURLs: ['/x'] }] },
    ['rules[0].nonResourceURLs'],
  ],
  [
    'a rule needs groups and resources',
    'Role',
    { rules: [{ verbs: ['get'] }] },
    ['rules[0].apiGroups', 'rules[0].resources'],
  ],
  ['a cluster binding names no Role', 'ClusterRoleBinding', { roleRef: { kind: 'Role', name: 'r' } }, ['roleRef.kind']],
  [
    'a service account of the cluster has a namespace',
    'ClusterRoleBinding',
    { roleRef, subjects: [{ kind: 'ServiceAccount', name: 'robot' }] },
    ['subjects[0].namespace'],
  ],
])('%s', (_story, kind, body, fields) => {
  expect(create(kind, body).status?.details?.causes?.map(cause => cause.field)).toEqual(fields)
})

test('the group of roles and users is filled in', () => {
  expect(create('RoleBinding', { roleRef, subjects: [{ kind: 'User', name: 'ann' }] }).object).toMatchObject({
    roleRef: { apiGroup: RBAC_GROUP },
    subjects: [{ apiGroup: RBAC_GROUP }],
  })
})

test('rights one does not hold are refused before the form is looked at', () => {
  const rules = [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }, { verbs: [] }]
  expect(create('Role', { rules }, 'ann').code).toBe(403)
  expect(create('Role', { rules }).code).toBe(422)
})
