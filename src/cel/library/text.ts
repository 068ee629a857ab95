import { define } from '../check/declaration.ts'
import { matches } from '../re2.ts'
import { wallClock } from '../run/time.ts'
import { Duration, fail, int, Timestamp, type Value } from '../run/value.ts'

const text = (value: Value | undefined): string => value as string

/** The functions of strings every CEL has. */
export const BASIC_TEXT = [
  define('contains', { contains_string: 'string.(string) -> bool' }, ([a, b]) => text(a).includes(text(b))),
  define('startsWith', { starts_with_string: 'string.(string) -> bool' }, ([a, b]) => text(a).startsWith(text(b))),
  define('endsWith', { ends_with_string: 'string.(string) -> bool' }, ([a, b]) => text(a).endsWith(text(b))),
  define('matches', { matches: '(string, string) -> bool', matches_string: 'string.(string) -> bool' }, ([a, b]) =>
    matches(text(b), text(a)),
  ),
]

type Clock = ReturnType<typeof wallClock>

const dayOfYear = ({ date }: Clock): number =>
  Math.floor((Date.UTC(2000, date.getUTCMonth(), date.getUTCDate()) - Date.UTC(2000, 0, 1)) / 86_400_000) -
  (date.getUTCMonth() > 1 && !isLeap(date.getUTCFullYear()) ? 1 : 0)

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** A getter of timestamps, with a time zone or in UTC, and perhaps of durations: `unit` nanoseconds each. */
function getter(name: string, id: string, read: (clock: Clock) => number, unit?: bigint) {
  const signatures: Record<string, string> = {
    [`timestamp_to_${id}`]: 'timestamp.() -> int',
    [`timestamp_to_${id}_with_tz`]: 'timestamp.(string) -> int',
  }
  if (unit) signatures[`duration_to_${id}`] = 'duration.() -> int'
  return define(name, signatures, ([value, zone]) => {
    if (value instanceof Duration) return int(name === 'getMilliseconds' ? value.nanos / unit! : value.nanos / unit!)
    if (!(value instanceof Timestamp)) return fail(`no such overload: ${name}`)
    return read(wallClock(value.nanos, zone === undefined ? undefined : text(zone)))
  })
}

/** Truth: cel-go cel/library.go timeOverloads */
export const TIME = [
  getter('getFullYear', 'year', ({ date }) => date.getUTCFullYear()),
  getter('getMonth', 'month', ({ date }) => date.getUTCMonth()),
  getter('getDayOfYear', 'day_of_year', dayOfYear),
  getter('getDayOfMonth', 'day_of_month', ({ date }) => date.getUTCDate() - 1),
  getter('getDate', 'day_of_month_1_based', ({ date }) => date.getUTCDate()),
  getter('getDayOfWeek', 'day_of_week', ({ date }) => date.getUTCDay()),
  getter('getHours', 'hours', ({ date }) => date.getUTCHours(), 3_600_000_000_000n),
  getter('getMinutes', 'minutes', ({ date }) => date.getUTCMinutes(), 60_000_000_000n),
  getter('getSeconds', 'seconds', ({ date }) => date.getUTCSeconds(), 1_000_000_000n),
  getter('getMilliseconds', 'milliseconds', ({ millisecond }) => millisecond, 1_000_000n),
]
