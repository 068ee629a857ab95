import { findingsOf } from './answer.ts'
import type { Finding } from './finding.ts'
import { atOffences } from './pod-security-places.ts'
import type { Asked } from './reach.ts'
import type { ManifestWorld, Placed } from './world.ts'

/** What admission has against an object, and against the pods that it will make. */
export function togetherFindings(world: ManifestWorld, placed: Placed, asked: Asked): Finding[] {
  const { object, kind } = placed
  const { minor } = world
  const answer = asked.itself ? world.admit(placed) : undefined
  const own = answer?.status ? findingsOf({ ...answer, warnings: [] }, object, kind, minor) : []
  if (answer && own.length > 0) return own.map(finding => atOffences(finding, answer, object, minor))
  const made = asked.pods ? world.admitPods(placed) : undefined
  const refusal = made?.status
  if (!refusal) return []
  const finding: Finding = {
    code: refusal.reason ?? 'InternalError',
    severity: 'error',
    message: `Its pods would be refused: ${refusal.message.replace(/^pods "[^"]*" is forbidden: /, '')}`,
    path: ['spec', 'template'],
    atKey: true,
  }
  return [atOffences(finding, made, object, minor)]
}
