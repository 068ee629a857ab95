import { rule, yaml } from '../../src/lint/rule.ts'
import { hasOwnUsers, isWindows } from '../../src/lint/security-context.ts'

export default rule({
  name: 'no-root-group',
  severity: 'warning',
  summary: 'Nothing runs in the group of root.',
  why: 'Much on a node, and in images, may be read or written by the group of root.',
  instead: 'Name a group of your own.',
  profiles: ['security'],
  elsewhere: {
    trivy: ['KSV-0116', 'KSV-0029'],
    kubescape: ['C-0013'],
    NSA: ['non-root containers'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext:
            runAsGroup: «0»
            fsGroup: «0»
            supplementalGroups: [10001, «0»]
          containers:
            - name: web
              image: web:1
              securityContext: { runAsGroup: «0» }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext: { runAsGroup: 10001, fsGroup: 10001, supplementalGroups: [10002] }
          containers: [{ name: web, image: 'web:1' }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    if (isWindows(pods) || hasOwnUsers(pods)) return
    const context = pods.spec.get('securityContext')
    const places = [
      context.get('runAsGroup'),
      context.get('fsGroup'),
      ...context.get('supplementalGroups').items,
      ...pods.containers.map(container => container.get('securityContext', 'runAsGroup')),
    ]
    for (const at of places) {
      if (at.number === 0) yield { at, message: `${pods} uses group 0, which is that of root` }
    }
  },
})
