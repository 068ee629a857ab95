import type { Field } from '../../src/lint/field.ts'
import { toRemove } from '../../src/lint/fixes.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-server-written-fields',
  severity: 'warning',
  summary: 'A manifest does not hold what only a server writes.',
  why: 'It is a copy of `kubectl get -o yaml`: with its uid or resourceVersion it can be applied to that one object only, and the rest is noise.',
  instead: 'Remove what the server wrote.',
  profiles: ['recommended', 'strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
          «uid»: 6b2f3a51-1d8c-4f5e-9e43-cb3a0f1d9a11
          «resourceVersion»: "4711"
          «creationTimestamp»: "2026-01-01T00:00:00Z"
        data: { mode: fast }`,
    ],
    good: [
      // Generators write these two with nothing in them, and a Node or an API of others may be given as it is.
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, creationTimestamp: null }
        status: {}`,
    ],
  },
  on: ['*'],
  *check(object) {
    for (const field of writtenBy(object)) {
      const fix = toRemove(field, `Remove \`${field.path.at(-1)}\``, 'review')
      yield {
        at: field.key,
        message: `${object} holds ${field.path.at(-1)}, which only a server writes`,
        ...(fix && { fix }),
      }
    }
  },
})

const FIELDS = ['uid', 'resourceVersion', 'creationTimestamp', 'managedFields', 'selfLink', 'generation']
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

function writtenBy(object: LintObject): Field[] {
  const metadata = object.get('metadata')
  const { map } = metadata
  if (!map) return []
  const found = FIELDS.flatMap(name => (map[name] === undefined || map[name] === null ? [] : [metadata.get(name)]))
  const applied = metadata.get('annotations', LAST_APPLIED)
  return applied.exists ? [...found, applied] : found
}
