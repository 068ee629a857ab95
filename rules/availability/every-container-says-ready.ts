import { servingUnready } from '../../src/lint/cluster/readiness.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'every-container-says-ready',
  severity: 'note',
  summary: 'Every container that runs on has a readiness probe, behind a Service or not.',
  why: 'Rollouts go by readiness even where no Service does: without a probe a broken version counts as rolled out.',
  instead: 'Add a `readinessProbe`.',
  profiles: ['strict'],
  elsewhere: {
    'kube-linter': ['no-readiness-probe'],
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
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: worker }
        spec:
          selector: { matchLabels: { app: worker } }
          template:
            metadata: { labels: { app: worker } }
            spec: { containers: [{ name: «worker», image: worker:1 }] }`,
    ],
    good: [
      yaml`
        apiVersion: batch/v1
        kind: Job
        metadata: { name: migrate }
        spec: { template: { spec: { restartPolicy: Never, containers: [{ name: migrate, image: migrate:1 }] } } }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: worker }
        spec:
          selector: { matchLabels: { app: worker } }
          template:
            metadata: { labels: { app: worker } }
            spec:
              initContainers: [{ name: wait, image: wait:1 }]
              containers: [{ name: worker, image: worker:1, readinessProbe: { exec: { command: [/ready] } } }]`,
    ],
  },
  on: 'pods',
  *check(pods, cluster) {
    if (!pods.runOn || RUNS_ONCE.has(pods.spec.get('restartPolicy').text ?? '')) return
    const silent = pods.containers.filter(one => one.list === 'containers' && !one.get('readinessProbe').map)
    if (silent.length === 0) return
    // What a Service sends traffic to is another rule's.
    const told = new Set(servingUnready(pods, cluster))
    for (const container of silent)
      if (!told.has(container)) yield { at: container.here, message: `The ${container} does not say when it is ready` }
  },
})

const RUNS_ONCE = new Set(['Never', 'OnFailure'])
