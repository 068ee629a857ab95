import { Numeral } from '../resource/json.ts'
import type { ScalarNode } from './node.ts'
import { integer, type Unrepresentable } from './resolve.ts'
import { isUint64 } from './tagged.ts'

/**
 * The text that a key becomes: `8080:` → "8080", `yes:` → "true", `1.50:` → "1.5", `0x10:` → "16", `.inf:` → ".inf".
 * Undefined for keys that have no text: null and integers from 2^63 on.
 *
 * Truth: sigs.k8s.io/yaml convertToJSONableObject
 */
export function keyName(key: ScalarNode, text: string, unrepresentable?: Unrepresentable): string | undefined {
  if (unrepresentable) return unrepresentable === 'NaN' ? '.nan' : unrepresentable === '+Inf' ? '.inf' : '-.inf'
  const { value } = key
  if (value === null || isUint64(value)) return undefined
  if (value instanceof Numeral) return value.text
  if (typeof value === 'number' && isFloat(key, text)) return float32Text(value)
  return String(value)
}

/** Whether a number was written as a float. `08` and `1_0.5` are floats, `1_000` and `"5"` under `!!int` are not. */
export function isFloat(key: ScalarNode, text: string): boolean {
  const written = text.slice(key.start, key.end)
  const bare = key.style === 'plain' ? written : written.slice(1, -1)
  return integer(bare.replaceAll('_', '')) === undefined
}

/**
 * The shortest decimal that reads back as the same float32, with an exponent from 1e+06 on and below 1e-04.
 *   1.5 → "1.5", 0.1 → "0.1", 16777217.0 → "1.6777216e+07", 1e39 → ".inf"
 */
export function float32Text(value: number): string {
  const single = Math.fround(value)
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf'
  if (single === 0) return Object.is(single, -0) ? '-0' : '0'
  let shortest = single.toExponential(8)
  for (let digits = 0; digits <= 8; digits++) {
    const candidate = single.toExponential(digits)
    if (Math.fround(Number(candidate)) === single) {
      shortest = candidate
      break
    }
  }
  return goExponent(shortest, 6)
}

/** `1.5e+3` as Go's %g prints it: plain below the limit, else with at least two digits of exponent. */
export function goExponent(exponential: string, limit: number): string {
  const [mantissa = '', exponent = '0'] = exponential.split('e')
  const power = Number(exponent)
  if (power >= -4 && power < limit) return String(Number(exponential))
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}
