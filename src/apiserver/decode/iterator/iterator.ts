import type { Json } from '../../../resource/json.ts'
import type { Type } from '../../../schema/type.ts'
import type { StructDecoders } from '../struct.ts'
import { type Complaint, Reader } from './reader.ts'
import { bytesOfBody, textOf } from './text.ts'
import { Walks } from './values.ts'

/** From this minor on the server decodes with sigs.k8s.io/json, which words things as Go's own decoder does. */
export const DECODES_LIKE_GO = 23

const walks = new WeakMap<StructDecoders, Walks>()

/**
 * What json-iterator says about a body that does not fit its type; undefined when it finds nothing wrong.
 *
 *     v1.Pod.Spec: v1.PodSpec.Hostname: ReadString: expects " or n, but found 5, error found in #10 byte of
 *     ...|ostname":5}}|..., bigger context ...|"x"},"spec":{"hostname":5}}|...
 *
 * Truth: json-iterator/go Iterator.ReportError
 */
export function iteratorComplaint(
  body: Json,
  raw: string | undefined,
  type: Type,
  decoders: StructDecoders,
): string | undefined {
  let made = walks.get(decoders)
  if (!made) walks.set(decoders, (made = new Walks(decoders)))
  const reader = new Reader(bytesOfBody(body, raw))
  made.of(type)(reader)
  return reader.complaint && told(reader.complaint, reader.bytes)
}

function told({ names, operation, message, found, head }: Complaint, bytes: Uint8Array): string {
  const shown = found === undefined ? '' : textOf(Uint8Array.of(found))
  const words = `${names.reverse().join('')}${operation}: ${message}${shown}`
  if (head === undefined) return words
  const around = (distance: number): string =>
    textOf(bytes.subarray(Math.max(0, head - distance), Math.min(bytes.length, head + distance)))
  return `${words}, error found in #${Math.min(10, head)} byte of ...|${around(10)}|..., bigger context ...|${around(50)}|...`
}
