import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ types: string[] }>({
  name: 'service-is-not-exposed',
  severity: 'note',
  summary: 'Services are reached through an Ingress or a Gateway, not through ports of the nodes.',
  why: 'Each NodePort opens every node; each LoadBalancer costs an address, and passes by the rules of the Ingress.',
  instead: 'Use ClusterIP, and an Ingress or a Gateway in front.',
  profiles: [],
  elsewhere: {
    'kube-linter': ['exposed-services'],
    'kube-score': ['service-type'],
    datree: ['SERVICE_INCORRECT_TYPE_VALUE_NODEPORT'],
    kyverno: ['restrict-nodeport', 'restrict-service-external-ips', 'no-loadbalancer-service'],
    gatekeeper: ['K8sBlockNodePort', 'K8sBlockLoadBalancer'],
  },
  options: {
    types: {
      type: 'array',
      items: { type: 'string' },
      default: ['NodePort', 'LoadBalancer'],
      description: 'The types that are not wanted.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { type: «NodePort», ports: [{ port: 80 }] }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { ports: [{ port: 80 }] }`,
    ],
  },
  on: ['Service'],
  *check(service) {
    const type = service.get('spec', 'type')
    if (type.text && this.options.types.includes(type.text)) yield { at: type, message: `${service} is a ${type.text}` }
  },
})
