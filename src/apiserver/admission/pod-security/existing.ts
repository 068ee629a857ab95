import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { PodObject } from '../pod-request.ts'
import { formatStandard, type Level, type Standard, violations } from './standard.ts'

const STRICTNESS: Record<Level, number> = { privileged: 0, baseline: 1, restricted: 2 }
/** The server looks at no more pods than this. */
const MOST_PODS = 3000

/** A namespace becomes stricter: which of its pods would no longer be let in? Truth: EvaluatePodsInNamespace */
export function warnAboutExisting(namespace: string, before: Standard, after: Standard, context: Context): void {
  if (after.level === 'privileged') return
  if (before.version === after.version && STRICTNESS[after.level] <= STRICTNESS[before.level]) return
  const all = oneOfEachFirst(context.world.list('', 'Pod', namespace))
  const pods = all.slice(0, MOST_PODS) as PodObject[]
  const byReasons = new Map<string, string[]>()
  for (const pod of pods) {
    const found = violations(after, { metadata: pod.metadata, spec: pod.spec ?? {} }, context.minor)
    if (found.length === 0) continue
    const reasons = found.map(({ reason }) => reason).join(', ')
    byReasons.set(reasons, [...(byReasons.get(reasons) ?? []), pod.metadata.name ?? ''])
  }
  if (pods.length < all.length) {
    context.warnings.push(
      `new PodSecurity enforce level only checked against the first ${pods.length} of ${all.length} existing pods`,
    )
  }
  if (byReasons.size === 0) return
  context.warnings.push(
    `existing pods in namespace "${namespace}" violate the new PodSecurity enforce level "${formatStandard(after)}"`,
  )
  const lines = [...byReasons].map(([reasons, names]) => `${who(names)}: ${reasons}`)
  context.warnings.push(...lines.sort())
}

/** Pods of a controller are alike: of each the first, and only then the others. Truth: prioritizePods */
function oneOfEachFirst(pods: readonly KubeObject[]): readonly KubeObject[] {
  if (pods.length <= MOST_PODS) return pods
  const seen = new Set<string>()
  const others: KubeObject[] = []
  const first = pods.filter(pod => {
    const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller)?.uid
    const isAnother = owner !== undefined && seen.has(owner)
    if (isAnother) others.push(pod)
    else if (owner !== undefined) seen.add(owner)
    return !isAnother
  })
  return [...first, ...others]
}

function who([first, ...others]: string[]): string {
  if (others.length === 0) return first ?? ''
  return `${first} (and ${others.length} other ${others.length === 1 ? 'pod' : 'pods'})`
}
