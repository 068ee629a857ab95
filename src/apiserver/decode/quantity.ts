import { byteLength } from '../../resource/bytes.ts'
import { formatQuantity, parseQuantity } from '../../resource/quantity.ts'

const SHAPE = /^[+-]?(?:\d+\.?\d*|\.\d+)([A-Za-z]*[+-]?\d*)$/

/**
 * A quantity as the server writes it again, or its complaint. Truth: apimachinery/pkg/api/resource ParseQuantity
 */
export function decodeQuantity(text: string): { quantity: string } | { complaint: string } {
  const trimmed = text.trim()
  const quantity = parseQuantity(trimmed)
  if (quantity) return { quantity: formatQuantity(quantity) }
  if (byteLength(trimmed) > 0 && SHAPE.test(trimmed)) return { complaint: "unable to parse quantity's suffix" }
  return {
    complaint: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  }
}
