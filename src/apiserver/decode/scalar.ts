import type { Scalar } from '../../schema/shape.ts'
import * as values from './values.ts'

/** The decoder of a scalar; `go` is how Go names its type in messages. */
export function scalarDecoder(scalar: Scalar, go: string): values.Decoder {
  switch (scalar) {
    case 'string':
      return values.stringDecoder(go)
    case 'boolean':
      return values.booleanDecoder(go)
    case 'int32':
    case 'int64':
      return values.integerDecoder(scalar, go)
    case 'float':
    case 'double':
      return values.floatDecoder(go)
    case 'bytes':
      return values.bytesDecoder
    case 'Time':
      return values.timeDecoder('seconds')
    case 'MicroTime':
      return values.timeDecoder('micros')
    case 'Quantity':
      return values.quantityDecoder
    case 'IntOrString':
      return values.intOrStringDecoder
    case 'JSON':
      return values.jsonDecoder
    default:
      return values.anyDecoder
  }
}
