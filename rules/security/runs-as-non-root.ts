import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { hasOwnUsers, inheritedBefore, isWindows, securitySetting } from '../../src/lint/security-context.ts'

export default rule({
  name: 'runs-as-non-root',
  severity: 'warning',
  summary: 'No container runs as root.',
  why: 'Root in a container is root on the node as soon as anything of the isolation gives way.',
  instead: 'Set `runAsNonRoot: true`, and a `runAsUser` where the image does not name one.',
  profiles: ['security'],
  elsewhere: {
    'kube-linter': ['run-as-non-root'],
    polaris: ['runAsRootAllowed'],
    trivy: ['KSV-0012', 'KSV-0105'],
    checkov: ['CKV_K8S_23'],
    kubescape: ['C-0013', 'C-0198'],
    kubesec: ['RunAsNonRoot'],
    datree: ['CONTAINERS_INCORRECT_RUNASNONROOT_VALUE'],
    kyverno: ['require-run-as-nonroot', 'require-run-as-non-root-user'],
    gatekeeper: ['K8sPSPAllowedUsers'],
    PSS: ['restricted'],
    NSA: ['non-root containers'],
    CIS: ['5.2.7'],
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
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext: { runAsNonRoot: true }
          containers:
            - name: web
              image: web:1
              securityContext: { runAsNonRoot: «false» }
            - name: proxy
              image: proxy:1
              securityContext: { runAsUser: «0» }`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext: { runAsUser: «0» }
          containers: [{ name: web, image: 'web:1' }, { name: proxy, image: 'proxy:1' }]`,
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
          securityContext: { runAsUser: 0 }
          containers: [{ name: web, image: 'web:1', securityContext: { runAsUser: 10001 } }]`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: builder }
        spec:
          hostUsers: false
          containers: [{ name: builder, image: 'builder:1' }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    const { pods } = container
    if (isWindows(pods) || (hasOwnUsers(pods) && this.minors.every(minor => minor >= 35))) return
    const user = securitySetting(container, 'runAsUser')
    const nonRoot = securitySetting(container, 'runAsNonRoot')
    if (user.number === 0) {
      if (inheritedBefore(container, 'runAsUser')) return
      yield { at: user, message: `The ${container} runs as user 0, which is root` }
    } else if (user.number === undefined && !nonRoot.isTrue) {
      if (inheritedBefore(container, 'runAsNonRoot')) return
      const fix = toSet(nonRoot, true, 'Refuse to run as root', 'review')
      const at = nonRoot.exists ? nonRoot : container.here
      yield { at, message: `The ${container} runs as root if its image does`, ...(fix && { fix }) }
    }
  },
})
