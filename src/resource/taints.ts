export interface Taint {
  key: string
  value?: string
  effect: string
}

export interface Toleration {
  key?: string
  operator?: string
  value?: string
  effect?: string
  tolerationSeconds?: number
}

const WHOLE_NUMBER = /^(0|-?[1-9]\d*)$/

/**
 * Whether the toleration covers the taint. An empty effect covers all effects; an empty key covers all keys
 * (and then the operator has to be Exists).
 *
 * Truth: api/core/v1/toleration.go ToleratesTaint
 */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false
  if (toleration.key && toleration.key !== taint.key) return false
  switch (toleration.operator || 'Equal') {
    case 'Equal':
      return (toleration.value ?? '') === (taint.value ?? '')
    case 'Exists':
      return true
    case 'Gt':
      return compare(taint.value, toleration.value, difference => difference > 0n)
    case 'Lt':
      return compare(taint.value, toleration.value, difference => difference < 0n)
    default:
      return false
  }
}

function compare(taint = '', toleration = '', holds: (difference: bigint) => boolean): boolean {
  if (!WHOLE_NUMBER.test(taint) || !WHOLE_NUMBER.test(toleration)) return false
  return holds(BigInt(taint) - BigInt(toleration))
}

/** The first taint with one of the effects that nothing tolerates. */
export function untoleratedTaint(
  taints: readonly Taint[],
  tolerations: readonly Toleration[],
  effects: readonly string[],
): Taint | undefined {
  for (const taint of taints) {
    if (!effects.includes(taint.effect)) continue
    if (!tolerations.some(toleration => tolerates(toleration, taint))) return taint
  }
  return undefined
}

/** The effects that keep a new pod off a node. */
export const REPELLING = ['NoSchedule', 'NoExecute'] as const
