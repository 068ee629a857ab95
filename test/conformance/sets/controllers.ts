import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compare } from '../controllers/compare.ts'
import { Replay, type Replayed } from '../controllers/replay.ts'
import type { Recorded, Scenario } from '../controllers/scenario.ts'
import type { ConformanceSet } from '../set.ts'

/** What controllers did under a scripted kubelet, tick by tick. One file is one scenario, one line one family. */
export const controllers: ConformanceSet = {
  name: 'controllers',
  run(folder, wanted, recorder) {
    for (const family of readdirSync(folder, { withFileTypes: true })) {
      if (!family.isDirectory()) continue
      for (const file of readdirSync(join(folder, family.name)).sort()) {
        if (!file.endsWith('.json') || !wanted(`${family.name}/${file}`)) continue
        const { want, ...question }: Scenario = JSON.parse(readFileSync(join(folder, family.name, file), 'utf8'))
        const replayed = new Replay({ ...question, want: { trace: [], events: [] } }).run()
        const { difference, trace, final, events, results } = compare(want, replayed, question.kubelet.mode)
        recorder.record('controllers', family.name, {
          id: question.id,
          counts: { trace, final, events, results, ...hashedNames(want, replayed) },
          ...(difference ? { difference } : {}),
        })
      }
    }
  },
}

/** How many names that are made of hashes came out as they were. */
function hashedNames(want: Recorded, { names }: Replayed): Record<string, number> {
  if (names.size === 0) return {}
  const known = [...names].filter(([canonical]) => want.names?.[canonical] !== undefined)
  const same = known.filter(([canonical, real]) => want.names?.[canonical] === real)
  return { names: same.length, namesOf: known.length }
}
