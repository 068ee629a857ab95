import { mayBeSecret, namesSecret } from './named-secret.ts'

const ASSIGNMENT = /^[\s"'-]*([A-Za-z][\w.-]{1,80})["']?\s*[:=]\s*["']?([^\s"',;#]{2,500})["']?\s*[,;]?\s*$/

/** The name of the first secret among the lines of a configuration file: `db.password = hunter2`. */
export function secretInLines(text: string): string | undefined {
  if (!text.includes('\n') && !text.includes('=') && !text.includes(':')) return undefined
  let start = 0
  while (start <= text.length) {
    let end = text.indexOf('\n', start)
    if (end < 0) end = text.length
    if (end - start < 600) {
      const line = text.slice(start, end)
      const found = MAY_NAME.test(line) ? ASSIGNMENT.exec(line) : null
      if (found && namesSecret(found[1]!) && mayBeSecret(found[2]!, found[1]) && !isCode(found[2]!)) return found[1]
    }
    start = end + 1
  }
  return undefined
}

const MAY_NAME = /pass|pwd|secret|token|credential|key/i

/** Programs are configuration too: what is computed, typed or looked up is no secret. */
const isCode = (value: string): boolean => /[()[\]{}<>|`]|::|->/.test(value)
