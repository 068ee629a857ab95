import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'instance-label-is-name',
  severity: 'warning',
  summary: 'The label `app.kubernetes.io/instance` is the name of the object.',
  why: 'Dashboards and tools that go by the label show one object under the name of another.',
  instead: 'Make the label the name.',
  profiles: [],
  elsewhere: { polaris: ['metadataAndInstanceMismatched'] },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, labels: { app.kubernetes.io/instance: «api» } }`,
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: «web», labels: { app: web } }`,
    ],
    good: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, labels: { app.kubernetes.io/instance: web } }`,
    ],
  },
  on: ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'],
  *check(object) {
    const label = object.get('metadata', 'labels', 'app.kubernetes.io/instance')
    if (!label.exists) yield { at: object, message: `${object} does not say in a label which instance it is` }
    else if (label.text !== object.name)
      yield { at: label, message: `${object} calls itself ${label.scalar} in its label` }
  },
})
