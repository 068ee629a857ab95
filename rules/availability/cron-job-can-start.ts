import type { Field } from '../../src/lint/field.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { parseCronSchedule } from '../../src/resource/cron-schedule.ts'
import { nextTime } from '../../src/resource/cron-times.ts'

export default rule({
  name: 'cron-job-can-start',
  severity: 'warning',
  summary: 'A CronJob is due some day, and its deadline leaves the controller time to look.',
  why: 'February 30 never comes, and the controller looks every 10 seconds: what had to start sooner is missed.',
  instead: 'Mend the day and month of the schedule; a deadline is 10 seconds or more.',
  profiles: ['recommended', 'strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: batch/v1
        kind: CronJob
        metadata: { name: clean }
        spec:
          schedule: «0 3 30 2 *»
          jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: clean, image: clean:1 }] } } } }`,
      yaml`
        apiVersion: batch/v1
        kind: CronJob
        metadata: { name: clean }
        spec:
          schedule: 0 3 * * *
          startingDeadlineSeconds: «5»
          jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: clean, image: clean:1 }] } } } }`,
    ],
    good: [
      yaml`
        apiVersion: batch/v1
        kind: CronJob
        metadata: { name: leap-day }
        spec:
          schedule: 0 3 29 2 *
          startingDeadlineSeconds: 10
          jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: leap, image: leap:1 }] } } } }`,
    ],
  },
  on: ['CronJob'],
  *check(job) {
    const schedule = job.get('spec', 'schedule')
    if (neverDue(schedule))
      yield { at: schedule, message: `${job} is due on no day: ${schedule.text}`, advice: 'Mend day and month.' }
    const deadline = job.get('spec', 'startingDeadlineSeconds')
    const seconds = deadline.number
    if (seconds !== undefined && seconds >= 0 && seconds < 10)
      yield {
        at: deadline,
        message: `${job} has to start within ${seconds} s, and may not be looked at sooner than after 10 s`,
        advice: 'Give it 10 seconds or more.',
      }
  },
})

/** Every schedule that comes does so within eight years: on February 29. Only those that name days can fail to. */
function neverDue({ text }: Field): boolean {
  if (!text || !NAMES_A_LATE_DAY.test(text)) return false
  const parsed = parseCronSchedule(text)
  if ('problem' in parsed || 'every' in parsed.schedule) return false
  return nextTime(parsed.schedule, START) === undefined
}

const NAMES_A_LATE_DAY = /\b(?:29|30|31)\b/
const START = Date.UTC(2026, 0, 1)
