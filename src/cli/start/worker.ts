import { loadProgram, starter } from './load-program.ts'

await loadProgram('work').work(starter)
