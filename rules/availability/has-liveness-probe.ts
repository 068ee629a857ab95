import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'has-liveness-probe',
  severity: 'note',
  summary: 'Containers that run on say whether they are alive.',
  why: 'A process that hangs instead of exiting is only restarted if a probe notices.',
  instead: 'Add a `livenessProbe` that fails only where a restart helps: never ask other services in it.',
  profiles: ['strict'],
  elsewhere: {
    'kube-linter': ['no-liveness-probe'],
    polaris: ['livenessProbeMissing'],
    checkov: ['CKV_K8S_8'],
    kubescape: ['C-0056'],
    datree: ['CONTAINERS_MISSING_LIVENESSPROBE_KEY'],
    kyverno: ['require-pod-probes'],
    gatekeeper: ['K8sRequiredProbes'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: «web», image: web:1 }] }`,
    ],
    good: [
      // Init containers and Jobs end by themselves.
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              initContainers: [{ name: wait, image: wait:1 }]
              containers: [{ name: web, image: web:1, livenessProbe: { httpGet: { path: /alive, port: 80 } } }]
        ---
        apiVersion: batch/v1
        kind: CronJob
        metadata: { name: clean }
        spec:
          schedule: 0 3 * * *
          jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: clean, image: clean:1 }] } } } }`,
    ],
  },
  on: 'containers',
  *check(container) {
    const { pods } = container
    if (container.list !== 'containers' || !pods.runOn || container.get('livenessProbe').map) return
    const restarts = pods.spec.get('restartPolicy').text
    if (restarts === 'Never' || restarts === 'OnFailure') return
    yield { at: container.here, message: `The ${container} has no liveness probe` }
  },
})
