import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ labels: string[] }>({
  name: 'has-recommended-labels',
  severity: 'note',
  summary: 'Workloads have the labels that Kubernetes recommends.',
  why: 'Dashboards and command lines that know them show what belongs together without being told.',
  instead: 'Add `app.kubernetes.io/name` and its like.',
  profiles: [],
  elsewhere: { kubescape: ['C-0077'], kyverno: ['require-labels'] },
  options: {
    labels: {
      type: 'array',
      items: { type: 'string' },
      default: ['app.kubernetes.io/name'],
      description: 'The labels that must be there, with whatever value.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, «labels»: { app: web } }`,
    ],
    good: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, labels: { app.kubernetes.io/name: web } }`,
    ],
  },
  on: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'],
  *check(object) {
    const labels = object.get('metadata', 'labels')
    const missing = this.options.labels.filter(name => !labels.get(name).exists)
    if (missing.length === 0) return
    yield { at: labels.map ? labels.key : object, message: `${object} lacks the label ${missing.join(', ')}` }
  },
})
