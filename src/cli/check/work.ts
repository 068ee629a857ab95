import { parentPort, workerData } from 'node:worker_threads'
import { makeEngine } from '../../check/make-engine.ts'
import { answer, checkedFile } from './answer.ts'
import { type Batch, END, type WorkerSettings } from './pool.ts'
import { rulesOf } from './rule-modules.ts'

/** What a worker thread does: it answers batches until it is told to end. */
export async function work(): Promise<void> {
  const { options, carryLabels, ruleModules } = workerData as WorkerSettings
  const engine = await makeEngine(options, await rulesOf(ruleModules))
  parentPort!.on('message', (batch: Batch | typeof END) => {
    if (batch === END) process.exit()
    parentPort!.postMessage(batch.map(unit => answer(engine, checkedFile(unit), { carryLabels })))
  })
}
