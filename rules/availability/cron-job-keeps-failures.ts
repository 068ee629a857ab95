import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'cron-job-keeps-failures',
  severity: 'note',
  summary: 'A CronJob keeps its last failed run.',
  why: 'With a history of none a failed run is removed with its pods and logs before anybody can look.',
  instead: 'Set `failedJobsHistoryLimit: 1`, which is the default.',
  profiles: ['strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: batch/v1
        kind: CronJob
        metadata: { name: clean }
        spec:
          schedule: 0 3 * * *
          failedJobsHistoryLimit: «0»
          jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: clean, image: clean:1 }] } } } }`,
    ],
    good: [
      yaml`
        apiVersion: batch/v1
        kind: CronJob
        metadata: { name: clean }
        spec:
          schedule: 0 3 * * *
          successfulJobsHistoryLimit: 0
          jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: clean, image: clean:1 }] } } } }`,
    ],
  },
  on: ['CronJob'],
  *check(job) {
    const field = job.get('spec', 'failedJobsHistoryLimit')
    if (field.number === 0) yield { at: field, message: `${job} removes failed runs at once` }
  },
})
