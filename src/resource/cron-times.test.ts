import { expect, test } from 'vitest'
import { type CronSchedule, parseCronSchedule } from './cron-schedule.ts'
import { nextTime } from './cron-times.ts'

function next(text: string, after: string, zone?: string): string | undefined {
  const parsed = parseCronSchedule(text)
  if ('problem' in parsed) return parsed.problem
  const at = nextTime(parsed.schedule as CronSchedule, Date.parse(after), zone)
  return at === undefined ? undefined : new Date(at).toISOString().slice(0, 16)
}

test.each<[schedule: string, after: string, due: string | undefined, zone?: string]>([
  ['* * * * *', '2026-01-01T00:00:00Z', '2026-01-01T00:01'],
  ['* * * * *', '2026-01-01T00:00:30Z', '2026-01-01T00:01'],
  ['10-30/10 * * * *', '2026-01-01T00:31:00Z', '2026-01-01T01:10'],
  ['0 2 * * 1-5', '2026-01-02T02:00:00Z', '2026-01-05T02:00'],
  ['0 0 13 * 5', '2026-01-01T00:00:00Z', '2026-01-02T00:00'],
  ['0 0 29 2 *', '2026-01-01T00:00:00Z', '2028-02-29T00:00'],
  ['59 23 31 2 *', '2026-01-01T00:00:00Z', undefined],
  ['0 9 * * *', '2026-07-01T00:00:00Z', '2026-07-01T07:00', 'Europe/Berlin'],
  ['30 2 * * *', '2026-03-28T12:00:00Z', '2026-03-30T00:30', 'Europe/Berlin'],
  ['30 2 * * *', '2026-10-24T12:00:00Z', '2026-10-25T00:30', 'Europe/Berlin'],
  ['30 2 * * *', '2026-10-25T00:30:00Z', '2026-10-25T01:30', 'Europe/Berlin'],
  ['0 12 * * *', '2026-01-01T00:00:00Z', '2026-01-01T06:30', 'Asia/Kolkata'],
])('%s after %s', (schedule, after, due, zone) => {
  expect(next(schedule, after, zone)).toBe(due)
})
