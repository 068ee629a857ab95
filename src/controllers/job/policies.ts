import type { FailurePolicyRule, Job, Pod, PodStatus } from '../../resource/kinds.ts'
import { type Indexes, parseIndexes } from './indexes.ts'

/** What a failed pod means to its Job. `Count` is what happens without a policy. */
export type Verdict =
  | { readonly action: 'Ignore' | 'Count' | 'FailIndex' }
  | { readonly action: 'FailJob'; readonly message: string }

const COUNT: Verdict = { action: 'Count' }

/**
 * The first rule that matches decides.
 *
 * Truth: pkg/controller/job/pod_failure_policy.go matchPodFailurePolicy
 */
export function judgeFailure({ spec }: Job, pod: Pod): Verdict {
  const rules = spec.podFailurePolicy?.rules ?? []
  for (let at = 0; at < rules.length; at += 1) {
    const rule = rules[at]!
    const why = matched(rule, pod)
    if (why === undefined) continue
    if (rule.action === 'FailJob') return { action: 'FailJob', message: `${why} matching FailJob rule at index ${at}` }
    if (rule.action === 'Ignore' || rule.action === 'FailIndex') return { action: rule.action }
    if (rule.action === 'Count') return COUNT
  }
  return COUNT
}

/** The beginning of the sentence that tells why, or undefined. */
function matched(
  { onExitCodes, onPodConditions }: FailurePolicyRule,
  { metadata, status = {} }: Pod,
): string | undefined {
  const pod = `${metadata.namespace ?? ''}/${metadata.name ?? ''}`
  if (onExitCodes) {
    const container = exitedWith(onExitCodes, status)
    return container && `Container ${container.name} for pod ${pod} failed with exit code ${container.code}`
  }
  const condition = status.conditions?.find(({ type, status: value }) =>
    onPodConditions?.some(pattern => pattern.type === type && (pattern.status ?? 'True') === value),
  )
  return condition && `Pod ${pod} has condition ${condition.type}`
}

function exitedWith(
  { containerName, operator, values = [] }: NonNullable<FailurePolicyRule['onExitCodes']>,
  { containerStatuses = [], initContainerStatuses = [] }: PodStatus,
): { name: string; code: number } | undefined {
  for (const { name, state } of [...containerStatuses, ...initContainerStatuses]) {
    const code = state?.terminated?.exitCode
    if (!code || (containerName && containerName !== name)) continue
    if (operator === 'In' ? values.includes(code) : operator === 'NotIn' && !values.includes(code))
      return { name, code }
  }
  return undefined
}

/** Why the Job is a success already, or undefined. Truth: pkg/controller/job/success_policy.go matchSuccessPolicy */
export function successReached({ spec }: Job, succeeded: Indexes): string | undefined {
  if (succeeded.size === 0) return undefined
  const rules = spec.successPolicy?.rules ?? []
  const at = rules.findIndex(({ succeededIndexes, succeededCount }) => {
    if (succeededIndexes === undefined) return succeededCount !== undefined && succeeded.size >= succeededCount
    const required = parseIndexes(succeededIndexes, spec.completions ?? 0)
    let reached = 0
    for (const index of required) if (succeeded.has(index)) reached += 1
    if (required.size === 0) return false
    return reached === required.size || (succeededCount !== undefined && reached >= succeededCount)
  })
  return at < 0 ? undefined : `Matched rules at index ${at}`
}
