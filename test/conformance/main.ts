/**
 * Replays what real Kubernetes answered and counts how often drydock answers the same.
 *
 * usage: npm run conformance -- --truth DIR [--set NAME]… [--file TEXT] [--json FILE] [--differences DIR] [--floor FILE [--raise]]
 *
 * `--file` keeps only files whose name contains the text. `--differences` gets the differing cases, one JSON
 * line each. `--floor` fails (exit 1) when a share falls below what the file holds; with `--raise` the shares
 * that have grown are written into it.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { belowFloor, type Floor, raised } from './floor.ts'
import { Recorder } from './recorder.ts'
import { sets } from './sets.ts'
import { printTable } from './table.ts'

const { values } = parseArgs({
  options: {
    truth: { type: 'string' },
    set: { type: 'string', multiple: true },
    file: { type: 'string' },
    json: { type: 'string' },
    differences: { type: 'string' },
    floor: { type: 'string' },
    raise: { type: 'boolean', default: false },
    kinds: { type: 'boolean', default: false },
  },
})
if (!values.truth || !existsSync(values.truth)) {
  console.error('conformance: --truth DIR must name the folder with the recorded answers')
  process.exit(2)
}
const unknown = (values.set ?? []).filter(name => !sets.some(set => set.name === name))
if (unknown.length > 0) {
  console.error(`conformance: no set ${unknown.join(', ')}; there are ${sets.map(set => set.name).join(', ')}`)
  process.exit(2)
}

const recorder = new Recorder(values.differences)
for (const set of sets) {
  if (values.set && !values.set.includes(set.name)) continue
  const folder = join(values.truth, set.name)
  if (!existsSync(folder)) {
    console.log(`${set.name}: not among the recorded answers, skipped`)
    continue
  }
  await set.run(folder, file => !values.file || file.includes(values.file), recorder)
}
printTable(recorder, values.kinds)
if (values.json) writeFileSync(values.json, `${JSON.stringify(recorder.toJson(), null, 2)}\n`)
if (values.floor) {
  const floor: Floor = existsSync(values.floor) ? JSON.parse(readFileSync(values.floor, 'utf8')) : {}
  const fallen = belowFloor(recorder, floor)
  for (const line of fallen) console.error(`below the floor: ${line}`)
  if (fallen.length > 0) process.exit(1)
  if (values.raise) writeFileSync(values.floor, `${JSON.stringify(raised(recorder, floor), null, 2)}\n`)
}
