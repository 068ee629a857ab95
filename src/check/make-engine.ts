import type { MakeEngine } from './engine.ts'
import { readingEngine } from './reading-engine.ts'

/** The engine that `drydock check` uses. */
export const makeEngine: MakeEngine = () => readingEngine()
