/** Rebuilds the data files and what is generated from them: `npm run schemas:generate` at the root. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { generatedFiles } from './generated.ts'
import { handWritten } from './hand-written.ts'
import { collectHints, sharpen } from './hints.ts'
import { settleKinds } from './kinds.ts'
import { merge } from './merge.ts'
import { readReleases } from './releases.ts'
import { filesOf } from './write.ts'

const folder = resolve('schemas')
const releases = readReleases(join(folder, 'generator/node_modules'))
const hints = collectHints(releases.values())
const unsettled = new Set([...releases.values()].flatMap(release => sharpen(release, hints)))
for (const field of unsettled)
  console.error(`no source knows the exact type of ${field}: add it to overlays/shapes.json`)
if (unsettled.size > 0) process.exit(1)

const history = merge([...releases.values()])
settleKinds(history)
const files = filesOf(history)
for (const [path, text] of handWritten(folder)) files.set(path, text)
for (const [path, text] of generatedFiles(files)) files.set(path, text)
let size = 0
for (const [path, text] of files) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
  size += text.length
}
console.log(`${size} bytes`)
