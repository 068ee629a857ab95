import { importModule, loadProgram } from './load-program.ts'

await loadProgram().work(importModule)
