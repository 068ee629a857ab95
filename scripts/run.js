// Bundles one TypeScript entry point and runs it with the remaining arguments.
// usage: node scripts/run.js FILE.ts [ARGUMENT ...]
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundle, root } from './bundle.js'

const entry = process.argv[2]
if (!entry) throw new Error('usage: node scripts/run.js FILE.ts [ARGUMENT ...]')
const folder = join(root, 'node_modules', '.cache', 'run')
mkdirSync(folder, { recursive: true })
const outfile = join(folder, `${entry.replaceAll(/[^\w]+/g, '-')}-${process.pid}.mjs`)
await bundle({ entryPoints: [resolve(entry)], outfile, sourcemap: 'inline' })
process.argv.splice(1, 2, outfile)
process.on('exit', () => import('node:fs').then(fs => fs.rmSync(outfile, { force: true })))
await import(pathToFileURL(outfile).href)
