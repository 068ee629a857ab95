#!/usr/bin/env node
import { loadProgram, starter, useOf } from './load-program.ts'

await loadProgram(useOf(process.argv[2])).run(starter)
