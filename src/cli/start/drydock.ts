#!/usr/bin/env node
import { importModule, loadProgram } from './load-program.ts'

await loadProgram().run(importModule)
