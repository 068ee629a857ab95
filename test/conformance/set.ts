import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Recorder } from './recorder.ts'

/** One folder of recorded answers and how to replay it. It must answer before it looks at the expected answer. */
export interface ConformanceSet {
  /** The folder's name. */
  readonly name: string
  run(folder: string, wanted: (file: string) => boolean, recorder: Recorder): void | Promise<void>
}

/** The lines of a `.jsonl.gz` (or plain) file, as text: some numbers do not survive JSON.parse. */
export function* linesOf(path: string): Generator<string> {
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  let start = 0
  while (start < text.length) {
    let end = text.indexOf('\n', start)
    if (end < 0) end = text.length
    if (end > start) yield text.slice(start, end)
    start = end + 1
  }
}
