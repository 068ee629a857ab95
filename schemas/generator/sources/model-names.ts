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

const plain = new Set(['ObjectSerializer', 'ApiKeyAuth', 'HttpBasicAuth', 'HttpBearerAuth', 'OAuth', 'VoidAuth'])

/** "V1Container" is "core.v1.Container". Undefined for what is no type of the API. */
export function homeOfModel(model: string): string | undefined {
  if (plain.has(model)) return undefined
  if (model === 'VersionInfo') return 'version.v1.Info'
  if (model === 'IntOrString') return undefined
  const parts = /^([A-Z][a-z]+?)?(V\d+(?:(?:alpha|beta)\d+)?)([A-Z]\w*)$/.exec(model)
  if (!parts) throw new Error(`no type of the API is called ${model}`)
  const version = parts[2]!.toLowerCase()
  const name = parts[3]!
  if (parts[1]) return `${parts[1].toLowerCase()}.${version}.${name}`
  const found = byName.get(version + name)
  if (!found) throw new Error(`add ${model} to overlays/homes.json`)
  const chosen =
    found.length === 1 ? found[0] : elders.map(e => found.find(home => home.startsWith(`${e}.`))).find(home => home)
  if (!chosen) throw new Error(`${model} could be any of ${found.join(', ')}`)
  return `${chosen}.${name}`
}
