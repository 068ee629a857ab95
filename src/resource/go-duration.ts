const UNITS = new Set(['ns', 'us', 'µs', 'μs', 'ms', 's', 'm', 'h'])

/** What Go says about a text that is no duration (`1h30m`, `-2.5s`, `0`), or nothing. Truth: time.ParseDuration */
export function durationProblem(text: string): string | undefined {
  const quoted = JSON.stringify(text)
  const invalid = `time: invalid duration ${quoted}`
  let rest = text.replace(/^[+-]/, '')
  if (rest === '0') return undefined
  if (rest === '') return invalid
  while (rest !== '') {
    const number = /^(?:\d+\.?\d*|\.\d+)/.exec(rest)
    if (!number) return invalid
    rest = rest.slice(number[0].length)
    const unit = /^[^.\d]+/.exec(rest)?.[0]
    if (!unit) return `time: missing unit in duration ${quoted}`
    if (!UNITS.has(unit)) return `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`
    rest = rest.slice(unit.length)
  }
  return undefined
}
