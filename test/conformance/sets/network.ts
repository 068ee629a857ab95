import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Network } from '../../../src/network/network.ts'
import { formatPorts } from '../../../src/network/ports.ts'
import { endpointName } from '../../../src/network/reachability.ts'
import { isObject, type JsonObject } from '../../../src/resource/json.ts'
import type { KubeObject } from '../../../src/resource/object.ts'
import { Source } from '../../../src/text/source.ts'
import { readDocuments } from '../../../src/yaml/read.ts'
import { type ConformanceSet, linesOf } from '../set.ts'
import disputed from './network-disputed.json' with { type: 'json' }

interface NetworkCase {
  id: string
  files: Record<string, string>
  want: string[]
}

/** What policies allow, against the expectations of another engine. Order and repetition mean nothing. */
export const network: ConformanceSet = {
  name: 'network',
  run(folder, wanted, recorder) {
    for (const file of readdirSync(folder).filter(name => name.startsWith('connlist.') && wanted(name))) {
      for (const line of linesOf(join(folder, file))) {
        const { id, files, want }: NetworkCase = JSON.parse(line)
        const got = connectionLines(Object.entries(files).flatMap(([path, text]) => objectsIn(path, text)))
        const expected = new Set(want)
        const missing = [...expected].filter(entry => !got.has(entry))
        const extra = [...got].filter(entry => !expected.has(entry))
        const same = missing.length === 0 && extra.length === 0
        const why = (disputed as Record<string, string>)[id]
        if (!same && why !== undefined) console.log(`network: ${id} is disputed: ${why}`)
        recorder.record('network', file, {
          id,
          counts: { verdict: same, causes: same, text: same, identical: same },
          ...(same ? {} : { difference: { missing, extra, disputed: why } }),
        })
      }
    }
  },
}

function connectionLines(objects: KubeObject[]): Set<string> {
  const lines = new Set<string>()
  for (const { from, to, ports } of new Network(objects).connections()) {
    lines.add(`${endpointName(from)} => ${endpointName(to)} : ${formatPorts(ports)}`)
  }
  return lines
}

/** The objects of a file; a list is its items, which may leave out what the list's kind says. */
function objectsIn(path: string, text: string): KubeObject[] {
  return readDocuments(new Source(path, text)).flatMap(({ value }) => (isObject(value) ? itemsOf(value) : []))
}

function itemsOf(value: JsonObject): KubeObject[] {
  const { kind, apiVersion, items } = value
  if (typeof kind !== 'string' || typeof apiVersion !== 'string') return []
  if (!kind.endsWith('List') || !Array.isArray(items)) return [asObject(value)]
  const plain = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) }
  return items.filter(isObject).flatMap(item => itemsOf({ ...plain, ...item }))
}

const asObject = (value: JsonObject): KubeObject => ({ metadata: {}, ...value }) as KubeObject
