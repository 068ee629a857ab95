import { quoteDouble, renderText } from '../../../src/yaml/render.ts'
import type { ValueView } from '../../schema/view.ts'
import type { Where } from './where.ts'

/** What decides how a text is written: JSON has quotes, and a quote that is open is closed as it was opened. */
export type Written = Pick<Where, 'json' | 'quote'>

/** A key with its colon, unless that is there already. */
export const writtenKey = (name: string, where: Written & Pick<Where, 'followed'>): string =>
  (where.json ? JSON.stringify(name) : inQuotes(name, where.quote)) + (where.followed ? '' : ':')

/** A value of a type: a text that YAML would read as something else gets quotes, a number or a truth has none. */
export function writtenValue(text: string, scalar: ValueView['scalar'], where: Written): string {
  if (isBare(text, scalar, where)) return text
  return where.json ? JSON.stringify(text) : inQuotes(text, where.quote)
}

function isBare(text: string, scalar: ValueView['scalar'], { json, quote }: Written): boolean {
  switch (scalar) {
    case 'boolean':
    case 'int32':
    case 'int64':
    case 'double':
      return true
    case 'Quantity':
    case 'IntOrString':
      return json || quote !== '' ? /^\d+$/.test(text) && quote === '' : /^[\d.]+[A-Za-z%]*$/.test(text)
    default:
      return false
  }
}

const inQuotes = (text: string, quote: string): string => {
  if (quote === "'" && !/[\n\r]/.test(text)) return `'${text.replaceAll("'", "''")}'`
  return quote === '"' ? quoteDouble(text) : renderText(text)
}
