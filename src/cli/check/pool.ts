import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { CheckOptions } from '../../check/engine.ts'
import { setFlags } from '../starter.ts'
import type { Answer, Unit } from './answer.ts'
import type { RuleModule } from './rule-modules.ts'

export interface WorkerSettings {
  readonly options: CheckOptions
  readonly carryLabels: boolean
  readonly ruleModules: readonly RuleModule[]
}

/** To a worker: what holds for all; then texts. Back: an answer for each of them. */
export type Batch = readonly Unit[]

/** To a worker: there is no more to do. It ends by itself, so that it can keep what it compiled for the next run. */
export const END = 'end'

const BATCH_BYTES = 400_000

/**
 * Each thread compiles the program for itself and runs for seconds: plain machine code at once is worth a tenth of the
 * time. Several heaps that grow by a half at a time instead of many times over take a fifth less memory, and as long.
 */
const FLAGS = ['--always-sparkplug', '--heap-growing-percent=50']

/** The file the build puts beside the program; there is none when drydock runs from its sources. */
const WORKER = new URL('./worker.js', import.meta.url)

export const canUseWorkers = (): boolean => WORKER.protocol === 'file:' && existsSync(fileURLToPath(WORKER))

/**
 * Has texts examined by several threads and hands each answer back with its position. `next` is asked
 * for a text only when a thread is free, so that memory holds a few batches, not everything.
 */
export async function examineInWorkers(
  next: () => Unit | undefined,
  settings: WorkerSettings,
  threads: number,
  onAnswer: (index: number, answer: Answer) => void,
): Promise<void> {
  let index = 0
  let over = false
  const take = (): { first: number; batch: Unit[] } => {
    const first = index
    const batch: Unit[] = []
    let size = 0
    while (!over && size < BATCH_BYTES) {
      const unit = next()
      over = unit === undefined
      if (!unit) break
      batch.push(unit)
      size += unit.bytes.length
      index++
    }
    return { first, batch }
  }
  for (const flag of FLAGS) setFlags(flag)
  await Promise.all(
    Array.from({ length: threads }, () => drive(new Worker(WORKER, { workerData: settings }), take, onAnswer)),
  )
}

/** Keeps one worker busy: two batches are under way at any time, so that it never waits for the next one. */
function drive(
  worker: Worker,
  take: () => { first: number; batch: Unit[] },
  onAnswer: (index: number, answer: Answer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const underWay: number[] = []
    const feed = () => {
      const { first, batch } = take()
      if (batch.length > 0) {
        underWay.push(first)
        worker.postMessage(batch)
      } else if (underWay.length === 0) worker.postMessage(END)
    }
    worker.on('message', (answers: readonly Answer[]) => {
      const first = underWay.shift()!
      for (const [offset, answer] of answers.entries()) onAnswer(first + offset, answer)
      feed()
    })
    worker.on('error', reject)
    worker.on('exit', () => (underWay.length === 0 ? resolve() : reject(new Error('A thread ended before its work'))))
    feed()
    feed()
  })
}
