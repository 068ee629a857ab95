import type { Device, DeviceTaint } from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import type { Context } from '../../context.ts'
import { propertiesOf } from './older-forms.ts'

/** A taint without a time, or with an effect that it did not have, was added now. Truth: pkg/registry/resource strategies */
export function stampTaint(taint: DeviceTaint, old: DeviceTaint | undefined, { now }: Pick<Context, 'now'>): void {
  const changed = old && old.effect !== taint.effect && old.timeAdded === taint.timeAdded
  if (taint.timeAdded === undefined || changed) taint.timeAdded = now
}

export function stampTaints(
  devices: readonly Device[] | undefined,
  old: readonly Device[] | undefined,
  context: Context,
): void {
  devices?.forEach(device => {
    const { taints } = propertiesOf(device)
    if (!taints?.length) return
    const before = old?.find(each => each.name === device.name)
    for (const taint of taints) {
      const same =
        before && propertiesOf(before).taints?.find(({ key, effect }) => key === taint.key && effect === taint.effect)
      if (same?.timeAdded !== undefined) taint.timeAdded ??= same.timeAdded
      stampTaint(taint, undefined, context)
    }
  })
}
