import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { AccessPolicy } from '../../../src/apiserver/authorization/access-policy.ts'
import { type AccessReviewSpec, reviewAccess } from '../../../src/apiserver/authorization/access-review.ts'
import { sameRules, settleAggregation } from '../../../src/apiserver/authorization/aggregation.ts'
import { bootstrapPolicy } from '../../../src/apiserver/authorization/bootstrap.ts'
import { PLURALS, roleWriteRefusal } from '../../../src/apiserver/authorization/escalation.ts'
import {
  type Binding,
  isRole,
  type PolicyRule,
  RBAC_GROUP,
  type Role,
} from '../../../src/apiserver/authorization/policy-rule.ts'
import { type RulesReviewStatus, reviewRules } from '../../../src/apiserver/authorization/rules-review.ts'
import { ApiServer, type CreateRequest } from '../../../src/apiserver/server.ts'
import type { Status } from '../../../src/apiserver/status.ts'
import { Store } from '../../../src/apiserver/store.ts'
import { equal } from '../../../src/resource/json.ts'
import type { KubeObject } from '../../../src/resource/object.ts'
import { type ConformanceSet, linesOf } from '../set.ts'

interface Refusal {
  code: number
  status?: Status
}

interface WorldCase {
  id: string
  objects: KubeObject[]
  rejected: { object: KubeObject; want: Refusal }[]
  want: { aggregatedRules: Record<string, PolicyRule[] | null> }
  reviews: {
    spec: AccessReviewSpec
    want: { allowed?: boolean; reason?: string; evaluationError?: string; code?: number; status?: Status }
  }[]
  rules: { user: string; groups: string[]; namespace: string; want: RulesReviewStatus }[]
  escalation: { op: 'create' | 'update'; user: string; groups: string[]; object: Role | Binding; want: Refusal }[]
}

type Compared = { verdict: boolean; causes: boolean; text: boolean }
type Tell = (kind: string, question: unknown, got: unknown, want: unknown, compared: Compared) => void

/** Roles, bindings and questions about them, against Kubernetes 1.36. */
export const rbac: ConformanceSet = {
  name: 'rbac',
  run(folder, wanted, recorder) {
    const bootstrap = bootstrapPolicy(36)
    for (const file of readdirSync(folder).filter(name => name.startsWith('worlds.') && wanted(name))) {
      for (const line of linesOf(join(folder, file))) {
        const world: WorldCase = JSON.parse(line)
        let count = 0
        replay(world, bootstrap, (kind, question, got, want, compared) => {
          const identical = compared.verdict && compared.causes && compared.text
          recorder.record('rbac', file, {
            id: `${world.id}/${kind}-${count++}`,
            kind,
            counts: { ...compared, identical },
            ...(identical ? {} : { difference: { question, want, got } }),
          })
        })
      }
    }
  },
}

function replay(world: WorldCase, bootstrap: readonly KubeObject[], tell: Tell): void {
  const all = [...bootstrap, ...world.objects]
  const clusterRoles = settleAggregation(all.filter(isRole).filter(role => role.kind === 'ClusterRole'))
  const policy = new AccessPolicy([...all.filter(object => object.kind !== 'ClusterRole'), ...clusterRoles])
  const server = new ApiServer(new Store(), { minor: 36, now: '2026-01-01T00:00:00Z', admission: false })
  for (const { object, want } of world.rejected) {
    const { status } = server.create(requestFor(object))
    tell('rejected', object, status, want, compareRefusal(status, want, 201))
  }
  for (const [name, rules] of Object.entries(world.want.aggregatedRules)) {
    const got = policy.role('ClusterRole', '', name)?.rules ?? []
    const same = sameSet(got, rules ?? [])
    tell('aggregation', name, got, rules, { verdict: same, causes: same, text: same })
  }
  for (const { spec, want } of world.reviews) {
    const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', metadata: {}, spec }
    const got = reviewAccess(policy, review)
    if ('code' in got || want.code !== undefined) {
      const refusal = 'code' in got ? got : undefined
      tell('review', spec, got, want, compareRefusal(refusal, { code: 201, ...want }, 201))
    } else {
      const verdict = got.allowed === want.allowed
      const text = sameReason(got.reason, want.reason) && got.evaluationError === want.evaluationError
      tell('review', spec, got, want, { verdict, causes: verdict, text })
    }
  }
  for (const { user, groups, namespace, want } of world.rules) {
    const got = reviewRules(policy, { username: user, groups }, namespace)
    const verdict =
      sameSet(got.resourceRules, want.resourceRules ?? []) && sameSet(got.nonResourceRules, want.nonResourceRules ?? [])
    const text = sameReason(got.evaluationError, want.evaluationError) && got.incomplete === want.incomplete
    tell('rules', { user, groups, namespace }, got, want, { verdict, causes: verdict, text })
  }
  for (const { op, user, groups, object, want } of world.escalation) {
    const old = op === 'update' ? world.objects.find(other => sameName(other, object)) : undefined
    const write = { user: { username: user, groups }, object, ...(old ? { old: old as Role } : {}) }
    const got = roleWriteRefusal(policy, write)
    tell('escalation', { op, user, groups, object }, got, want, compareRefusal(got, want, op === 'create' ? 201 : 200))
  }
}

function requestFor(object: KubeObject): CreateRequest {
  const namespaced = !object.kind.startsWith('Cluster')
  const resource = {
    group: RBAC_GROUP,
    version: 'v1',
    resource: PLURALS[object.kind] ?? '',
    kind: object.kind,
    namespaced,
  }
  const namespace = namespaced ? (object.metadata?.namespace ?? '') : ''
  return { resource, namespace, body: JSON.parse(JSON.stringify(object)), fieldValidation: 'Strict' }
}

const compareRefusal = (got: Status | undefined, want: Refusal, fine: number): Compared => ({
  verdict: (got?.code ?? fine) === want.code,
  causes: !want.status?.details?.causes || equal(got?.details?.causes, want.status.details.causes),
  text: got?.message === want.status?.message,
})

/** Which of several granting bindings is named, and in which order several errors are, follows chance. */
function sameReason(got = '', want = ''): boolean {
  const granted = 'RBAC: allowed by '
  if (got.startsWith(granted) && want.startsWith(granted)) return true
  return got === want || equal([...got].sort(), [...want].sort())
}

const sameSet = (got: readonly PolicyRule[], want: readonly PolicyRule[]): boolean =>
  sameRules(got.map(inOrder), want.map(inOrder))

/** A rule with its words in order: the order of verbs says nothing. */
const inOrder = (rule: PolicyRule): PolicyRule =>
  Object.fromEntries(Object.entries(rule).map(([key, list]) => [key, [...(list as string[])].sort()]))

const sameName = (a: KubeObject, b: KubeObject): boolean =>
  a.kind === b.kind && a.metadata.name === b.metadata.name && a.metadata.namespace === b.metadata.namespace
