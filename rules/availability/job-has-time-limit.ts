import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'job-has-time-limit',
  severity: 'note',
  summary: 'A Job says how long it may run.',
  why: 'A Job that hangs runs until somebody notices, and keeps a CronJob with `Forbid` from ever starting again.',
  instead: 'Set `activeDeadlineSeconds`.',
  profiles: [],
  examples: {
    bad: [
      yaml`
        apiVersion: batch/v1
        kind: Job
        metadata: { name: «migrate» }
        spec: { template: { spec: { restartPolicy: Never, containers: [{ name: migrate, image: migrate:1 }] } } }`,
    ],
    good: [
      yaml`
        apiVersion: batch/v1
        kind: CronJob
        metadata: { name: clean }
        spec:
          schedule: 0 3 * * *
          jobTemplate:
            spec:
              activeDeadlineSeconds: 1800
              template: { spec: { restartPolicy: Never, containers: [{ name: clean, image: clean:1 }] } }`,
    ],
  },
  on: ['Job', 'CronJob'],
  *check(object) {
    const { pods } = object
    if (!pods || pods.spec.get('activeDeadlineSeconds').exists) return
    if (object.get(...pods.path.slice(0, -1), 'activeDeadlineSeconds').exists) return
    yield { at: object, message: `${object} may run for ever` }
  },
})
