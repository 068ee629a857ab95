import { toRemove } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { unlessSystem } from '../../src/lint/security-context.ts'

export default rule({
  name: 'no-host-pid',
  severity: 'warning',
  summary: 'Pods see their own processes, not those of their node.',
  why: 'With the processes of its node in sight, a container reads their environment and memory, and can end them.',
  instead: 'Remove `hostPID`.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    'kube-linter': ['host-pid'],
    polaris: ['hostPIDSet'],
    trivy: ['KSV-0010'],
    checkov: ['CKV_K8S_17'],
    kubescape: ['C-0038', 'C-0194', 'C-0275'],
    kubesec: ['HostPID'],
    datree: ['CONTAINERS_INCORRECT_HOSTPID_VALUE_TRUE'],
    kyverno: ['disallow-host-namespaces'],
    gatekeeper: ['K8sPSPHostNamespace'],
    PSS: ['baseline'],
    NSA: ['pod-security'],
    CIS: ['5.2.3'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: { name: agent }
        spec:
          selector: { matchLabels: { app: agent } }
          template:
            metadata: { labels: { app: agent } }
            spec:
              hostPID: «true»
              containers: [{ name: agent, image: 'agent:1' }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: agent }
        spec:
          hostPID: false
          containers: [{ name: agent, image: 'agent:1' }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    const at = pods.spec.get('hostPID')
    if (!at.isTrue) return
    const fix = toRemove(at, 'Remove `hostPID`', 'review')
    yield {
      at,
      message: `${pods} shares the processes of its node`,
      severity: unlessSystem(pods, 'warning'),
      ...(fix && { fix }),
    }
  },
})
