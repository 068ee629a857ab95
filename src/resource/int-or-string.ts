export type IntOrString = number | string

/** `25%` → 25; anything that is not a whole percentage → undefined. */
export function parsePercent(value: string): number | undefined {
  const match = /^(\d+)%$/.exec(value)
  return match ? Number(match[1]) : undefined
}

/**
 * A count, or a percentage of a total, as a whole number.
 *
 *   scaledValue('25%', 10, 'up') → 3    scaledValue('25%', 10, 'down') → 2
 *
 * Truth: apimachinery/pkg/util/intstr GetScaledValueFromIntOrPercent
 */
export function scaledValue(value: IntOrString, total: number, round: 'up' | 'down'): number | undefined {
  if (typeof value === 'number') return value
  const percent = parsePercent(value)
  if (percent === undefined) return undefined
  return round === 'up' ? Math.ceil((percent * total) / 100) : Math.floor((percent * total) / 100)
}
