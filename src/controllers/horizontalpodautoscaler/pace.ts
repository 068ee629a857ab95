/** How fast replicas may change: `spec.behavior`, with its defaults. */
export interface Rules {
  /** How far the use may be from the target before anything is done: `0.05`. */
  readonly tolerance?: string
  readonly stabilizationWindowSeconds?: number
  readonly selectPolicy?: string
  readonly policies?: readonly { readonly type: string; readonly value: number; readonly periodSeconds: number }[]
}

export interface Behavior {
  readonly scaleUp?: Rules
  readonly scaleDown?: Rules
}

/** What was recommended and done before, with the time of it in milliseconds. */
export interface Past {
  recommendations: { at: number; replicas: number }[]
  changes: { at: number; by: number }[]
}

export interface Pace {
  readonly replicas: number
  /** Of the condition AbleToScale, where an earlier recommendation holds. */
  readonly held?: { readonly reason: string; readonly message: string }
  /** Of the condition ScalingLimited. */
  readonly limit?: { readonly reason: string; readonly message: string }
}

export interface Bounds {
  readonly min: number
  readonly max: number
}

const DOWN_WINDOW_SECONDS = 300

/**
 * What becomes of the number that the metrics ask for: earlier recommendations hold for a while, and no
 * change goes faster than the rules allow.
 *
 * Truth: pkg/controller/podautoscaler/horizontal.go normalizeDesiredReplicas, normalizeDesiredReplicasWithBehaviors
 */
export function paced(
  wanted: number,
  current: number,
  { min, max }: Bounds,
  behavior: Behavior | undefined,
  past: Past,
  now: number,
): Pace {
  if (past.recommendations.length === 0) past.recommendations.push({ at: now, replicas: current })
  const steady = stabilized(wanted, current, behavior, past, now)
  const held =
    steady < wanted
      ? {
          reason: 'ScaleUpStabilized',
          message: 'recent recommendations were lower than current one, applying the lowest recent recommendation',
        }
      : steady > wanted
        ? {
            reason: 'ScaleDownStabilized',
            message: 'recent recommendations were higher than current one, applying the highest recent recommendation',
          }
        : undefined
  const limited = behavior
    ? withRates(steady, current, { min, max }, behavior, past, now)
    : withBounds(steady, { min, max: Math.min(max, Math.max(2 * current, 4)) }, max)
  return { ...limited, ...(held ? { held } : {}) }
}

function stabilized(wanted: number, current: number, behavior: Behavior | undefined, past: Past, now: number): number {
  const upWindow = behavior?.scaleUp?.stabilizationWindowSeconds ?? 0
  const downWindow = behavior?.scaleDown?.stabilizationWindowSeconds ?? DOWN_WINDOW_SECONDS
  const within = (seconds: number): number[] =>
    past.recommendations.filter(({ at }) => at > now - seconds * 1000).map(({ replicas }) => replicas)
  const lowest = Math.min(wanted, ...within(upWindow))
  const highest = Math.max(wanted, ...within(downWindow))
  past.recommendations = past.recommendations.filter(({ at }) => at > now - Math.max(upWindow, downWindow) * 1000)
  past.recommendations.push({ at: now, replicas: wanted })
  if (!behavior) return highest
  return current < lowest ? lowest : Math.min(current, highest)
}

const TOO_MANY = {
  reason: 'TooManyReplicas',
  message: 'the desired replica count is more than the maximum replica count',
}
const TOO_FEW = {
  reason: 'TooFewReplicas',
  message: 'the desired replica count is less than the minimum replica count',
}
const UP_LIMIT = {
  reason: 'ScaleUpLimit',
  message: 'the desired replica count is increasing faster than the maximum scale rate',
}
const DOWN_LIMIT = {
  reason: 'ScaleDownLimit',
  message: 'the desired replica count is decreasing faster than the maximum scale rate',
}

function withBounds(wanted: number, { min, max }: Bounds, most: number): Pace {
  if (wanted < min) return { replicas: min, limit: TOO_FEW }
  if (wanted > max) return { replicas: max, limit: max < most ? UP_LIMIT : TOO_MANY }
  return { replicas: wanted }
}

function withRates(
  wanted: number,
  current: number,
  { min, max }: Bounds,
  behavior: Behavior,
  past: Past,
  now: number,
): Pace {
  if (wanted > current) {
    const rate = Math.max(rateOf(behavior.scaleUp ?? {}, 1, current, past, now), current)
    const most = Math.min(rate, max)
    return wanted > most ? { replicas: most, limit: rate < max ? UP_LIMIT : TOO_MANY } : { replicas: wanted }
  }
  if (wanted < current) {
    const rate = Math.min(rateOf(behavior.scaleDown ?? {}, -1, current, past, now), current)
    const least = Math.max(rate, min)
    return wanted < least ? { replicas: least, limit: rate > min ? DOWN_LIMIT : TOO_FEW } : { replicas: wanted }
  }
  return { replicas: wanted }
}

const UP_POLICIES: Rules['policies'] = [
  { type: 'Pods', value: 4, periodSeconds: 15 },
  { type: 'Percent', value: 100, periodSeconds: 15 },
]
const DOWN_POLICIES: Rules['policies'] = [{ type: 'Percent', value: 100, periodSeconds: 15 }]

/** How far the policies let it go. Percentages round up on the way up and are cut on the way down. */
function rateOf(rules: Rules, direction: 1 | -1, current: number, past: Past, now: number): number {
  if (rules.selectPolicy === 'Disabled') return current
  const policies = rules.policies ?? (direction === 1 ? UP_POLICIES : DOWN_POLICIES) ?? []
  const limits = policies.map(({ type, value, periodSeconds }) => {
    const moved = past.changes
      .filter(({ at, by }) => at > now - periodSeconds * 1000 && by * direction > 0)
      .reduce((sum, { by }) => sum + by, 0)
    const start = current - moved
    if (type === 'Pods') return start + direction * value
    const scaled = start * (1 + (direction * value) / 100)
    return direction === 1 ? Math.ceil(scaled - 1e-9) : Math.trunc(scaled + 1e-9)
  })
  // `Max` is the greatest change: the highest limit on the way up, the lowest on the way down.
  const furthest = (rules.selectPolicy ?? 'Max') === 'Max'
  return furthest === (direction === 1) ? Math.max(...limits) : Math.min(...limits)
}
