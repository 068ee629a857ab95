/**
 * How fast manifests are read, next to the `yaml` package. By hand: node scripts/run.js test/bench/yaml.ts [MEGABYTES]
 */
import { parseAllDocuments } from 'yaml'
import { Source } from '../../src/text/source.ts'
import { readDocuments } from '../../src/yaml/read.ts'
import { manifests } from './manifests.ts'

const megabytes = Number(process.argv[2] ?? 8)
const shapes = {
  deployments: manifests(megabytes),
  json: JSON.stringify(readDocuments(new Source('a', manifests(megabytes)))[0]?.value),
}

function rate(name: string, text: string, read: () => unknown): void {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 5; round++) {
    const start = performance.now()
    read()
    best = Math.min(best, performance.now() - start)
  }
  console.log(`${name.padEnd(24)} ${(text.length / 1e6 / (best / 1e3)).toFixed(1).padStart(8)} MB/s`)
}

const text = shapes.deployments
rate('drydock, YAML', text, () => readDocuments(new Source('bench.yaml', text)))
const small = text.slice(0, 1_000_000)
rate('yaml package', small, () => parseAllDocuments(small, { version: '1.1', uniqueKeys: false }).map(d => d.toJS()))
