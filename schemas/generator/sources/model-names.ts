import homes from '../overlays/homes.json'

/**
 * client-node drops the group from a model's name unless two groups would clash: `V1Pod`, but
 * `CoreV1Event` and `EventsV1Event`. An unmarked name that several groups have belongs to the first of
 * these: the others came later, and from then on both are marked.
 */
const elders = ['core', 'rbac', 'authentication', 'policy', 'networking', 'apps', 'admissionregistration', 'meta']

const byName = new Map<string, string[]>()
for (const [home, names] of Object.entries(homes)) {
  const version = home.slice(home.indexOf('.') + 1)
  for (const name of names) {
    const key = version + name
    const list = byName.get(key)
    if (list) list.push(home)
    else byName.set(key, [home])
  }
}

/** Not of the API, though named like it. */
const plain = new Set(['V1MicroTime'])

/** Reads the models of one release, of which it needs to know all before it can tell what one of them is. */
export class ModelNames {
  /** Homes that surely exist in this release, for they have a model that only they can have. */
  private readonly alive = new Set<string>()

  constructor(models: Iterable<string>) {
    for (const model of models) {
      const parts = split(model)
      if (!parts) continue
      if (parts.prefix) this.alive.add(`${parts.prefix}.${parts.version}`)
      else {
        const found = byName.get(parts.version + parts.name)
        if (found?.length === 1) this.alive.add(found[0]!)
      }
    }
  }

  /** "V1Container" is "core.v1.Container". Undefined for what is no type of the API. */
  homeOf(model: string): string | undefined {
    if (model === 'VersionInfo') return 'version.v1.Info'
    const parts = split(model)
    if (!parts) return undefined
    const { prefix, version, name } = parts
    if (prefix) return `${prefix}.${version}.${name}`
    const found = byName.get(version + name)
    if (!found) throw new Error(`add ${model} to overlays/homes.json`)
    if (found.length === 1) return `${found[0]}.${name}`
    const candidates = found.filter(home => this.alive.has(home))
    const chosen =
      candidates.length === 1
        ? candidates[0]
        : elders.map(elder => candidates.find(home => home.startsWith(`${elder}.`))).find(home => home)
    if (!chosen) throw new Error(`${model} could be any of ${found.join(', ')}`)
    return `${chosen}.${name}`
  }
}

function split(model: string): { prefix: string | undefined; version: string; name: string } | undefined {
  const parts = /^([A-Z][a-z]+?)?(V\d+(?:(?:alpha|beta)\d+)?)([A-Z]\w*)$/.exec(model)
  if (!parts || plain.has(model)) return undefined
  return { prefix: parts[1]?.toLowerCase(), version: parts[2]!.toLowerCase(), name: parts[3]! }
}
