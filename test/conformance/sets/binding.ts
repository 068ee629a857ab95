import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { equal, type Json } from '../../../src/resource/json.ts'
import { canonical } from '../binding/canonical.ts'
import { BindingReplay, type BindingScenario, type Bound } from '../binding/replay.ts'
import type { ConformanceSet } from '../set.ts'

/** What became of volumes and claims, step by step. Where several outcomes were recorded any of them is right. */
export const binding: ConformanceSet = {
  name: 'binding',
  run(folder, wanted, recorder) {
    for (const part of readdirSync(folder).sort()) {
      if (!statSync(join(folder, part)).isDirectory()) continue
      for (const file of readdirSync(join(folder, part)).sort()) {
        if (!file.endsWith('.json') || !wanted(`${part}/${file}`)) continue
        const {
          want,
          wantAnyOf = [want],
          ...question
        }: BindingScenario = JSON.parse(readFileSync(join(folder, part, file), 'utf8'))
        const got = new BindingReplay(question).run()
        const best = wantAnyOf.map(one => agreement(one, got)).sort((a, b) => sum(b) - sum(a))[0]!
        recorder.record('binding', part, {
          id: question.id,
          kind: question.feature,
          counts: { ...best },
          ...(Object.values(best).every(Boolean) ? {} : { difference: { want: wantAnyOf, got } }),
        })
      }
    }
  },
}

interface Agreement {
  readonly steps: boolean
  readonly final: boolean
  readonly pods: boolean
  readonly events: boolean
}

function agreement(want: Bound, got: Bound): Agreement {
  const same = (a: unknown, b: unknown) => equal(canonical(a as Json), canonical(b as Json))
  return {
    steps: same(want.steps, got.steps),
    final: same(want.pvs, got.pvs) && same(want.pvcs, got.pvcs),
    pods: same(want.pods, got.pods),
    events: same(want.events, got.events),
  }
}

const sum = (agreement: Agreement): number => Object.values(agreement).filter(Boolean).length
