import { servingUnready } from '../../src/lint/cluster/readiness.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'has-readiness-probe',
  severity: 'warning',
  summary: 'Pods behind a Service say when they are ready to serve.',
  why: 'Without a readiness probe a pod gets traffic as soon as its process starts: every rollout fails some requests.',
  instead: 'Add a `readinessProbe` that asks what the Service asks.',
  profiles: ['recommended', 'strict'],
  elsewhere: {
    'kube-linter': ['no-readiness-probe'],
    'kube-score': ['pod-probes'],
    polaris: ['readinessProbeMissing'],
    checkov: ['CKV_K8S_9'],
    kubescape: ['C-0018'],
    datree: ['CONTAINERS_MISSING_READINESSPROBE_KEY'],
    kyverno: ['require-pod-probes'],
    gatekeeper: ['K8sRequiredProbes'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              containers:
                - { name: logs, image: logs:1 }
                - { name: «web», image: web:1, ports: [{ name: http, containerPort: 8080 }] }`,
    ],
    good: [
      // One container that says so is enough, and nobody asks what no Service sends traffic to.
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { selector: { app: web }, ports: [{ port: 80 }] }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              containers:
                - { name: logs, image: logs:1 }
                - { name: web, image: web:1, readinessProbe: { tcpSocket: { port: 80 } } }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: worker }
        spec:
          selector: { matchLabels: { app: worker } }
          template:
            metadata: { labels: { app: worker } }
            spec: { containers: [{ name: worker, image: worker:1 }] }`,
      // Peers find each other before any of them is ready.
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: peers }
        spec: { clusterIP: None, publishNotReadyAddresses: true, selector: { app: db }, ports: [{ port: 5432 }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: db, labels: { app: db } }
        spec: { containers: [{ name: db, image: db:1 }] }`,
    ],
  },
  on: 'pods',
  *check(pods, cluster) {
    for (const container of servingUnready(pods, cluster))
      yield { at: container.here, message: `The ${container} serves a Service and does not say when it is ready` }
  },
})
