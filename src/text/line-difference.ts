/**
 * The hunks of a unified difference, without the names of files: `@@ -1,3 +1,4 @@` and lines with ` `, `-` or
 * `+` before them. Of several ways to see a change it is the one that Python's difflib sees, which the server
 * uses in Go's dress.
 *
 * Truth: pmezard/go-difflib
 */
export function lineDifference(old: string, next: string, context: number): string {
  const a = old.split('\n')
  const b = next.split('\n')
  return hunksOf(changesOf(a, b), context)
    .map(hunk => writeHunk(hunk, a, b))
    .join('')
}

/** Lines `a1` to `a2` of the old text have become `b1` to `b2` of the new one. */
interface Step {
  readonly same: boolean
  readonly a1: number
  readonly a2: number
  readonly b1: number
  readonly b2: number
}

interface Block {
  readonly a: number
  readonly b: number
  readonly size: number
}

function changesOf(a: readonly string[], b: readonly string[]): Step[] {
  const steps: Step[] = []
  let [i, j] = [0, 0]
  for (const { a: ai, b: bj, size } of [...blocksOf(a, b), { a: a.length, b: b.length, size: 0 }]) {
    if (i < ai || j < bj) steps.push({ same: false, a1: i, a2: ai, b1: j, b2: bj })
    if (size > 0) steps.push({ same: true, a1: ai, a2: ai + size, b1: bj, b2: bj + size })
    i = ai + size
    j = bj + size
  }
  return steps
}

/** What is in both texts: the longest run of equal lines, then the longest before it and after it. */
function blocksOf(a: readonly string[], b: readonly string[]): Block[] {
  const places = placesOf(b)
  const blocks: Block[] = []
  const search = (alo: number, ahi: number, blo: number, bhi: number): void => {
    const found = longestRun(a, b, places, alo, ahi, blo, bhi)
    if (found.size === 0) return
    if (alo < found.a && blo < found.b) search(alo, found.a, blo, found.b)
    blocks.push(found)
    const [aEnd, bEnd] = [found.a + found.size, found.b + found.size]
    if (aEnd < ahi && bEnd < bhi) search(aEnd, ahi, bEnd, bhi)
  }
  search(0, a.length, 0, b.length)
  return joined(blocks)
}

/** In a long text, lines that are everywhere (more than one in a hundred) do not lead anywhere. */
const LONG = 200

function placesOf(b: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>()
  b.forEach((line, index) => {
    const known = places.get(line)
    if (known) known.push(index)
    else places.set(line, [index])
  })
  if (b.length < LONG) return places
  const most = Math.floor(b.length / 100) + 1
  for (const [line, indices] of places) if (indices.length > most) places.delete(line)
  return places
}

function longestRun(
  a: readonly string[],
  b: readonly string[],
  places: Map<string, number[]>,
  alo: number,
  ahi: number,
  blo: number,
  bhi: number,
): Block {
  let best: Block = { a: alo, b: blo, size: 0 }
  let ending = new Map<number, number>()
  for (let i = alo; i < ahi; i++) {
    const next = new Map<number, number>()
    for (const j of places.get(a[i]!) ?? []) {
      if (j < blo) continue
      if (j >= bhi) break
      const size = (ending.get(j - 1) ?? 0) + 1
      next.set(j, size)
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size }
    }
    ending = next
  }
  let { a: i, b: j, size } = best
  while (i > alo && j > blo && a[i - 1] === b[j - 1]) {
    i--
    j--
    size++
  }
  while (i + size < ahi && j + size < bhi && a[i + size] === b[j + size]) size++
  return { a: i, b: j, size }
}

function joined(blocks: readonly Block[]): Block[] {
  const result: Block[] = []
  for (const block of blocks) {
    const last = result.at(-1)
    if (last && last.a + last.size === block.a && last.b + last.size === block.b) {
      result[result.length - 1] = { ...last, size: last.size + block.size }
    } else result.push(block)
  }
  return result
}

/** Changes that are near each other share a hunk. */
function hunksOf(steps: Step[], context: number): Step[][] {
  const hunks: Step[][] = []
  let hunk: Step[] = []
  steps.forEach((step, index) => {
    const { a1, a2, b1, b2 } = step
    if (!step.same) {
      hunk.push(step)
      return
    }
    const isLast = index === steps.length - 1
    const head = { same: true, a1, a2: Math.min(a2, a1 + context), b1, b2: Math.min(b2, b1 + context) }
    const tail = { same: true, a1: Math.max(a1, a2 - context), a2, b1: Math.max(b1, b2 - context), b2 }
    if (index === 0) hunk = isLast ? [] : [tail]
    else if (isLast) hunk.push(head)
    else if (a2 - a1 > 2 * context) {
      hunks.push([...hunk, head])
      hunk = [tail]
    } else hunk.push(step)
  })
  if (hunk.some(step => !step.same)) hunks.push(hunk)
  return hunks
}

function writeHunk(hunk: readonly Step[], a: readonly string[], b: readonly string[]): string {
  const [first, last] = [hunk[0]!, hunk.at(-1)!]
  const lines = [`@@ -${range(first.a1, last.a2)} +${range(first.b1, last.b2)} @@`]
  for (const { same, a1, a2, b1, b2 } of hunk) {
    for (const line of a.slice(a1, a2)) lines.push((same ? ' ' : '-') + line)
    if (!same) for (const line of b.slice(b1, b2)) lines.push(`+${line}`)
  }
  return `${lines.join('\n')}\n`
}

/** Lines are counted from 1; a range of one is its line, an empty one the line before it. */
function range(start: number, end: number): string {
  const count = end - start
  return count === 1 ? `${start + 1}` : `${count === 0 ? start : start + 1},${count}`
}
