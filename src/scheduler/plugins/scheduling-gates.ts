import type { Minor } from '../../resource/version.ts'
import type { PodInfo } from '../pod-info.ts'
import { type Status, unresolvable } from '../status.ts'

/** A pod with gates is not looked at until they are gone. On by default since 1.27. Truth: plugins/schedulinggates/scheduling_gates.go */
export function schedulingGates({ pod }: PodInfo, minor: Minor): Status | undefined {
  const gates = pod.spec.schedulingGates ?? []
  if (gates.length === 0 || minor < 27) return undefined
  const names = gates.map(({ name }) => name).join(' ')
  return unresolvable('SchedulingGates', `waiting for scheduling gates: [${names}]`)
}

export const GATED_MESSAGE = 'Scheduling is blocked due to non-empty scheduling gates'
