import { parseCronSchedule } from '../resource/cron-schedule.ts'
import { nextTime } from '../resource/cron-times.ts'
import type { CronJob } from '../resource/kinds.ts'
import { refOf } from '../resource/object.ts'
import type { Scene } from './scene.ts'
import type { CronRuns } from './views.ts'

/** A day, and of runs that come often only the first few. */
const AHEAD_MS = 24 * 3600_000
const MOST = 3

/** The next runs of CronJobs that are new or change, from the moment of the change. */
export function cronRuns({ after, before, question, changes }: Scene): CronRuns[] {
  const touched = new Set(changes.filter(({ action }) => action !== 'keep').map(({ object }) => object.name))
  const runs: CronRuns[] = []
  for (const [key, object] of after) {
    if (object.kind !== 'CronJob' || (before.has(key) && !touched.has(object.metadata.name ?? ''))) continue
    const { spec } = object as CronJob
    runs.push({
      cronJob: refOf(object),
      schedule: spec.schedule,
      ...(spec.timeZone ? { timeZone: spec.timeZone } : {}),
      suspended: spec.suspend ?? false,
      next: spec.suspend ? [] : timesOf(spec.schedule, spec.timeZone, Date.parse(question.now)),
    })
  }
  return runs.sort((a, b) => (a.cronJob.name < b.cronJob.name ? -1 : 1))
}

function timesOf(schedule: string, timeZone: string | undefined, from: number): string[] {
  const parsed = parseCronSchedule(schedule)
  // What comes at a distance of its own begins when the controller sees it first.
  if (!('schedule' in parsed) || 'every' in parsed.schedule) return []
  const times: string[] = []
  for (let time: number | undefined = from; times.length < MOST; ) {
    time = nextTime(parsed.schedule, time, timeZone ?? parsed.timeZone)
    if (time === undefined || time > from + AHEAD_MS) break
    times.push(new Date(time).toISOString().replace(/\.\d+Z$/, 'Z'))
  }
  return times
}
