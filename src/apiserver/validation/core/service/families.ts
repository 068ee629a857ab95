import type { ServiceSpec } from '../../../../../schemas/types/core/v1.generated.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import { FieldPath } from '../../../field-path.ts'
import { familyOf } from './cluster-ips.ts'

const SPEC = FieldPath.of('spec')
const POLICY = SPEC.child('ipFamilyPolicy')
const OTHER: Record<string, string> = { IPv4: 'IPv6', IPv6: 'IPv4' }

/**
 * Which families a Service has addresses of. `configured` are those of the cluster, the first is the default.
 * Truth: pkg/registry/core/service/storage/alloc.go initIPFamilyFields
 */
export function chooseFamilies(
  spec: ServiceSpec,
  old: ServiceSpec | undefined,
  configured: readonly string[],
  errors: FieldErrors,
  validate: () => void,
): void {
  if (old && keepsPreference(spec, old)) return
  const headless = spec.clusterIP === 'None' && isEmpty(spec.selector)
  spec.ipFamilyPolicy ??= old?.ipFamilyPolicy ?? (headless ? 'RequireDualStack' : 'SingleStack')
  validate()
  if (!errors.isEmpty) return
  const single = spec.ipFamilyPolicy === 'SingleStack'
  if (old) release(spec, old, single, errors)
  if (single) {
    for (const [list, what] of [
      [spec.clusterIPs, 'cluster IPs'],
      [spec.ipFamilies, 'IP families'],
    ] as const) {
      if (list?.length !== 2) continue
      const text = `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`
      errors.invalid(POLICY, 'SingleStack', text)
    }
  }
  inferFamilies(spec, configured, errors)
  if (!errors.isEmpty) return
  if (headless) {
    const families = spec.ipFamilies?.length ? spec.ipFamilies : [configured[0]!]
    spec.ipFamilies = !single && families.length < 2 ? [...families, OTHER[families[0]!]!] : families
    return
  }
  if (spec.ipFamilyPolicy === 'RequireDualStack' && configured.length < 2) {
    errors.invalid(POLICY, spec.ipFamilyPolicy, 'this cluster is not configured for dual-stack services')
  }
  spec.ipFamilies?.forEach((family, index) => {
    if (configured.includes(family)) return
    errors.invalid(SPEC.child('ipFamilies').index(index), family, 'not configured on this cluster')
  })
  if (!errors.isEmpty) return
  if (!spec.ipFamilies?.length) spec.ipFamilies = [configured[0]!]
  if (!single && spec.ipFamilies.length === 1 && configured.length === 2)
    spec.ipFamilies.push(OTHER[spec.ipFamilies[0]!]!)
}

/** A Service that merely prefers two families stays as it is while nothing about them is asked. */
function keepsPreference(spec: ServiceSpec, old: ServiceSpec): boolean {
  if (old.type === 'ExternalName' || spec.ipFamilyPolicy !== 'PreferDualStack') return false
  if (old.ipFamilyPolicy !== 'PreferDualStack' && old.ipFamilyPolicy !== undefined) return false
  return same(spec.clusterIPs, old.clusterIPs) && same(spec.ipFamilies, old.ipFamilies) && !!spec.ipFamilies?.length
}

/** What is left out of a list goes only when the policy says so. */
function release(spec: ServiceSpec, old: ServiceSpec, single: boolean, errors: FieldErrors): void {
  if (single) {
    if (same(spec.clusterIPs, old.clusterIPs) && (spec.clusterIPs?.length ?? 0) > 1)
      spec.clusterIPs = [spec.clusterIPs![0]!]
    if (same(spec.ipFamilies, old.ipFamilies) && (spec.ipFamilies?.length ?? 0) > 1)
      spec.ipFamilies = [spec.ipFamilies![0]!]
    return
  }
  for (const [field, what] of [
    ['clusterIPs', 'cluster IP'],
    ['ipFamilies', 'IP family'],
  ] as const) {
    const next = spec[field] ?? []
    if (next.length === 0 || next.length >= (old[field]?.length ?? 0)) continue
    errors.invalid(POLICY, spec.ipFamilyPolicy, `must be 'SingleStack' to release the secondary ${what}`)
  }
}

function inferFamilies(spec: ServiceSpec, configured: readonly string[], errors: FieldErrors): void {
  const { clusterIPs = [] } = spec
  for (let index = 0; index < clusterIPs.length && clusterIPs[index] !== 'None'; index++) {
    if (index < (spec.ipFamilies?.length ?? 0)) continue
    const family = familyOf(clusterIPs[index]!)
    if (configured.includes(family)) spec.ipFamilies = [...(spec.ipFamilies ?? []), family]
    else
      errors.invalid(SPEC.child('clusterIPs').index(index), clusterIPs, `${family} is not configured on this cluster`)
  }
}

const same = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index])

function isEmpty(map: Record<string, string> | undefined): boolean {
  for (const _ in map) return false
  return true
}
