import { toRemove } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { hasOwnUsers } from '../../src/lint/security-context.ts'

export default rule({
  name: 'no-unmasked-proc',
  severity: 'warning',
  summary: 'The dangerous parts of `/proc` stay hidden.',
  why: 'What the runtime hides there are the memory of the kernel, its keys and its switches.',
  instead: 'Remove `procMount`.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    'kube-linter': ['unsafe-proc-mount'],
    polaris: ['procMount'],
    trivy: ['KSV-0027'],
    kyverno: ['disallow-proc-mount'],
    gatekeeper: ['K8sPSPProcMount'],
    PSS: ['baseline'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', securityContext: { procMount: «Unmasked» } }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', securityContext: { procMount: Default } }]`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: builder }
        spec:
          hostUsers: false
          containers: [{ name: builder, image: 'builder:1', securityContext: { procMount: Unmasked } }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    const at = container.get('securityContext', 'procMount')
    if (!at.text || at.text === 'Default' || hasOwnUsers(container.pods)) return
    const fix = toRemove(at, 'Remove `procMount`', 'review')
    yield { at, message: `The ${container} sees all of /proc`, ...(fix && { fix }) }
  },
})
