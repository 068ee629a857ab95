import type { CronSchedule } from './cron-schedule.ts'

/** The hour, day and so on that a clock on the wall shows. Months count from 1, weekdays from Sunday, 0. */
interface Wall {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly weekday: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const MOST_YEARS = 5

/**
 * The first moment after `after` (both in milliseconds) at which a schedule is due; undefined when
 * that is more than five years away, as on February 30.
 *
 * Where clocks are put forward, what is due in the hour that is left out falls out; where they are
 * put back, what is due in the hour that comes twice comes twice, as in the real thing.
 *
 *   30 2 * * * in Europe/Berlin: not on March 29, 2026; twice on October 25
 *
 * Truth: github.com/robfig/cron/v3 SpecSchedule.Next
 */
export function nextTime(schedule: CronSchedule, after: number, timeZone = 'UTC'): number | undefined {
  const zone = zoneOf(timeZone)
  let at = Math.floor(after / 1000) * 1000 + 1000
  if (at % MINUTE !== 0) at += MINUTE - (at % MINUTE)
  const limit = zone.wall(at).year + MOST_YEARS
  for (;;) {
    const wall = zone.wall(at)
    if (wall.year > limit) return undefined
    if (!schedule.months[wall.month]) at = zone.time(wall.year, wall.month + 1, 1)
    else if (!isDay(schedule, wall)) at = nextDay(zone, wall)
    else if (!schedule.hours[wall.hour]) at = zone.time(wall.year, wall.month, wall.day, wall.hour, at) + HOUR
    else if (!schedule.minutes[wall.minute]) at += MINUTE
    else return at
  }
}

/** A moment as the clocks of a zone show it: `2026-07-01T14:00:00+02:00`, and with `Z` where they show UTC. */
export function timestampIn(timeZone: string, at: number): string {
  const offset = zoneOf(timeZone).ahead(at)
  const local = new Date(at + offset).toISOString().slice(0, 19)
  if (offset === 0) return `${local}Z`
  const minutes = Math.abs(offset) / MINUTE
  const two = (value: number): string => `${value}`.padStart(2, '0')
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(Math.floor(minutes % 60))}`
}

/** A day named by date and by weekday is due by either, unless one of them is open. */
function isDay({ days, weekdays, anyDay, anyWeekday }: CronSchedule, { day, weekday }: Wall): boolean {
  const byDate = days[day] ?? false
  const byWeekday = weekdays[weekday] ?? false
  return anyDay || anyWeekday ? byDate && byWeekday : byDate || byWeekday
}

/** Midnight, or where there is none the moment that stands for it. */
function nextDay(zone: Zone, { year, month, day }: Wall): number {
  const at = zone.time(year, month, day + 1)
  const { hour } = zone.wall(at)
  if (hour === 0) return at
  return hour > 12 ? at + (24 - hour) * HOUR : at
}

interface Zone {
  /** How far its clocks are ahead of UTC, in milliseconds. */
  ahead(at: number): number
  wall(at: number): Wall
  /** `near`: the moment whose hour is asked for, where an hour comes twice. */
  time(year: number, month: number, day: number, hour?: number, near?: number): number
}

const zones = new Map<string, Zone>()

function zoneOf(name: string): Zone {
  let zone = zones.get(name)
  if (!zone) zones.set(name, (zone = makeZone(name === 'UTC' || name === '' ? () => 0 : offsets(name))))
  return zone
}

function makeZone(offsetAt: (at: number) => number): Zone {
  return {
    ahead: offsetAt,
    wall(at) {
      const local = new Date(at + offsetAt(at))
      return {
        year: local.getUTCFullYear(),
        month: local.getUTCMonth() + 1,
        day: local.getUTCDate(),
        hour: local.getUTCHours(),
        minute: local.getUTCMinutes(),
        weekday: local.getUTCDay(),
      }
    },
    time(year, month, day, hour = 0, near) {
      const local = Date.UTC(year, month - 1, day, hour)
      if (near !== undefined) return local - offsetAt(near)
      const guess = local - offsetAt(local)
      return local - offsetAt(guess)
    },
  }
}

/** How far a zone is ahead of UTC, in milliseconds; asked once for each quarter of an hour. */
function offsets(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  const known = new Map<number, number>()
  return at => {
    const start = Math.floor(at / (HOUR / 4)) * (HOUR / 4)
    let offset = known.get(start)
    if (offset === undefined) {
      const parts: Record<string, number> = {}
      for (const { type, value } of format.formatToParts(start)) parts[type] = Number(value)
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts
      offset = Date.UTC(year, month - 1, day, hour, minute) - start
      if (Math.abs(offset) > DAY) offset = 0
      known.set(start, offset)
    }
    return offset
  }
}
