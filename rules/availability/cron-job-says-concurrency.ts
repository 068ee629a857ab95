import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'cron-job-says-concurrency',
  severity: 'note',
  summary: 'A CronJob says whether its runs may overlap.',
  why: 'By default a run that takes longer than the schedule allows is joined by the next one, and the next.',
  instead: 'Set `concurrencyPolicy`: `Forbid`, `Replace`, or `Allow` where that is meant.',
  profiles: ['strict'],
  elsewhere: { datree: ['CRONJOB_MISSING_CONCURRENCYPOLICY_KEY'] },
  examples: {
    bad: [
      yaml`
        apiVersion: batch/v1
        kind: CronJob
        metadata: { name: «clean» }
        spec:
          schedule: "*/5 * * * *"
          jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: clean, image: clean:1 }] } } } }`,
    ],
    good: [
      yaml`
        apiVersion: batch/v1
        kind: CronJob
        metadata: { name: clean }
        spec:
          schedule: "*/5 * * * *"
          concurrencyPolicy: Forbid
          jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: clean, image: clean:1 }] } } } }`,
    ],
  },
  on: ['CronJob'],
  *check(job) {
    const field = job.get('spec', 'concurrencyPolicy')
    if (field.exists || !job.get('spec').map) return
    const fix = toSet(field, 'Forbid', 'Set `concurrencyPolicy: Forbid`', 'review')
    yield { at: job, message: `${job} does not say whether its runs may overlap`, ...(fix && { fix }) }
  },
})
