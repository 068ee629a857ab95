import { Container } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { unlessSystem } from '../../src/lint/security-context.ts'

export default rule({
  name: 'no-windows-host-process',
  severity: 'warning',
  summary: 'No Windows container runs as a process of its node.',
  why: 'Such a container has no isolation at all.',
  instead: 'Remove `hostProcess`.',
  profiles: ['security'],
  elsewhere: {
    polaris: ['hostProcess'],
    trivy: ['KSV-0103'],
    kubescape: ['C-0202'],
    kyverno: ['disallow-host-process'],
    PSS: ['baseline'],
    CIS: ['5.2.11'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: agent }
        spec:
          securityContext: { windowsOptions: { hostProcess: «true» } }
          hostNetwork: true
          containers: [{ name: agent, image: 'agent:1', securityContext: { windowsOptions: { hostProcess: «true» } } }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext: { windowsOptions: { hostProcess: false, runAsUserName: ContainerUser } }
          containers: [{ name: web, image: 'web:1' }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    for (const holder of [pods.spec, ...pods.containers]) {
      const at = holder.get('securityContext', 'windowsOptions', 'hostProcess')
      const who = holder instanceof Container ? `The ${holder}` : String(pods)
      if (at.isTrue)
        yield { at, message: `${who} runs as a process of its node`, severity: unlessSystem(pods, 'warning') }
    }
  },
})
