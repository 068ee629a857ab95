import { parentPort, workerData } from 'node:worker_threads'
import { makeEngine } from '../../check/make-engine.ts'
import { answer, checkedFile } from './answer.ts'
import type { Batch, WorkerSettings } from './pool.ts'

const { options, carryLabels } = workerData as WorkerSettings
const engine = await makeEngine(options)

parentPort!.on('message', (batch: Batch) => {
  parentPort!.postMessage(batch.map(unit => answer(engine, checkedFile(unit), { carryLabels })))
})
