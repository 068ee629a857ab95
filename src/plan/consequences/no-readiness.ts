import { saysWhenReady } from '../../node/timing.ts'
import { refText } from '../machine/owners.ts'
import type { Find } from './find.ts'

/** Pods behind a Service that never say when they are ready are sent requests before they can answer. */
export const noReadiness: Find = function* ({ rollouts, lives, after }) {
  for (const { workload, wanted } of rollouts) {
    if (wanted.before === 0 || workload.kind === 'Job' || workload.kind === 'Pod') continue
    const fresh = lives.find(life => refText(life.workload) === refText(workload) && !life.existedBefore)
    if (!fresh || saysWhenReady(fresh.pod)) continue
    const behind = [...after.values()].some(
      ({ kind, metadata, ...rest }) =>
        kind === 'Service' && metadata.namespace === workload.namespace && selects(rest, fresh.pod.metadata.labels),
    )
    if (behind) yield { kind: 'no-readiness', weight: 'warning', about: workload }
  }
}

function selects(service: object, labels: Record<string, string> | undefined): boolean {
  const { spec } = service as { spec?: { selector?: Record<string, string> } }
  const wanted = Object.entries(spec?.selector ?? {})
  return wanted.length > 0 && wanted.every(([key, value]) => labels?.[key] === value)
}
