import { toRemove } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { unlessSystem } from '../../src/lint/security-context.ts'

export default rule({
  name: 'no-host-ipc',
  severity: 'warning',
  summary: 'Pods do not share the memory and the semaphores of their node.',
  why: 'Whatever processes of the node keep in shared memory, the container can read and change.',
  instead: 'Remove `hostIPC`.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    'kube-linter': ['host-ipc'],
    polaris: ['hostIPCSet'],
    trivy: ['KSV-0008'],
    checkov: ['CKV_K8S_18'],
    kubescape: ['C-0038', 'C-0195', 'C-0276'],
    kubesec: ['HostIPC'],
    datree: ['CONTAINERS_INCORRECT_HOSTIPC_VALUE_TRUE'],
    kyverno: ['disallow-host-namespaces'],
    gatekeeper: ['K8sPSPHostNamespace'],
    PSS: ['baseline'],
    NSA: ['pod-security'],
    CIS: ['5.2.4'],
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
              hostIPC: «true»
              containers: [{ name: agent, image: 'agent:1' }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: agent }
        spec:
          hostIPC: false
          containers: [{ name: agent, image: 'agent:1' }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    const at = pods.spec.get('hostIPC')
    if (!at.isTrue) return
    const fix = toRemove(at, 'Remove `hostIPC`', 'review')
    yield {
      at,
      message: `${pods} uses the shared memory of its node`,
      severity: unlessSystem(pods, 'warning'),
      ...(fix && { fix }),
    }
  },
})
