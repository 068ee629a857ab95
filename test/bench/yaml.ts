/**
 * How fast manifests are read, next to the `yaml` package. By hand: node scripts/run.js test/bench/yaml.ts [MEGABYTES]
 */
import { parseAllDocuments } from 'yaml'
import { Source } from '../../src/text/source.ts'
import { readExactly } from '../../src/yaml/exact.ts'
import { readDocuments } from '../../src/yaml/read.ts'
import { splitDocuments } from '../../src/yaml/split.ts'
import { manifests } from './manifests.ts'

const ROUNDS = 8

function rate(name: string, text: string, read: (text: string) => unknown): void {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    read(text)
    best = Math.min(best, performance.now() - start)
  }
  console.log(`${name.padEnd(36)} ${(text.length / 1e3 / best).toFixed(1).padStart(6)} MB/s`)
}

const text = manifests(Number(process.argv[2] ?? 8))
const items = readDocuments(new Source('bench.yaml', text)).map(document => document.value)
const json = JSON.stringify({ kind: 'List', items }, (_, value) => value, 2)

rate('YAML, one document at a time', text, text => {
  for (const { start } of splitDocuments(text)) readExactly(text, start, text.length)
})
rate('YAML, all documents kept', text, text => readDocuments(new Source('bench.yaml', text)))
rate('JSON, one list', json, text => readDocuments(new Source('bench.json', text)))
rate('yaml package, to values', text.slice(0, 1_000_000), text =>
  parseAllDocuments(text, { version: '1.1' }).map(document => document.toJS()),
)
