import { ROLES } from '../../src/lint/cluster/access.ts'
import { knownResources } from '../../src/lint/known-resources.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'rights-name-what-exists',
  severity: 'warning',
  summary: 'Roles name resources in the groups that have them.',
  why: 'A rule about a resource that its group does not have grants nothing, and nobody says so.',
  instead: 'Mend the group or the name; resources are named in the plural.',
  profiles: ['recommended'],
  examples: {
    bad: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: [''], resources: [pods, «deployments»], verbs: [get] }
          - { apiGroups: [apps], resources: [«deployment»], verbs: [get] }
          - { apiGroups: [extensions], resources: [«ingresses»], verbs: [get] }`,
    ],
    good: [
      yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: ops }
        rules:
          - { apiGroups: ['', apps, extensions], resources: [pods, pods/log, deployments/scale, '*/status'], verbs: [get] }
          - { apiGroups: [metrics.k8s.io, example.com], resources: [pods, shelves], verbs: [get] }
          - { apiGroups: [''], resources: [users, groups], verbs: [impersonate] }
          - { apiGroups: [policy], resources: [podsecuritypolicies], verbs: [use] }
          - { apiGroups: [''], resources: [nodes/metrics, nodes/stats], verbs: [get] }`,
    ],
  },
  on: ROLES,
  *check(role) {
    const known = knownResources(this.minors)
    for (const rule of role.get('rules').items) {
      const groups = rule.get('apiGroups').texts
      // Of the groups of others nobody can tell here, and verbs of its own has what is no resource at all.
      if (groups.length === 0 || !groups.every(group => known.groups.has(group))) continue
      if (!rule.get('verbs').texts.every(verb => VERBS.has(verb))) continue
      for (const at of rule.get('resources').items) {
        const resource = at.text?.split('/', 1)[0]
        if (!resource || resource === '*' || groups.some(group => known.groups.get(group)?.has(resource))) continue
        const owner = known.owners.get(resource) ?? known.owners.get(`${resource}s`)
        // Roles that are to work in old clusters as well name both groups.
        if (owner && groups.includes('extensions') && names(role, owner)) continue
        const hint = owner ? `; ${owner.plural} are in ${groupName(owner.group)}` : ''
        yield {
          at,
          message: `${role} names ${resource}, which ${groups.map(groupName).join(' and ')} does not have${hint}`,
          severity: owner ? 'warning' : 'note',
        }
      }
    }
  },
})

const names = (role: LintObject, { group, plural }: { group: string; plural: string }): boolean =>
  role
    .get('rules')
    .items.some(
      rule =>
        rule.get('apiGroups').texts.includes(group) &&
        rule.get('resources').texts.some(name => name === plural || name.startsWith(`${plural}/`) || name === '*'),
    )

const VERBS = new Set(['*', 'get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'])

const groupName = (group: string): string => (group === '' ? 'the core group' : group)
