import { keptText } from '../../resource/quantity.ts'
import { scanQuantity } from '../../resource/quantity-text.ts'

/**
 * A quantity under the text that the server keeps, or its complaint. Truth: apimachinery/pkg/api/resource ParseQuantity,
 * Quantity.UnmarshalJSON, which looks at the text as JSON has it: a line break is a backslash there, and no white space
 */
export function decodeQuantity(text: string): { quantity: string } | { complaint: string } {
  const trimmed = LINE_BREAKS.test(text) ? text : text.trim()
  const scanned = scanQuantity(trimmed)
  if (typeof scanned !== 'string') return { quantity: keptText(trimmed, scanned) }
  return {
    complaint:
      scanned === 'unknown-suffix'
        ? "unable to parse quantity's suffix"
        : "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  }
}

const LINE_BREAKS = /[\t\n\r]/
