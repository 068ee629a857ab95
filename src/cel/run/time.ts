import { fail } from './value.ts'

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
}

/** `1h30m`, `-1.5s`, `0` → nanoseconds; undefined when it is no Go duration or beyond int64. */
export function parseDuration(text: string): bigint | undefined {
  const match = /^([+-]?)(.+)$/s.exec(text)
  if (!match) return undefined
  const [, sign, body] = match
  if (body === '0') return 0n
  let total = 0n
  let rest = body!
  while (rest) {
    const part = /^(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/.exec(rest)
    if (!part) return undefined
    const [whole, digits = '', fraction = '', unit] = part
    if (!digits && !fraction) return undefined
    const nanos = UNITS[unit!]!
    total += BigInt(digits || '0') * nanos
    if (fraction) total += (BigInt(fraction) * nanos) / 10n ** BigInt(fraction.length)
    rest = rest.slice(whole.length)
  }
  if (total > 1n << 63n || (sign !== '-' && total === 1n << 63n)) return undefined
  return sign === '-' ? -total : total
}

/** Seconds without trailing zeros, as `string(duration)` and JSON write it: `90s`, `1.5s`. */
export function formatDuration(nanos: bigint): string {
  const negative = nanos < 0n
  const magnitude = negative ? -nanos : nanos
  const fraction = `${magnitude % 1_000_000_000n}`.padStart(9, '0').replace(/0+$/, '')
  return `${negative ? '-' : ''}${magnitude / 1_000_000_000n}${fraction && `.${fraction}`}s`
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[T](\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/

/** RFC 3339 → nanoseconds since 1970; undefined for anything else, and for days that do not exist. */
export function parseTimestamp(text: string): bigint | undefined {
  const match = RFC3339.exec(text)
  if (!match) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const days = daysSinceEpoch(year, month, day)
  if (days === undefined) return undefined
  let seconds = BigInt(days) * 86_400n + BigInt(hour * 3600 + minute * 60 + second)
  if (match[8]) {
    const [hours, minutes] = [Number(match[9]), Number(match[10])]
    if (hours > 23 || minutes > 59) return undefined
    const offset = BigInt(hours * 3600 + minutes * 60)
    seconds += match[8] === '-' ? offset : -offset
  }
  return seconds * 1_000_000_000n + BigInt((match[7] ?? '').slice(0, 9).padEnd(9, '0'))
}

/** How many minutes east of UTC a time in RFC 3339 was written. */
export function offsetOf(text: string): number {
  const match = RFC3339.exec(text)
  if (!match?.[8]) return 0
  const minutes = Number(match[9]) * 60 + Number(match[10])
  return match[8] === '-' ? -minutes : minutes
}

function daysSinceEpoch(year: number, month: number, day: number): number | undefined {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return date.getTime() / 86_400_000
}

/** `2020-01-02` at midnight UTC. */
export const parseDate = (text: string): bigint | undefined =>
  /^\d{4}-\d\d-\d\d$/.test(text) ? parseTimestamp(`${text}T00:00:00Z`) : undefined

const MILLISECOND = 1_000_000n
const floorDivide = (value: bigint, by: bigint): bigint => (value >= 0n ? value / by : -((-value + by - 1n) / by))

const twoDigits = (value: number): string => `${value}`.padStart(2, '0')

/** RFC 3339 with as many digits of a second as needed, as a clock so many minutes east shows it. */
export function formatTimestamp(nanos: bigint, offset = 0): string {
  const seconds = floorDivide(nanos, 1_000_000_000n)
  const date = new Date((Number(seconds) + offset * 60) * 1000)
  const fraction = `${nanos - seconds * 1_000_000_000n}`.padStart(9, '0').replace(/0+$/, '')
  const year = `${date.getUTCFullYear()}`.padStart(4, '0')
  return `${year}-${date
    .toISOString()
    .replace(/^[+-]?\d+-/, '')
    .slice(0, 14)}${fraction && `.${fraction}`}${zoneText(offset)}`
}

function zoneText(offset: number): string {
  if (offset === 0) return 'Z'
  const minutes = Math.abs(offset)
  return `${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
}

/** The years a timestamp may have: 1 to 9999. */
export const TIMESTAMP_MIN = -62_135_596_800_000_000_000n
export const TIMESTAMP_MAX = 253_402_300_799_999_999_999n

/** The wall clock of a place: a Date whose UTC fields read as local ones, and the rest in nanoseconds. */
export function wallClock(nanos: bigint, zone: string | undefined): { date: Date; millisecond: number } {
  const milliseconds = Number(floorDivide(nanos, MILLISECOND))
  const local = new Date(milliseconds + (zone === undefined ? 0 : offsetMinutes(milliseconds, zone) * 60_000))
  return { date: local, millisecond: local.getUTCMilliseconds() }
}

function offsetMinutes(milliseconds: number, zone: string): number {
  if (zone === '' || zone === 'UTC' || zone === 'Local') return 0
  const colon = zone.indexOf(':')
  if (colon >= 0) {
    const hours = goInteger(zone.slice(0, colon))
    const minutes = goInteger(zone.slice(colon + 1))
    return zone.startsWith('-') ? hours * 60 - minutes : hours * 60 + minutes
  }
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    const part = Object.fromEntries(format.formatToParts(milliseconds).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
    const wall = Date.UTC(year, month - 1, day, hour, minute, second)
    return Math.round((wall - Math.floor(milliseconds / 1000) * 1000) / 60_000)
  } catch {
    return fail(`unknown time zone ${zone}`)
  }
}

const goInteger = (text: string): number =>
  /^[+-]?\d+$/.test(text) ? Number(text) : fail(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`)
