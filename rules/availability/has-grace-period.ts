import { toRemove } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ least: number }>({
  name: 'has-grace-period',
  severity: 'warning',
  summary: 'Pods are given time to stop.',
  why: 'With a grace period of 0 the process is killed at once: open requests fail, and a StatefulSet may run two of one member.',
  instead: 'Remove `terminationGracePeriodSeconds: 0`; the default is 30 seconds.',
  profiles: ['recommended', 'strict'],
  options: {
    least: { type: 'integer', default: 1, description: 'The least `terminationGracePeriodSeconds`.' },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: { name: db }
        spec:
          serviceName: db
          selector: { matchLabels: { app: db } }
          template:
            metadata: { labels: { app: db } }
            spec:
              terminationGracePeriodSeconds: «0»
              containers: [{ name: db, image: db:1 }]`,
    ],
    good: [
      yaml`
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: { name: db }
        spec:
          serviceName: db
          selector: { matchLabels: { app: db } }
          template:
            metadata: { labels: { app: db } }
            spec:
              terminationGracePeriodSeconds: 5
              containers: [{ name: db, image: db:1 }]
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: { name: test }
        spec:
          template:
            spec: { terminationGracePeriodSeconds: 0, restartPolicy: Never, containers: [{ name: test, image: test:1 }] }`,
    ],
  },
  on: 'pods',
  *check(pods) {
    const field = pods.spec.get('terminationGracePeriodSeconds')
    const { number } = field
    // A Pod by itself is a test or an experiment more often than not.
    if (number === undefined || number < 0 || number >= this.options.least) return
    if (!pods.runOn || pods.object.kind === 'Pod') return
    const fix = toRemove(field, 'Remove `terminationGracePeriodSeconds`', 'review')
    yield { at: field, message: `The pods of ${pods} have ${number} s to stop`, ...(fix && { fix }) }
  },
})
