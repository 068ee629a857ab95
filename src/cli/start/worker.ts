import { importModule, loadProgram } from './load-program.ts'

await loadProgram('check').work(importModule)
