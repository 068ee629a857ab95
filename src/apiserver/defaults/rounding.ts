import { formatQuantity, parseQuantity } from '../../resource/quantity.ts'

const MILLI = 1_000_000n

/** Amounts finer than a thousandth are rounded up: `1n` becomes `1m`. Truth: pkg/apis/core/v1/defaults.go SetDefaults_ResourceList */
export function roundToMilli(amounts: Record<string, string> | undefined): void {
  for (const name in amounts) {
    const text = amounts[name]!
    // Only these suffixes are finer than a thousandth.
    if (!text.endsWith('n') && !text.endsWith('u') && !text.includes('e-') && !text.includes('E-')) continue
    const quantity = parseQuantity(text)
    if (!quantity || quantity.nanos % MILLI === 0n) continue
    const up = quantity.nanos > 0n ? 1n : -1n
    amounts[name] = formatQuantity({ format: quantity.format, nanos: (quantity.nanos / MILLI + up) * MILLI })
  }
}
