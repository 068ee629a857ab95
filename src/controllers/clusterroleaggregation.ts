import { aggregatedRules, sameRules } from '../apiserver/authorization/aggregation.ts'
import type { PolicyRule } from '../apiserver/authorization/policy-rule.ts'
import type { LabelSelector } from '../resource/labels.ts'
import type { KubeObject } from '../resource/object.ts'
import { type Controller, keyOf } from './controller.ts'
import { update } from './steps.ts'

const KIND = 'rbac.authorization.k8s.io/ClusterRole'

interface ClusterRole extends KubeObject {
  rules?: PolicyRule[]
  aggregationRule?: { clusterRoleSelectors?: LabelSelector[] }
}

/**
 * The ClusterRole aggregation controller: an aggregating role holds the rules of the roles that its
 * selectors match. A change of one role reaches the next, so that chains fill up step by step.
 *
 * Truth: pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go
 */
export const clusterRoleAggregation: Controller<typeof KIND> = {
  name: 'clusterrole-aggregation-controller',
  kind: KIND,
  watches: {
    [KIND]: (_change, world) => (world.list(KIND) as ClusterRole[]).filter(role => role.aggregationRule).map(keyOf),
  },
  *reconcile(object, world) {
    const role = object as ClusterRole
    const rules = aggregatedRules(role, world.list(KIND) as ClusterRole[])
    if (!rules || sameRules(rules, role.rules ?? [])) return
    yield update<ClusterRole>({ ...role, rules })
  },
}
