import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Decision } from '../../../src/scheduler/decision.ts'
import type { Recorder } from '../recorder.ts'
import { type Agreement, compare } from '../scheduling/compare.ts'
import { replay, type Scenario, type Want } from '../scheduling/replay.ts'
import { type ConformanceSet, linesOf } from '../set.ts'

/** Where a real kube-scheduler put pods, and why. A case is a scenario; the counts are of pods. */
export const scheduling: ConformanceSet = {
  name: 'scheduling',
  run(folder, wanted, recorder) {
    for (const path of filesIn(folder, '')) {
      if (!wanted(path)) continue
      for (const scenario of scenariosIn(join(folder, path))) judge(path, scenario, recorder)
    }
  },
}

function filesIn(folder: string, prefix: string): string[] {
  return readdirSync(join(folder, prefix))
    .sort()
    .flatMap(name => {
      const path = prefix ? `${prefix}/${name}` : name
      if (statSync(join(folder, path)).isDirectory()) return filesIn(folder, path)
      return /\.json(l(\.gz)?)?$/.test(name) ? [path] : []
    })
}

function* scenariosIn(path: string): Generator<Scenario> {
  if (path.endsWith('.json')) yield JSON.parse(readFileSync(path, 'utf8'))
  else for (const line of linesOf(path)) yield JSON.parse(line)
}

/** Small files are counted together: `dev/preempt-03-never.json` under `dev/*.json`, by kinds `preempt 1.36.2`. */
function judge(path: string, scenario: Scenario, recorder: Recorder): void {
  const counts: Record<string, number> = { pods: 0, podsOf: 0 }
  const differences: unknown[] = []
  for (const { pod, want, decision } of replay(scenario)) {
    if (!decision) continue
    const agreement = compare(want, decision, !scenario.version.startsWith('1.20.'))
    const agrees = Object.values(agreement).every(agreed => agreed !== false)
    count('pods', agrees)
    for (const [name, agreed] of Object.entries(agreement)) if (agreed !== undefined) count(name, agreed)
    if (!agrees) differences.push(describe(agreement, want, decision, pod))
  }
  const file = path.endsWith('.json') ? `${path.slice(0, path.lastIndexOf('/') + 1)}*.json` : path
  recorder.record('scheduling', file, {
    id: scenario.id,
    kind: `${kindOf(scenario.id)} ${scenario.version}`,
    counts,
    ...(differences.length > 0 ? { difference: { differences } } : {}),
  })

  function count(name: string, agreed: boolean): void {
    counts[name] = (counts[name] ?? 0) + Number(agreed)
    counts[`${name}Of`] = (counts[`${name}Of`] ?? 0) + 1
  }
}

/** `v120-spread-hard-00` → `spread-hard`, `preempt-03-never` → `preempt-never` */
const kindOf = (id: string): string => id.replace(/^v\d+-/, '').replace(/-\d+/, '')

function describe(agreement: Agreement, want: Want, { explanation, ...decision }: Decision, pod: unknown): unknown {
  return {
    differs: Object.keys(agreement).filter(name => agreement[name as keyof Agreement] === false),
    pod,
    want,
    ours: {
      ...decision,
      preemption: decision.preemption && { ...decision.preemption, rejected: [...decision.preemption.rejected] },
      filters: explanation && [...explanation.filters],
      excluded: explanation?.excluded,
      scores: explanation && Object.fromEntries(explanation.scores),
    },
  }
}
