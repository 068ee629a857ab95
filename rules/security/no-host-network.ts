import { rule, yaml } from '../../src/lint/rule.ts'
import { unlessSystem } from '../../src/lint/security-context.ts'

export default rule({
  name: 'no-host-network',
  severity: 'warning',
  summary: 'Pods have a network of their own.',
  why: 'On the network of its node a pod is not held by any NetworkPolicy, listens on the ports of the node, and reaches what listens on its loopback.',
  instead: 'Remove `hostNetwork`.',
  profiles: ['security'],
  elsewhere: {
    'kube-linter': ['host-network'],
    polaris: ['hostNetworkSet'],
    trivy: ['KSV-0009'],
    checkov: ['CKV_K8S_19'],
    kubescape: ['C-0041', 'C-0196'],
    kubesec: ['HostNetwork'],
    datree: ['CONTAINERS_INCORRECT_HOSTNETWORK_VALUE_TRUE'],
    kyverno: ['disallow-host-namespaces'],
    gatekeeper: ['K8sPSPHostNetworkingPorts'],
    CIS: ['5.2.5'],
    PSS: ['baseline'],
    NSA: ['pod-security'],
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
              hostNetwork: «true»
              containers: [{ name: agent, image: 'agent:1' }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: agent }
        spec:
          hostNetwork: false
          containers: [{ name: agent, image: 'agent:1' }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    const at = pods.spec.get('hostNetwork')
    if (!at.isTrue) return
    // What is to stand in its place, a port, a Service or nothing, is not for a fix to say.
    yield { at, message: `${pods} is on the network of its node`, severity: unlessSystem(pods, 'warning') }
  },
})
