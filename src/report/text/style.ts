import type { Severity } from '../../diagnostic/diagnostic.ts'

type Paint = (text: string) => string

/** The few ways a text stands out. Without colour every one of them is the plain text. */
export interface Style {
  readonly bold: Paint
  readonly dim: Paint
  readonly good: Paint
  readonly severity: Record<Severity, Paint>
}

const plain: Paint = text => text
const paint =
  (open: number, close: number): Paint =>
  text =>
    `\x1b[${open}m${text}\x1b[${close}m`

export const PLAIN: Style = {
  bold: plain,
  dim: plain,
  good: plain,
  severity: { error: plain, warning: plain, note: plain },
}

export const COLOUR: Style = {
  bold: paint(1, 22),
  dim: paint(2, 22),
  good: paint(32, 39),
  severity: { error: paint(31, 39), warning: paint(33, 39), note: paint(36, 39) },
}
