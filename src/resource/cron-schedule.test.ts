import { describe, expect, it } from 'vitest'
import { classicCronProblem, parseCronSchedule } from './cron-schedule.ts'
import { timeZoneProblem } from './time-zones.ts'

const problemOf = (text: string): string | undefined => {
  const parsed = parseCronSchedule(text, timeZoneProblem)
  return 'problem' in parsed ? parsed.problem : undefined
}

const due = (values: readonly boolean[]): number[] => values.flatMap((is, value) => (is ? [value] : []))

describe('a schedule of cron', () => {
  it('names minutes, hours, days, months and weekdays', () => {
    const parsed = parseCronSchedule('10-30/10 2 1,15 jan-mar Mon')
    if ('problem' in parsed || 'every' in parsed.schedule) throw new Error('it is one with five fields')
    const { minutes, hours, days, months, weekdays, anyDay } = parsed.schedule
    expect([minutes, hours, days, months, weekdays].map(due)).toEqual([[10, 20, 30], [2], [1, 15], [1, 2, 3], [1]])
    expect(anyDay).toBe(false)
  })

  it.each(['* * * * *', '@hourly', '@every 1h30m', '0/15 * ? * 0-6', 'TZ=Europe/Berlin 0 2 * * *'])('takes %s', text =>
    expect(problemOf(text)).toBeUndefined(),
  )

  it.each([
    ['* * * *', 'expected exactly 5 fields, found 4: [* * * *]'],
    ['60 * * * *', 'end of range (60) above maximum (59): 60'],
    ['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
    ['*/0 * * * *', 'step of range should be a positive number: */0'],
    ['@every 1d', 'failed to parse duration @every 1d: time: unknown unit "d" in duration "1d"'],
    ['TZ=Nope/Zone * * * * *', 'provided bad location Nope/Zone: unknown time zone Nope/Zone'],
    ['TZ=UTC', 'expected exactly 5 fields, found 0: []'],
  ])('refuses %s in the words of the library', (text, problem) => expect(problemOf(text)).toBe(problem))

  it('was refused in other words before 1.21', () => {
    expect(classicCronProblem('* * * *')).toBe('Expected exactly 5 fields, found 4: * * * *')
    expect(classicCronProblem('0 2 * * *')).toBeUndefined()
  })
})
