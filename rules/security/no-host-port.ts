import { toRemove } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { unlessSystem } from '../../src/lint/security-context.ts'

export default rule<{ allow: number[] }>({
  name: 'no-host-port',
  severity: 'warning',
  summary: 'No container takes a port of its node.',
  why: 'It goes past Services and often past NetworkPolicies, and only one such pod fits on a node.',
  instead: 'Remove `hostPort` and put a Service in front.',
  profiles: ['security'],
  elsewhere: {
    polaris: ['hostPortSet'],
    trivy: ['KSV-0024'],
    checkov: ['CKV_K8S_26'],
    kubescape: ['C-0044', 'C-0204'],
    datree: ['CONTAINERS_INCORRECT_KEY_HOSTPORT'],
    kyverno: ['disallow-host-ports'],
    gatekeeper: ['K8sPSPHostNetworkingPorts'],
    PSS: ['baseline'],
    CIS: ['5.2.13'],
  },
  options: {
    allow: { type: 'array', items: { type: 'integer' }, default: [], description: 'Ports that may be taken.' },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: web:1
              ports: [{ containerPort: 8080, hostPort: «80» }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', ports: [{ containerPort: 8080, hostPort: 0 }] }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const port of container.get('ports').items) {
      const at = port.get('hostPort')
      if (!at.number || this.options.allow.includes(at.number)) continue
      // On the network of the node the API server itself sets it to the container's port.
      const isForced = container.pods.spec.get('hostNetwork').isTrue
      const fix = isForced ? undefined : toRemove(at, 'Remove `hostPort`', 'review')
      const severity = unlessSystem(container.pods, 'warning')
      yield { at, message: `The ${container} takes port ${at.number} of its node`, severity, ...(fix && { fix }) }
    }
  },
})
