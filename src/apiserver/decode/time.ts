/** Time has whole seconds (a fraction is read and dropped), MicroTime exactly six digits behind them. */
export type Precision = 'seconds' | 'micros'

interface Part {
  readonly pattern: RegExp
  /** The part as Go's layout has it. */
  readonly layout: string
  readonly range?: readonly [name: string, low: number, high: number]
}

const DATE_AND_TIME: readonly Part[] = [
  { pattern: /^\d{4}/, layout: '2006' },
  { pattern: /^-/, layout: '-' },
  { pattern: /^\d{2}/, layout: '01', range: ['month', 1, 12] },
  { pattern: /^-/, layout: '-' },
  { pattern: /^\d{2}/, layout: '02' },
  { pattern: /^T/, layout: 'T' },
  { pattern: /^\d{2}/, layout: '15', range: ['hour', 0, 23] },
  { pattern: /^:/, layout: ':' },
  { pattern: /^\d{2}/, layout: '04', range: ['minute', 0, 59] },
  { pattern: /^:/, layout: ':' },
]
const ZONE: Part = { pattern: /^(?:Z|[+-]\d{2}:\d{2})/, layout: 'Z07:00' }

const LAYOUTS: Record<Precision, { text: string; parts: readonly Part[] }> = {
  seconds: {
    text: '2006-01-02T15:04:05Z07:00',
    parts: [
      ...DATE_AND_TIME,
      { pattern: /^\d{2}/, layout: '05', range: ['second', 0, 59] },
      { pattern: /^(?:[.,]\d+)?/, layout: '' },
      ZONE,
    ],
  },
  micros: {
    text: '2006-01-02T15:04:05.000000Z07:00',
    parts: [
      ...DATE_AND_TIME,
      { pattern: /^\d{2}/, layout: '05', range: ['second', 0, 59] },
      { pattern: /^\.\d{6}/, layout: '.000000' },
      ZONE,
    ],
  },
}

/**
 * A time as the server writes it again, in UTC, or Go's complaint.
 *
 * Truth: apimachinery/pkg/apis/meta/v1/time.go, Go's time.Parse
 */
export function parseTime(text: string, precision: Precision): { time: string } | { complaint: string } {
  const { text: layout, parts } = LAYOUTS[precision]
  const head = `parsing time ${quoteOfTime(text)}`
  const read: string[] = []
  let rest = text
  for (const part of parts) {
    const match = part.pattern.exec(rest)
    if (!match)
      return {
        complaint: `${head} as ${quoteOfTime(layout)}: cannot parse ${quoteOfTime(rest)} as ${quoteOfTime(part.layout)}`,
      }
    if (part.range && (Number(match[0]) < part.range[1] || Number(match[0]) > part.range[2])) {
      return { complaint: `${head}: ${part.range[0]} out of range` }
    }
    read.push(match[0])
    rest = rest.slice(match[0].length)
  }
  if (rest !== '') return { complaint: `${head}: extra text: ${quoteOfTime(rest)}` }
  const [year, , month, , day, , hour, , minute, , second, fraction = '', zone = 'Z'] = read
  if (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month)))
    return { complaint: `${head}: day out of range` }
  const millis = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`)
  const whole = new Date(millis).toISOString().slice(0, 19)
  return { time: precision === 'seconds' ? `${whole}Z` : `${whole}${fraction}Z` }
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()

/** Package time quotes in a way of its own: whatever is not printable ASCII is shown byte by byte. */
const quoteOfTime = (text: string): string => `"${text.replace(UNPLAIN, shown)}"`

const UNPLAIN = /[\u0000-\u001f"\\]|[^\u0000-\u007f]/gu

function shown(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`
  return [...new TextEncoder().encode(character)].map(byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
}
