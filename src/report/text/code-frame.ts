import type { FrameLine } from '../report.ts'
import type { Style } from './style.ts'

/**
 *     11 │ spec:
 *     12 │   replicas: -1
 *        │             ^^
 */
export function codeFrame(frame: readonly FrameLine[], style: Style, paint: (text: string) => string): string[] {
  const width = String(frame.at(-1)?.line ?? 0).length
  const lines: string[] = []
  for (const { line, text, mark } of frame) {
    const number = style.dim(`${String(line).padStart(width)} │`)
    lines.push(`${number} ${text}`.trimEnd())
    if (!mark) continue
    const [from, to] = mark
    const gutter = style.dim(`${' '.repeat(width)} │`)
    lines.push(
      `${gutter} ${' '.repeat(columns(text.slice(0, from)))}${paint('^'.repeat(Math.max(1, columns(text.slice(from, to)))))}`,
    )
  }
  return lines
}

/** How wide a text is on a terminal: East Asian wide characters and emoji take two columns, combining marks none. */
function columns(text: string): number {
  if (!/[^\x20-\x7e]/.test(text)) return text.length
  let width = 0
  for (const character of text) {
    if (/\p{Mark}|\u200d|\ufe0f/u.test(character)) continue
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1
  }
  return width
}
