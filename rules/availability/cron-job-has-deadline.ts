import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'cron-job-has-deadline',
  severity: 'note',
  summary: 'A CronJob says how late a run may start.',
  why: 'Without it a run that was missed while the cluster was down starts hours later, and after a hundred missed runs it never starts again.',
  instead: 'Set `startingDeadlineSeconds`.',
  profiles: ['strict'],
  elsewhere: {
    'kube-score': ['cronjob-has-deadline'],
    datree: ['CRONJOB_MISSING_STARTINGDEADLINESECOND_KEY'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: batch/v1
        kind: CronJob
        metadata: { name: «clean» }
        spec:
          schedule: 0 3 * * *
          jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: clean, image: clean:1 }] } } } }`,
    ],
    good: [
      yaml`
        apiVersion: batch/v1
        kind: CronJob
        metadata: { name: clean }
        spec:
          schedule: 0 3 * * *
          startingDeadlineSeconds: 600
          jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: clean, image: clean:1 }] } } } }`,
    ],
  },
  on: ['CronJob'],
  *check(job) {
    if (!job.get('spec').map || job.get('spec', 'startingDeadlineSeconds').exists) return
    yield { at: job, message: `${job} does not say how late it may start` }
  },
})
