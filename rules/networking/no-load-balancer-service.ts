import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-load-balancer-service',
  severity: 'note',
  summary: 'No Service asks for a load balancer of its own.',
  why: 'Each costs an address, and stands beside the Ingress and its rules.',
  instead: 'Use ClusterIP, and an Ingress or a Gateway in front.',
  profiles: [],
  elsewhere: {
    'kube-linter': ['exposed-services'],
    kyverno: ['no-loadbalancer-service'],
    gatekeeper: ['K8sBlockLoadBalancer'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { type: «LoadBalancer», ports: [{ port: 80 }] }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { ports: [{ port: 80 }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: entry }
        spec: { type: NodePort, ports: [{ port: 80 }] }`,
    ],
  },
  on: ['Service'],
  *check(service) {
    const type = service.get('spec', 'type')
    if (type.text === 'LoadBalancer') yield { at: type, message: `${service} asks for a load balancer of its own` }
  },
})
