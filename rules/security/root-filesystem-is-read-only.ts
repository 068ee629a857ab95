import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { isWindows } from '../../src/lint/security-context.ts'

export default rule({
  name: 'root-filesystem-is-read-only',
  severity: 'warning',
  summary: 'Containers cannot change the files of their image.',
  why: 'Who breaks into a container that can, leaves tools there or replaces its programs.',
  instead: 'Set `readOnlyRootFilesystem: true`, and mount an emptyDir where the program has to write.',
  profiles: ['security'],
  elsewhere: {
    'kube-linter': ['no-read-only-root-fs'],
    'kube-score': ['container-security-context-readonlyrootfilesystem'],
    polaris: ['notReadOnlyRootFilesystem'],
    trivy: ['KSV-0014'],
    checkov: ['CKV_K8S_22'],
    kubescape: ['C-0017'],
    kubesec: ['ReadOnlyRootFilesystem'],
    datree: ['CONTAINERS_INCORRECT_READONLYROOTFILESYSTEM_VALUE'],
    kyverno: ['require-ro-rootfs'],
    gatekeeper: ['K8sPSPReadOnlyRootFilesystem'],
    NSA: ['immutable container file systems'],
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
              image: web:1
            - name: proxy
              image: proxy:1
              securityContext: { readOnlyRootFilesystem: «false» }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', securityContext: { readOnlyRootFilesystem: true } }]
          ephemeralContainers: [{ name: shell, image: 'tools:1' }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    const setting = container.get('securityContext', 'readOnlyRootFilesystem')
    if (setting.isTrue || container.list === 'ephemeralContainers' || isWindows(container.pods)) return
    const fix = toSet(setting, true, 'Make the root file system read-only', 'review')
    const at = setting.exists ? setting : container.here
    yield { at, message: `The ${container} can write to its root file system`, ...(fix && { fix }) }
  },
})
