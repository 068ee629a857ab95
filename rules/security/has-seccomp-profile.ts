import { toSet } from '../../src/lint/fixes.ts'
import type { PodTemplate } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { inheritedBefore, isWindows, securitySetting } from '../../src/lint/security-context.ts'

export default rule({
  name: 'has-seccomp-profile',
  severity: 'warning',
  summary: 'Every container runs under a seccomp profile.',
  why: 'Without one a process may use every system call there is, and most ways out of a container begin with an odd one.',
  instead: 'Set `seccompProfile.type` to `RuntimeDefault`.',
  profiles: ['security'],
  elsewhere: {
    'kube-score': ['container-seccomp-profile'],
    trivy: ['KSV-0030'],
    checkov: ['CKV_K8S_31'],
    kubescape: ['C-0210'],
    kubesec: ['SeccompAny'],
    kyverno: ['restrict-seccomp-strict'],
    gatekeeper: ['K8sPSPSeccomp', 'K8sPSPSeccompV2'],
    PSS: ['restricted'],
    NSA: ['pod-security'],
    CIS: ['5.6.2'],
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
              securityContext: { seccompProfile: { type: «Unconfined» } }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext: { seccompProfile: { type: RuntimeDefault } }
          containers: [{ name: web, image: 'web:1' }]`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext: { seccompProfile: { type: Unconfined } }
          containers:
            - name: web
              image: web:1
              securityContext: { seccompProfile: { type: Localhost, localhostProfile: web.json } }`,
    ],
  },
  on: 'containers',
  *check(container) {
    const { pods } = container
    const profile = securitySetting(container, 'seccompProfile')
    const type = profile.get('type')
    if (type.text === 'RuntimeDefault' || type.text === 'Localhost' || isWindows(pods)) return
    if (inheritedBefore(container, 'seccompProfile')) return
    // The API server has its own words for the annotations that stood here before the field.
    if (!profile.exists && hasOldProfile(pods)) return
    const fix = toSet(type, 'RuntimeDefault', 'Use the profile of the runtime', 'review')
    const message = `The ${container} runs ${type.text === 'Unconfined' ? 'without' : 'without an explicit'} seccomp profile`
    yield { at: type.exists ? type : container.here, message, ...(fix && { fix }) }
  },
})

const hasOldProfile = ({ annotations }: PodTemplate): boolean =>
  Object.keys(annotations).some(name => name.includes('seccomp.security.alpha') && annotations[name] !== 'unconfined')
