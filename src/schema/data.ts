/** The data files of `schemas/`, parsed when first asked for. The format is described in `schemas/README.md`. */
import type { FileData } from '../../schemas/format.ts'
import { schemaFiles } from '../../schemas/index.generated.ts'

const folderOf = (group: string): string => (group === '' ? 'core' : group)

const texts = new Map<string, string>()
const versions = new Map<string, string[]>()
for (const { folder, version, text } of schemaFiles) {
  texts.set(`${folder}/${version}`, text)
  const list = versions.get(folder)
  if (list) list.push(version)
  else versions.set(folder, [version])
}

/** The folder of the one kind outside the core group that has no group either. */
export const kubeconfig = 'kubeconfig'

const parsed = new Map<string, FileData>()

/** Everything known of one group and version, in every minor. */
export function dataOf(group: string, version: string): FileData | undefined {
  const key = `${folderOf(group)}/${version}`
  const known = parsed.get(key)
  if (known) return known
  const text = texts.get(key)
  if (text === undefined) return undefined
  const data = JSON.parse(text) as FileData
  // The folder of the core group is a word of ours; a group called "core" does not exist. A kubeconfig says
  // `v1` like a Pod, so its folder is one too.
  if (data.group !== group && group !== kubeconfig) return undefined
  parsed.set(key, data)
  return data
}

/** Every version of a group that any minor had, best first: GA before beta before alpha, newer before older. */
export const versionsOf = (group: string): readonly string[] =>
  sorted.get(group) ?? (group === 'core' ? [] : remember(group))

const sorted = new Map<string, readonly string[]>()

function remember(group: string): readonly string[] {
  const list = [...(versions.get(folderOf(group)) ?? [])].sort(compareVersions)
  if (list.length > 0) sorted.set(group, list)
  return list
}

/** Every group, the core one as "". Not a group: the folders of types that have no kinds. */
export const groups: readonly string[] = [...versions.keys()]
  .filter(folder => folder !== 'meta' && folder !== 'version')
  .map(folder => (folder === 'core' ? '' : folder))

/** "core.v1.PodSpec" → its file. The Go package is looked for among the files' homes. */
export function dataOfHome(home: string): FileData | undefined {
  const dot = home.lastIndexOf('.')
  const folder = folderOfPackage(home.slice(0, dot))
  return dataOf(folder === 'core' ? '' : folder, home.slice(dot + 1))
}

const packages = new Map<string, string>()

/** "rbac" → "rbac.authorization.k8s.io": a group starts with the name of its package, but for these two. */
function folderOfPackage(name: string): string {
  const known = packages.get(name)
  if (known) return known
  let folder = odd[name] ?? name
  if (!versions.has(folder)) {
    for (const candidate of versions.keys()) if (candidate.startsWith(`${name}.`)) folder = candidate
  }
  packages.set(name, folder)
  return folder
}

const odd: Record<string, string> = { apiserverinternal: 'internal.apiserver.k8s.io' }

/**
 * How Kubernetes sorts versions: v2, v1, v2beta1, v1beta2, v1beta1, v1alpha1.
 * Truth: staging/src/k8s.io/apimachinery/pkg/version/helpers.go
 */
export function compareVersions(a: string, b: string): number {
  return rank(b) - rank(a)
}

function rank(version: string): number {
  const parts = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version)
  if (!parts) return -1
  const stage = parts[2] === undefined ? 2 : parts[2] === 'beta' ? 1 : 0
  return stage * 1e6 + Number(parts[1]) * 1e3 + Number(parts[3] ?? 0)
}

/** Parses whatever was not asked for yet: for questions about everything. */
export function everyFile(): FileData[] {
  return schemaFiles.flatMap(({ folder, version }) => dataOf(folder === 'core' ? '' : folder, version) ?? [])
}
