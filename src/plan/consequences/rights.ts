import { AccessPolicy } from '../../apiserver/authorization/access-policy.ts'
import type { PolicyRule } from '../../apiserver/authorization/policy-rule.ts'
import { rightsDifference } from '../../apiserver/authorization/rights-difference.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Find } from './find.ts'

const KINDS = new Set(['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'])
/** Rights with which one can take all others. */
const MIGHTY = new Set(['*', 'escalate', 'bind', 'impersonate'])

/** Who may do what after the change and not before, or the other way round. */
export const rights: Find = function* ({ before, after, changes }) {
  if (!changes.some(({ object, action }) => KINDS.has(object.kind) && action !== 'keep')) return
  const policy = (objects: ReadonlyMap<string, KubeObject>) =>
    new AccessPolicy([...objects.values()].filter(({ kind }) => KINDS.has(kind)))
  for (const { subject, namespace, gained, lost } of rightsDifference(policy(before), policy(after))) {
    const about = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: subject.kind,
      ...(subject.namespace ? { namespace: subject.namespace } : {}),
      name: subject.name,
    }
    const told = {
      about,
      subject: `${subject.kind} ${subject.namespace ? `${subject.namespace}/` : ''}${subject.name}`,
      scope: namespace,
    }
    if (gained.length > 0) {
      const weight = gained.some(isMighty) ? 'warning' : 'note'
      yield { kind: 'rights-gained', weight, ...told, rights: gained.map(ruleText) }
    }
    if (lost.length > 0) yield { kind: 'rights-lost', weight: 'note', ...told, rights: lost.map(ruleText) }
  }
}

const isMighty = ({ verbs = [], resources = [] }: PolicyRule): boolean =>
  verbs.some(verb => MIGHTY.has(verb)) || resources.some(resource => resource === '*' || resource === 'secrets')

/** `get, list secrets "database"`, `create deployments.apps` */
function ruleText({
  verbs = [],
  apiGroups = [],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
}: PolicyRule): string {
  if (nonResourceURLs.length > 0) return `${verbs.join(', ')} ${nonResourceURLs.join(', ')}`
  const group = apiGroups.filter(name => name !== '').join(',')
  const what = resources.map(resource => (group ? `${resource}.${group}` : resource)).join(', ')
  const names = resourceNames.length > 0 ? ` ${resourceNames.map(name => JSON.stringify(name)).join(', ')}` : ''
  return `${verbs.join(', ')} ${what}${names}`
}
