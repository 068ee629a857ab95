import type { Field } from '../../src/lint/field.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'has-security-context',
  severity: 'warning',
  summary: 'Every container, or its pod, says what it may do.',
  why: 'Where nobody says anything, a container gets all that the runtime is willing to give.',
  instead: 'Add a `securityContext`.',
  profiles: [],
  elsewhere: {
    trivy: ['KSV-0118'],
    checkov: ['CKV_K8S_29', 'CKV_K8S_30'],
    kubescape: ['C-0211'],
    CIS: ['5.7.3'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: «web»
              image: web:1`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext: { runAsNonRoot: true }
          containers: [{ name: web, image: 'web:1' }]`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', securityContext: { runAsNonRoot: true } }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    const isSaid = (context: Field) => context.entries.length > 0
    if (isSaid(container.get('securityContext')) || isSaid(container.pods.spec.get('securityContext'))) return
    yield { at: container.here, message: `The ${container} has no security context, nor has its pod` }
  },
})
