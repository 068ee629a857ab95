import { patternOf } from '../../src/lint/patterns.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ pattern: string; kinds: string[] }>({
  name: 'name-follows-pattern',
  severity: 'warning',
  summary: 'Names follow the pattern of the house.',
  why: 'Alerts, dashboards and rights are often written for names of one form.',
  instead: 'Rename the object.',
  profiles: [],
  options: {
    pattern: {
      type: 'string',
      default: '[a-z]([-a-z0-9]*[a-z0-9])?',
      description: 'A regular expression that the whole name must match.',
    },
    kinds: {
      type: 'array',
      items: { type: 'string' },
      default: [],
      description: 'The kinds whose names are judged; all of them where there are none here.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: «web.settings» }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: web-settings }
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: shop:reader }`,
    ],
  },
  on: ['*'],
  *check(object) {
    const name = object.get('metadata', 'name')
    if (!name.text || FORMED.has(object.kind)) return
    const { kinds, pattern } = this.options
    if (kinds.length > 0 && !kinds.includes(object.kind)) return
    if (!patternOf(pattern).test(name.text))
      yield { at: name, message: `The name of ${object} does not match ${pattern}` }
  },
})

/** The form of their names is not people's to choose. */
const FORMED = new Set([
  'APIService',
  'CSIDriver',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'Node',
  'Role',
  'RoleBinding',
])
