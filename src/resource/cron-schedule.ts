import { durationProblem } from './go-duration.ts'

/** The minutes, hours, days, months and weekdays on which a schedule is due. A day given by both kinds of day is due by either. */
export interface CronSchedule {
  readonly minutes: readonly boolean[]
  readonly hours: readonly boolean[]
  readonly days: readonly boolean[]
  readonly months: readonly boolean[]
  readonly weekdays: readonly boolean[]
  /** The field leaves the day open (`*` or `?`), so that the other one alone decides. */
  readonly anyDay: boolean
  readonly anyWeekday: boolean
}

/** `@every 90s`: a fixed distance instead of times of the day. */
export interface CronInterval {
  readonly every: string
}

export type ParsedSchedule =
  | { readonly schedule: CronSchedule | CronInterval; readonly timeZone?: string }
  | { readonly problem: string }

interface Bounds {
  readonly least: number
  readonly most: number
  readonly names?: readonly string[]
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const MINUTE: Bounds = { least: 0, most: 59 }
const HOUR: Bounds = { least: 0, most: 23 }
const DAY: Bounds = { least: 1, most: 31 }
const MONTH: Bounds = { least: 1, most: 12, names: MONTHS }
const WEEKDAY: Bounds = { least: 0, most: 6, names: WEEKDAYS }

const DESCRIPTORS: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}

class Refusal {
  readonly why: string
  constructor(why: string) {
    this.why = why
  }
}

/** Whether a name stands for a time zone, and if not, what the server says. */
export type ZoneProblem = (name: string) => string | undefined

/**
 * A schedule in the five fields of cron, or one of the words that stand for them.
 *
 *   0 2 * * 1-5     at two, from Monday to Friday
 *   10-30/10 * * * * at 10, 20 and 30 past each hour
 *
 * Truth: github.com/robfig/cron/v3 ParseStandard
 */
export function parseCronSchedule(text: string, zoneProblem: ZoneProblem = () => undefined): ParsedSchedule {
  if (text === '') return { problem: 'empty spec string' }
  const zoned = /^(?:TZ|CRON_TZ)=/.exec(text)
  if (!zoned) return parse(text)
  const space = text.indexOf(' ')
  const timeZone = text.slice(zoned[0].length, space < 0 ? undefined : space)
  const problem = zoneProblem(timeZone)
  if (problem) return { problem: `provided bad location ${timeZone}: ${problem}` }
  const parsed = parse(space < 0 ? '' : text.slice(space).trim())
  return 'problem' in parsed ? parsed : { ...parsed, timeZone }
}

function parse(text: string): ParsedSchedule {
  if (text.startsWith('@')) return parseDescriptor(text)
  const fields = text.split(/\s+/u).filter(field => field !== '')
  if (fields.length !== 5) {
    return { problem: `expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]` }
  }
  const result = parseFields(fields)
  return result instanceof Refusal ? { problem: result.why } : { schedule: result }
}

function parseDescriptor(text: string): ParsedSchedule {
  if (Object.hasOwn(DESCRIPTORS, text)) return parse(DESCRIPTORS[text]!)
  if (!text.startsWith('@every ')) return { problem: `unrecognized descriptor: ${text}` }
  const every = text.slice('@every '.length)
  const problem = durationProblem(every)
  return problem ? { problem: `failed to parse duration ${text}: ${problem}` } : { schedule: { every } }
}

function parseFields(fields: readonly string[]): CronSchedule | Refusal {
  const sets: boolean[][] = []
  for (const [index, bounds] of [MINUTE, HOUR, DAY, MONTH, WEEKDAY].entries()) {
    const set = parseField(fields[index]!, bounds)
    if (set instanceof Refusal) return set
    sets.push(set)
  }
  const [minutes, hours, days, months, weekdays] = sets as [boolean[], boolean[], boolean[], boolean[], boolean[]]
  return { minutes, hours, days, months, weekdays, anyDay: isOpen(fields[2]!), anyWeekday: isOpen(fields[4]!) }
}

/** `*` and `?` leave a field open; with a step they name values. */
const isOpen = (field: string): boolean => field.split(',').some(range => /^[*?](?:\/1)?$/.test(range))

function parseField(field: string, bounds: Bounds): boolean[] | Refusal {
  const set: boolean[] = new Array(bounds.most + 1).fill(false)
  for (const range of field.split(',')) {
    if (range === '') continue
    const refused = addRange(set, range, bounds)
    if (refused) return refused
  }
  return set
}

function addRange(set: boolean[], range: string, bounds: Bounds): Refusal | undefined {
  const [limits, ...steps] = range.split('/') as [string, ...string[]]
  const [low, ...highs] = limits.split('-') as [string, ...string[]]
  let start: number | Refusal = bounds.least
  let end: number | Refusal = bounds.most
  if (low !== '*' && low !== '?') {
    start = valueIn(low, bounds)
    if (start instanceof Refusal) return start
    if (highs.length > 1) return new Refusal(`too many hyphens: ${range}`)
    end = highs.length === 1 ? valueIn(highs[0]!, bounds) : start
    if (end instanceof Refusal) return end
  }
  let step: number | Refusal = 1
  if (steps.length > 1) return new Refusal(`too many slashes: ${range}`)
  if (steps.length === 1) {
    step = numberOf(steps[0]!)
    if (step instanceof Refusal) return step
    if (highs.length === 0) end = bounds.most
  }
  const { least, most } = bounds
  if (start < least) return new Refusal(`beginning of range (${start}) below minimum (${least}): ${range}`)
  if (end > most) return new Refusal(`end of range (${end}) above maximum (${most}): ${range}`)
  if (start > end) return new Refusal(`beginning of range (${start}) beyond end of range (${end}): ${range}`)
  if (step === 0) return new Refusal(`step of range should be a positive number: ${range}`)
  for (let value = start; value <= end; value += step) set[value] = true
  return undefined
}

function valueIn(text: string, { least, names }: Bounds): number | Refusal {
  const named = names?.indexOf(text.toLowerCase()) ?? -1
  return named >= 0 ? named + least : numberOf(text)
}

function numberOf(text: string): number | Refusal {
  const refused = (why: string): Refusal =>
    new Refusal(`failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: ${why}`)
  if (!/^[+-]?\d+$/.test(text)) return refused('invalid syntax')
  const value = BigInt(text.replace('+', ''))
  if (value > 9223372036854775807n || value < -9223372036854775808n) return refused('value out of range')
  return value < 0n ? new Refusal(`negative number (${value}) not allowed: ${text}`) : Number(value)
}

/** What the cron of before 1.21 says: it knew no time zones, and spoke in capitals. Truth: github.com/robfig/cron v1.1 */
export function classicCronProblem(text: string): string | undefined {
  if (text === '') return 'Empty spec string'
  const parsed = parse(text)
  if (!('problem' in parsed)) return undefined
  const { problem } = parsed
  const counted = /^expected exactly 5 fields, found \d+: /.exec(problem)
  const said = counted ? counted[0] + text : problem
  return said.charAt(0).toUpperCase() + said.slice(1)
}
