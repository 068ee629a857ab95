import type { Minor } from '../resource/version.ts'
import { findingsOf } from './answer.ts'
import type { Finding } from './finding.ts'
import { atOffences } from './pod-security-places.ts'
import type { ManifestWorld, Placed } from './world.ts'

/** What makes the answer to one object depend on others. Files without any of it need not be put together. */
const RULERS =
  /LimitRange|ResourceQuota|AdmissionPolicy|pod-security\.kubernetes\.io|PriorityClass|RuntimeClass|enforce-mountable-secrets/

export const dependsOnOthers = (text: string): boolean => RULERS.test(text)

/** What admission has against an object, and against the pods that it will make. */
export function togetherFindings(world: ManifestWorld, placed: Placed, minor: Minor): Finding[] {
  const { object, kind } = placed
  const answer = world.admit(placed)
  const own = answer.status ? findingsOf({ ...answer, warnings: [] }, object, kind, minor) : []
  if (own.length > 0) return own.map(finding => atOffences(finding, answer, object, minor))
  const made = world.admitPods(placed)
  const refusal = made?.status
  if (!refusal || refusal.code === 422) return []
  const finding: Finding = {
    code: refusal.reason ?? 'InternalError',
    severity: 'error',
    message: `Its pods would be refused: ${refusal.message.replace(/^pods "[^"]*" is forbidden: /, '')}`,
    path: ['spec', 'template'],
    atKey: true,
  }
  return [atOffences(finding, made, object, minor)]
}
