#!/usr/bin/env node
import { importModule, loadProgram, useOf } from './load-program.ts'

await loadProgram(useOf(process.argv[2])).run(importModule)
