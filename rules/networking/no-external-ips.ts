import { toRemove } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-external-ips',
  severity: 'warning',
  summary: 'No Service takes addresses by `externalIPs`.',
  why: 'It lets whoever may write Services take the traffic to any address (CVE-2020-8554); the field is being phased out.',
  instead: 'Use a LoadBalancer or a Gateway.',
  profiles: ['recommended', 'strict', 'security'],
  elsewhere: {
    trivy: ['KSV-0108'],
    kyverno: ['restrict-service-external-ips', 'restrict-external-ips'],
    gatekeeper: ['K8sExternalIPs'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { ports: [{ port: 80 }], externalIPs: «[203.0.113.7]» }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { type: LoadBalancer, ports: [{ port: 80 }], externalIPs: [] }`,
    ],
  },
  on: ['Service'],
  *check(service) {
    const field = service.get('spec', 'externalIPs')
    if (field.items.length === 0) return
    const fix = toRemove(field, 'Remove `externalIPs`', 'review')
    yield { at: field, message: `${service} takes the traffic to ${field.texts.join(', ')}`, ...(fix && { fix }) }
  },
})
