import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-node-port-service',
  severity: 'note',
  summary: 'No Service opens a port of every node.',
  why: 'Whoever reaches a node reaches the Service, past the Ingress and its rules.',
  instead: 'Use ClusterIP, and an Ingress or a Gateway in front.',
  profiles: [],
  elsewhere: {
    'kube-linter': ['exposed-services'],
    'kube-score': ['service-type'],
    datree: ['SERVICE_INCORRECT_TYPE_VALUE_NODEPORT'],
    kyverno: ['restrict-nodeport'],
    gatekeeper: ['K8sBlockNodePort'],
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
        spec: { ports: [{ port: 80 }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: entry }
        spec: { type: LoadBalancer, ports: [{ port: 80 }] }`,
    ],
  },
  on: ['Service'],
  *check(service) {
    const type = service.get('spec', 'type')
    if (type.text === 'NodePort') yield { at: type, message: `${service} opens a port of every node` }
  },
})
