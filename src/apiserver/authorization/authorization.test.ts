import { describe, expect, test } from 'vitest'
import type { KubeObject } from '../../resource/object.ts'
import { AccessPolicy } from './access-policy.ts'
import { reviewAccess } from './access-review.ts'
import { settleAggregation } from './aggregation.ts'
import { bootstrapPolicy } from './bootstrap.ts'
import { roleWriteRefusal } from './escalation.ts'
import { type PolicyRule, RBAC_GROUP, type Role, type Subject } from './policy-rule.ts'
import { rightsDifference } from './rights-difference.ts'
import { ruleAllows } from './rule-allows.ts'

const API = `${RBAC_GROUP}/v1`
const role = (name: string, rules: PolicyRule[], namespace = 'shop'): Role => ({
  apiVersion: API,
  kind: 'Role',
  metadata: { name, namespace },
  rules,
})
const binding = (name: string, roleName: string, ...subjects: Subject[]) => ({
  apiVersion: API,
  kind: 'RoleBinding',
  metadata: { name, namespace: 'shop' },
  roleRef: { apiGroup: RBAC_GROUP, kind: 'Role', name: roleName },
  subjects,
})
const ann: Subject = { kind: 'User', name: 'ann', apiGroup: RBAC_GROUP }
const readPods: PolicyRule = { verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'] }

describe('one rule', () => {
  const request = { verb: 'get', group: '', resource: 'pods', subresource: '', name: '', namespace: 'shop' }
  test.each<[string, PolicyRule, Partial<typeof request>, boolean]>([
    ['pods are pods', readPods, {}, true],
    ['pods are not their logs', readPods, { subresource: 'log' }, false],
    ['a star means subresources too', { ...readPods, resources: ['*'] }, { subresource: 'log' }, true],
    ['a star before the slash', { ...readPods, resources: ['*/log'] }, { subresource: 'log' }, true],
    ['a star behind the slash means nothing', { ...readPods, resources: ['pods/*'] }, { subresource: 'log' }, false],
    ['a name allows that name', { ...readPods, resourceNames: ['web'] }, { name: 'web' }, true],
    ['a name does not allow a request without one', { ...readPods, resourceNames: ['web'] }, {}, false],
    ['another group', readPods, { group: 'apps' }, false],
  ])('%s', (_story, rule, change, allowed) => {
    expect(ruleAllows(rule, { ...request, ...change })).toBe(allowed)
  })
})

describe('a policy', () => {
  const ask = (objects: KubeObject[], username: string, namespace = 'shop') =>
    new AccessPolicy(objects).decide(
      { username, groups: [] },
      { verb: 'get', group: '', resource: 'pods', subresource: '', name: '', namespace },
    )

  test('a service account without a namespace is one of the binding’s', () => {
    const objects = [role('read', [readPods]), binding('b', 'read', { kind: 'ServiceAccount', name: 'robot' })]
    expect(ask(objects, 'system:serviceaccount:shop:robot').reason).toBe(
      'RBAC: allowed by RoleBinding "b/shop" of Role "read" to ServiceAccount "robot/shop"',
    )
    expect(ask(objects, 'system:serviceaccount:shop:robot', 'bank').allowed).toBe(false)
  })

  test('a binding to a role that is missing does not hide the others', () => {
    const objects = [binding('a', 'gone', ann), binding('b', 'read', ann), role('read', [readPods])]
    expect(ask(objects, 'ann').allowed).toBe(true)
    expect(ask(objects.slice(0, 1), 'ann').reason).toBe('RBAC: role.rbac.authorization.k8s.io "gone" not found')
  })

  test('what has not the right form grants nothing and breaks nothing', () => {
    const odd = JSON.parse(
      `[{"apiVersion":"${API}","kind":"Role","metadata":{"name":"read","namespace":"shop"},"rules":[null,{"verbs":"get"}]},
        {"apiVersion":"${API}","kind":"RoleBinding","metadata":{"name":"b","namespace":"shop"},"subjects":[7,{"kind":"User","name":"ann"}]}]`,
    )
    expect(ask(odd, 'ann').allowed).toBe(false)
  })

  test('what was put can be replaced and removed', () => {
    const policy = new AccessPolicy([role('read', [readPods]), binding('b', 'read', ann)])
    policy.put(binding('b', 'read', { kind: 'User', name: 'bob' }))
    const request = { verb: 'get', group: '', resource: 'pods', subresource: '', name: '', namespace: 'shop' }
    expect(policy.decide({ username: 'ann', groups: [] }, request).allowed).toBe(false)
    expect(policy.decide({ username: 'bob', groups: [] }, request).allowed).toBe(true)
    policy.remove(binding('b', 'read'))
    expect(policy.decide({ username: 'bob', groups: [] }, request).allowed).toBe(false)
  })
})

test('a review that asks nothing of nobody is refused with both causes', () => {
  const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', metadata: {}, spec: {} }
  expect(reviewAccess(new AccessPolicy(), review)).toMatchObject({
    code: 422,
    details: { causes: [{ field: 'spec.resourceAttributes' }, { field: 'spec.user' }] },
  })
})

test('nobody hands out what they do not hold', () => {
  const own = role('own', [readPods, { verbs: ['create'], apiGroups: [RBAC_GROUP], resources: ['roles'] }])
  const policy = new AccessPolicy([own, binding('b', 'own', ann)])
  const write = (rules: PolicyRule[], namespace?: string) =>
    roleWriteRefusal(policy, { user: { username: 'ann', groups: ['dev'] }, object: role('new', rules, namespace) })
  expect(write([{ ...readPods, verbs: ['list'] }])).toBeUndefined()
  expect(write([{ ...readPods, verbs: ['get', 'delete', 'patch'] }])?.message).toBe(
    'roles.rbac.authorization.k8s.io "new" is forbidden: user "ann" (groups=["dev"]) is attempting to grant RBAC permissions not currently held:\n' +
      '{APIGroups:[""], Resources:["pods"], Verbs:["delete" "patch"]}',
  )
  expect(write([], 'bank')?.message).toBe(
    'roles.rbac.authorization.k8s.io is forbidden: User "ann" cannot create resource "roles" in API group "rbac.authorization.k8s.io" in the namespace "bank"',
  )
})

test('a plan tells who gains what', () => {
  const before = new AccessPolicy([role('own', [readPods]), binding('b', 'own', ann)])
  const more: PolicyRule = { verbs: ['get', 'delete'], apiGroups: [''], resources: ['pods'] }
  const after = new AccessPolicy([role('own', [more]), binding('b', 'own', ann)])
  expect(rightsDifference(before, after)).toEqual([
    {
      subject: ann,
      namespace: 'shop',
      gained: [{ apiGroups: [''], resources: ['pods'], verbs: ['delete'] }],
      lost: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }],
    },
  ])
  const request = { verb: 'delete', group: '', resource: 'pods', subresource: '', name: '', namespace: 'shop' }
  expect([...after.whoCan(request)].map(({ subject }) => subject.name)).toEqual(['ann'])
})

test('what goes into view goes through edit into admin', () => {
  const more: Role = {
    apiVersion: API,
    kind: 'ClusterRole',
    metadata: { name: 'more', labels: { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' } },
    rules: [{ verbs: ['get'], apiGroups: ['example.com'], resources: ['widgets'] }],
  }
  const defaults = bootstrapPolicy(36).filter(object => object.kind === 'ClusterRole')
  const policy = new AccessPolicy(settleAggregation([...defaults, more]))
  for (const name of ['view', 'edit', 'admin']) {
    expect(policy.role('ClusterRole', '', name)?.rules).toContainEqual(more.rules?.[0])
  }
})
