import { parseCronSchedule } from '../../resource/cron-schedule.ts'
import { nextTime } from '../../resource/cron-times.ts'
import type { CronJob } from '../../resource/kinds.ts'
import { isTimeZone, timeZoneProblem } from '../../resource/time-zones.ts'

/** When a CronJob is due next, in milliseconds; undefined: never. */
export type NextTime = (after: number) => number | undefined

/** `zone` of the field wins over one in the schedule. */
export function scheduleOf({ spec }: CronJob): NextTime | { readonly problem: string } {
  const parsed = parseCronSchedule(spec.schedule, timeZoneProblem)
  if ('problem' in parsed) return parsed
  const { schedule } = parsed
  if ('every' in schedule) {
    const every = Math.max(1, Math.floor(secondsOf(schedule.every))) * 1000
    return after => Math.floor(after / 1000) * 1000 + every
  }
  const zone = spec.timeZone ?? parsed.timeZone ?? 'UTC'
  return after => nextTime(schedule, after, isTimeZone(zone) ? zone : 'UTC')
}

const SECONDS: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, μs: 1e-6, ns: 1e-9 }

function secondsOf(duration: string): number {
  let seconds = 0
  for (const [, amount, unit] of duration.matchAll(/(\d+\.?\d*|\.\d+)(h|ms|m|s|us|µs|μs|ns)/g)) {
    seconds += Number(amount) * (SECONDS[unit ?? ''] ?? 0)
  }
  return duration.startsWith('-') ? 0 : seconds
}

/** Since when runs may have been missed, and the last one that is due. */
export interface Due {
  readonly since: number
  readonly at?: number
  readonly missed: boolean
  readonly tooMany: boolean
}

/**
 * The last time that has come since the last run. How many were missed is only estimated, from the
 * distance of the first two; of more than 100 it is said so.
 *
 * `deadline`: what is later than that does not count any more.
 *
 * Truth: pkg/controller/cronjob/utils.go mostRecentScheduleTime
 */
export function lastDue(cron: CronJob, next: NextTime, now: number, deadline: boolean): Due | 'never' {
  const { startingDeadlineSeconds } = cron.spec
  let since = Date.parse(cron.status?.lastScheduleTime ?? cron.metadata.creationTimestamp ?? '') || now
  if (deadline && startingDeadlineSeconds !== undefined) since = Math.max(since, now - startingDeadlineSeconds * 1000)
  const first = next(since)
  const second = first === undefined ? undefined : next(first)
  if (first === undefined) return 'never'
  if (now < first) return { since, missed: false, tooMany: false }
  if (second === undefined || second - first < 1000) return 'never'
  if (now < second) return { since, at: first, missed: true, tooMany: false }

  const apart = Math.round((second - first) / 1000)
  const missed = Math.floor(Math.floor((now - first) / 1000) / apart) + 1
  let at: number | undefined
  for (let time = next(first + (missed - 2) * apart * 1000); time !== undefined && time <= now; time = next(time)) {
    at = time
  }
  return { since, ...(at === undefined ? {} : { at }), missed: true, tooMany: missed > 100 }
}
