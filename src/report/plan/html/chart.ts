import type { Point, Rollout } from '../../../plan/rollout.ts'
import { clock, nameOf } from '../words.ts'
import { html, type Markup } from './markup.ts'

const WIDTH = 1000
const LEFT = 34
const RIGHT = 12
const TOP = 10
const PLOT = 130
const AXIS = 22

/** The bands from the ground up: who takes requests is at the bottom. */
const BANDS = [
  { of: 'old', class: 's-old', count: (point: Point) => point.oldAvailable },
  { of: 'new', class: 's-new', count: (point: Point) => point.newAvailable },
  { of: 'old, not ready', class: 's-old-wait', count: (point: Point) => Math.max(0, point.old - point.oldAvailable) },
  { of: 'new, not ready', class: 's-new-wait', count: (point: Point) => Math.max(0, point.new - point.newAvailable) },
  { of: 'terminating', class: 's-go', count: (point: Point) => point.leaving },
] as const

/**
 * Pods over time, old and new, as steps on top of each other; the floor below which no rolling update goes and the
 * ceiling above which none does are lines across.
 */
export function chart({ points, workload, floor, ceiling }: Rollout, seconds: number): Markup {
  const end = Math.max(1, seconds) * 1.04
  const start = -end * 0.06
  const highest = Math.max(1, ceiling ?? 0, ...points.map(total))
  const x = (at: number): number => round(LEFT + ((at - start) / (end - start)) * (WIDTH - LEFT - RIGHT))
  const y = (pods: number): number => round(TOP + PLOT - (pods / highest) * PLOT)
  const base = points.map(() => 0)
  const bands = BANDS.map(band => {
    const shape = outline(points, base, band.count, { x, y, start, end })
    return shape && html`<path class="${band.class}" d="${shape}"><title>${band.of}</title></path>`
  })
  const line = (kind: string, pods: number | undefined): Markup | undefined =>
    pods === undefined
      ? undefined
      : html`<line class="${kind}" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(pods)}" y2="${y(pods)}"><title>${kind}: ${pods}</title></line>`
  return html`<svg viewBox="0 0 ${WIDTH} ${TOP + PLOT + AXIS}" role="img" aria-label="Pods of ${nameOf(workload)} over time">
${marks(highest).map(pods => html`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(pods)}" y2="${y(pods)}"/><text x="${LEFT - 6}" y="${y(pods) + 4}" text-anchor="end">${pods}</text>`)}
${bands}${line('ceiling', ceiling)}${line('floor', floor)}
${times(end).map(at => html`<text x="${x(at)}" y="${TOP + PLOT + 16}" text-anchor="middle">${clock(at)}</text>`)}
</svg>`
}

const total = (point: Point): number => point.old + point.new + point.leaving

interface Scale {
  readonly x: (at: number) => number
  readonly y: (pods: number) => number
  readonly start: number
  readonly end: number
}

/** The outline of one band on top of those below it, which it raises. */
function outline(
  points: readonly Point[],
  base: number[],
  count: (point: Point) => number,
  { x, y, start, end }: Scale,
): string | undefined {
  const counts = points.map(count)
  if (counts.every(pods => pods === 0)) return undefined
  const from = (index: number): number => (index === 0 ? start : points[index]!.at)
  const until = (index: number): number => (index + 1 < points.length ? points[index + 1]!.at : end)
  const up: string[] = []
  const down: string[] = []
  for (const [index, pods] of counts.entries()) {
    const [left, right] = [x(from(index)), x(until(index))]
    const [floor, top] = [y(base[index]!), y(base[index]! + pods)]
    up.push(`${left} ${top}L${right} ${top}`)
    down.unshift(`${right} ${floor}L${left} ${floor}`)
    base[index]! += pods
  }
  return `M${up.join('L')}L${down.join('L')}Z`
}

const round = (value: number): number => Math.round(value * 10) / 10

/** At most five whole numbers from nothing to the highest. */
function marks(highest: number): number[] {
  const step = Math.max(1, Math.ceil(highest / 5))
  return Array.from({ length: Math.floor(highest / step) + 1 }, (_, index) => index * step)
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400]

/** At most nine times, at round distances. */
export function times(end: number): number[] {
  const step = STEPS.find(seconds => end / seconds <= 9) ?? Math.ceil(end / 8)
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step)
}
