/** A place in `{ … }` or `[ … ]`, which may not be closed yet. */
export interface FlowPlace {
  readonly path: readonly (string | number)[]
  readonly role: 'key' | 'value'
  /** Where what is being typed begins. */
  readonly start: number
  readonly levels: readonly { readonly path: readonly (string | number)[]; readonly beside: Map<string, string> }[]
}

interface Level {
  readonly brace: boolean
  readonly beside: Map<string, string>
  key: string | undefined
  index: number
}

/** How far behind the cursor what stands beside it is looked for. */
const FARTHEST = 60_000

/** Reads from the opening bracket to the cursor. Undefined when all brackets are closed before it. */
export function placeInFlow(text: string, from: number, to: number): FlowPlace | undefined {
  const stack: Level[] = []
  let start = read(text, from, to, stack)
  const last = stack.at(-1)
  if (start === undefined || !last) return undefined
  while (start < to && /\s/.test(text[start]!)) start++
  const path: (string | number)[] = []
  const levels: { path: (string | number)[]; beside: Map<string, string> }[] = []
  for (const [depth, level] of stack.entries()) {
    if (level.brace) levels.push({ path: [...path], beside: level.beside })
    const isLast = depth === stack.length - 1
    if (!level.brace) path.push(level.index)
    else if (level.key !== undefined) path.push(level.key)
    else if (!isLast) return undefined
  }
  const role = last.brace && last.key === undefined ? 'key' : 'value'
  const next = nextItem(text, to)
  if (next !== undefined) {
    // What is being written is no key beside itself.
    if (last.brace) last.key = undefined
    read(text, next, Math.min(text.length, to + FARTHEST), stack)
  }
  return { path, role, start, levels }
}

/** Behind the comma that ends what the cursor is in; at the bracket, if that comes before. */
function nextItem(text: string, from: number): number | undefined {
  const length = text.slice(from, from + 2000).search(/[,\]}\n]/)
  if (length < 0) return undefined
  return text[from + length] === ',' ? from + length + 1 : from + length
}

/** Reads on with what is open; where the last item begins, or nothing when all has been closed. */
function read(text: string, from: number, to: number, stack: Level[]): number | undefined {
  let start = from
  const finish = (end: number): void => {
    const level = stack.at(-1)
    if (level?.brace && level.key !== undefined) level.beside.set(level.key, word(text.slice(start, end)))
  }
  for (let at = from; at < to; at++) {
    const char = text[at]!
    const level = stack.at(-1)
    if (char === '"' || char === "'") {
      if (text.slice(start, at).trim() !== '') continue
      const close = closing(text, at, to)
      if (close < 0) break
      at = close
    } else if (char === '#' && /\s/.test(text[at - 1] ?? '')) {
      while (at + 1 < to && text[at + 1] !== '\n') at++
      if (
        text
          .slice(start, at + 1)
          .trimStart()
          .startsWith('#')
      )
        start = at + 1
    } else if (char === '{' || char === '[') {
      stack.push({ brace: char === '{', beside: new Map(), key: undefined, index: 0 })
      start = at + 1
    } else if (char === '}' || char === ']') {
      finish(at)
      stack.pop()
      if (stack.length === 0) return undefined
      start = at + 1
    } else if (char === ',' && level) {
      finish(at)
      if (level.brace) level.key = undefined
      else level.index++
      start = at + 1
    } else if (
      char === ':' &&
      level?.brace &&
      level.key === undefined &&
      /[\s"'[{]/.test(at + 1 < to ? text[at + 1]! : ' ')
    ) {
      level.key = word(text.slice(start, at))
      start = at + 1
    }
  }
  return start
}

function closing(text: string, from: number, to: number): number {
  const quote = text[from]
  for (let at = from + 1; at < to; at++) {
    if (text[at] === '\\' && quote === '"') at++
    else if (text[at] === quote) return at
  }
  return -1
}

const word = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/s, '$2')
