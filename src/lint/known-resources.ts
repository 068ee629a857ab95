import { DEFAULT_MINOR, type Minor } from '../resource/version.ts'
import { catalog } from '../schema/catalog.ts'

/** What the API server itself serves in any of some releases. */
export interface KnownResources {
  /** The resources of each group. */
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>
  /** The group of each resource; of several the one that counts today. */
  readonly owners: ReadonlyMap<string, { readonly group: string; readonly plural: string }>
}

const made = new Map<string, KnownResources>()

export function knownResources(minors: readonly Minor[]): KnownResources {
  const key = minors.join()
  let known = made.get(key)
  if (!known) made.set(key, (known = collect(minors.length > 0 ? minors : [DEFAULT_MINOR])))
  return known
}

/** Groups that are no longer served, but that roles still name. */
const OLD_GROUPS = ['extensions']

/** What the authorizer is asked about without being kinds. */
const WITHOUT_KIND: readonly (readonly [group: string, plural: string])[] = [['certificates.k8s.io', 'signers']]

function collect(minors: readonly Minor[]): KnownResources {
  const groups = new Map<string, Set<string>>(OLD_GROUPS.map(group => [group, new Set<string>()]))
  const owners = new Map<string, { group: string; plural: string }>()
  for (const minor of minors) {
    for (const { group, plural } of catalog(minor).kinds()) {
      const known = groups.get(group)
      if (known) known.add(plural)
      else groups.set(group, new Set([plural]))
      if (!owners.has(plural) || group === '') owners.set(plural, { group, plural })
    }
  }
  for (const [group, plural] of WITHOUT_KIND) groups.get(group)?.add(plural)
  return { groups, owners }
}
