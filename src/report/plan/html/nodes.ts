import type { ClaimView, NodeView, PodOnNode } from '../../../plan/views.ts'
import { claimSentence } from '../view-sentences.ts'
import { clock, cpuText, memoryText } from '../words.ts'
import { times } from './chart.ts'
import { html, type Markup } from './markup.ts'

const WIDTH = 1000
const LEFT = 34
const ROW = 15
/** More rows than anybody reads are summed up. */
const MOST_PODS = 60
const MOST_NODES = 100

/** Each node with its pods as bars over time, and how full it gets. */
export const nodes = (views: readonly NodeView[], seconds: number): Markup =>
  html`${views.slice(0, MOST_NODES).map(view => node(view, seconds))}${
    views.length > MOST_NODES ? html`<p class="soft">… and ${views.length - MOST_NODES} more nodes</p>` : ''
  }`

function node({ name, cpu, memory, pods }: NodeView, seconds: number): Markup {
  const end = Math.max(1, seconds) * 1.04
  const start = -end * 0.06
  const shown = pods.slice(0, MOST_PODS)
  const x = (at: number): number => Math.round((LEFT + ((at - start) / (end - start)) * (WIDTH - LEFT - 12)) * 10) / 10
  const height = shown.length * ROW + 24
  return html`<div class="card"><h3>${name}</h3>
<p class="soft">${cpuText(cpu.before)} → ${cpuText(cpu.after)} of ${cpuText(cpu.allocatable)}, at most ${cpuText(cpu.peak)}; ${memoryText(memory.before)} → ${memoryText(memory.after)} of ${memoryText(memory.allocatable)}, at most ${memoryText(memory.peak)}</p>
<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Pods on ${name} over time">
${shown.map((pod, row) => bar(pod, row, { x, start, end }))}
${times(end).map(at => html`<text x="${x(at)}" y="${height - 6}" text-anchor="middle">${clock(at)}</text>`)}
</svg>${pods.length > shown.length ? html`<p class="soft">… and ${pods.length - shown.length} more pods</p>` : ''}</div>`
}

interface Scale {
  readonly x: (at: number) => number
  readonly start: number
  readonly end: number
}

function bar(pod: PodOnNode, row: number, { x, start, end }: Scale): Markup {
  const from = x(pod.isNew || pod.from > 0 ? pod.from : start)
  const until = x(pod.until ?? end)
  const width = Math.max(2, Math.round((until - from) * 10) / 10)
  const roomy = width > 260
  const label = roomy
    ? html`<text x="${from + 6}" y="${row * ROW + 11}">${pod.name}</text>`
    : html`<text x="${until + 5}" y="${row * ROW + 11}">${pod.name}</text>`
  const left = !roomy && until > WIDTH - 300
  return html`<rect class="${pod.isNew ? 's-new-wait' : 's-old-wait'}" x="${from}" y="${row * ROW + 1}" width="${width}" height="${ROW - 3}" rx="3"><title>${pod.name}</title></rect>${
    left ? html`<text x="${from - 5}" y="${row * ROW + 11}" text-anchor="end">${pod.name}</text>` : label
  }`
}

export const claims = (views: readonly ClaimView[]): Markup =>
  html`<ul>${views.map(view => html`<li class="${view.state === 'bound' ? 'note' : 'warning'}">${claimSentence(view)}</li>`)}</ul>`
