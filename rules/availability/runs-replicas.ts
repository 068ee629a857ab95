import { scalersOf } from '../../src/lint/cluster/scaling.ts'
import { REPLICATED } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ least: number }>({
  name: 'runs-replicas',
  severity: 'note',
  summary: 'A Deployment or StatefulSet runs more than one pod.',
  why: 'A single pod is gone whenever its node is drained, upgraded or lost.',
  instead: 'Raise `replicas`, or let an autoscaler decide.',
  profiles: ['strict'],
  elsewhere: {
    'kube-linter': ['minimum-three-replicas'],
    'kube-score': ['deployment-replicas'],
    polaris: ['deploymentMissingReplicas'],
    datree: ['DEPLOYMENT_INCORRECT_REPLICAS_VALUE'],
    kyverno: ['require-multiple-replicas'],
    gatekeeper: ['K8sReplicaLimits'],
  },
  options: { least: { type: 'integer', default: 2, description: 'The least number of replicas.' } },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          replicas: «1»
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1 }] }`,
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: «web» }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
    good: [
      // None is meant, and where an autoscaler decides it is asked instead.
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: asleep }
        spec:
          replicas: 0
          selector: { matchLabels: { app: asleep } }
          template:
            metadata: { labels: { app: asleep } }
            spec: { containers: [{ name: asleep, image: asleep:1 }] }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1 }] }
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: { name: web }
        spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, minReplicas: 2, maxReplicas: 5 }`,
    ],
  },
  on: REPLICATED,
  *check(object, cluster) {
    const replicas = object.pods?.replicas
    if (!replicas || replicas < 0 || replicas >= this.options.least || scalersOf(object, cluster).length > 0) return
    const field = object.get('spec', 'replicas')
    const pods = replicas === 1 ? 'a single pod' : `${replicas} pods`
    const message = `${object} runs ${pods}${this.options.least > 2 ? ` instead of ${this.options.least}` : ''}`
    yield { at: field.exists ? field : object, message }
  },
})
