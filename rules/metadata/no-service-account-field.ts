import { toRemove, toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-service-account-field',
  severity: 'warning',
  summary: 'The account of pods is named in `serviceAccountName`, not in `serviceAccount`.',
  why: 'The field is an alias from before 1.0; where both are set and differ, readers believe the wrong one.',
  instead: 'Use `serviceAccountName`.',
  profiles: ['recommended', 'strict'],
  elsewhere: { 'kube-linter': ['deprecated-service-account-field'] },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          «serviceAccount»: web
          containers: [{ name: web, image: web:1 }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec: { serviceAccountName: web, containers: [{ name: web, image: web:1 }] }`,
      // What a server stored has both.
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec: { serviceAccountName: web, serviceAccount: web, containers: [{ name: web, image: web:1 }] }`,
    ],
  },
  on: 'pods',
  *check({ spec, object }) {
    const old = spec.get('serviceAccount')
    const now = spec.get('serviceAccountName')
    if (!old.text || old.text === now.text) return
    const fix = now.text
      ? toRemove(old, 'Remove `serviceAccount`', 'safe')
      : toSet(now, old.text, 'Add `serviceAccountName`', 'safe')
    yield { at: old.key, message: `${object} names its account in serviceAccount`, ...(fix && { fix }) }
  },
})
