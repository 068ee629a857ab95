import { chunkOf } from './chunk.ts'
import type { ManifestFile } from './file.ts'
import type { Folder } from './folder.ts'
import type { Occurrence } from './occurrences.ts'
import { targetSymbol } from './patched.ts'
import { portsOf } from './ports.ts'
import { selectedBy, selectorOf } from './selected.ts'

/** What is named at an offset, if anything. */
export function occurrenceAt(file: ManifestFile, offset: number): Occurrence | undefined {
  const chunk = file.chunkAt(offset)
  if (!chunk) return undefined
  const at = offset - chunk.start
  const here = file.folder.index.occurrencesOf(chunk).filter(({ node }) => node.start <= at && at <= node.end)
  return here.find(({ symbol }) => !symbol.startsWith('image\n')) ?? here[0]
}

/** Every place where the same thing is named, this one included. */
export function sameAs(here: Occurrence, folder: Folder): Occurrence[] {
  const [what, kind = ''] = here.symbol.split('\n')
  // Another Kustomization means something else by the same words.
  const same = new Set<Occurrence>(what === 'target' ? [] : folder.index.occurrences(here.symbol))
  same.add(here)
  if (what === 'object') for (const one of targeting(same, kind, here.name, folder)) same.add(one)
  if (what === 'target') {
    // `replicas` names one thing, whatever kind that is of.
    const kinds = folder.index
      .occurrencesOf(chunkOf(here.object.document.source)!)
      .filter(({ node }) => node === here.node)
    for (const one of [...kinds, here].flatMap(target => targets(target, folder)))
      for (const other of sameAs(one, folder)) same.add(other)
  }
  if (what === 'port') for (const one of portUsers(here, folder)) same.add(one)
  if (what === 'target port') {
    for (const port of targetPorts(here, folder)) {
      for (const one of folder.index.occurrences(port.symbol)) same.add(one)
      for (const one of portUsers(port, folder)) same.add(one)
    }
  }
  // A Kustomization may name several kinds in one place.
  const nodes = new Set<unknown>()
  return [...same].filter(({ node }) => !nodes.has(node) && nodes.add(node))
}

/** Where what is named here is made. */
export function definitionsOf(here: Occurrence, folder: Folder): Occurrence[] {
  if (here.symbol.startsWith('target\n')) return sameAs(here, folder).filter(({ role }) => role === 'definition')
  const found = here.symbol.startsWith('target port\n')
    ? targetPorts(here, folder)
    : [...folder.index.occurrences(here.symbol)].filter(({ role }) => role === 'definition')
  return found
}

/** What Kustomizations name that have a part in what is made here. */
function targeting(same: ReadonlySet<Occurrence>, kind: string, name: string, folder: Folder): Occurrence[] {
  const makers = [...same].filter(({ role }) => role === 'definition').flatMap(fileOf)
  return [...folder.index.occurrences(targetSymbol(kind, name))].filter(one =>
    fileOf(one).some(kustomization => makers.some(file => folder.isBuiltBy(file, kustomization))),
  )
}

/** The objects that a Kustomization means by a target. */
function targets(here: Occurrence, folder: Folder): Occurrence[] {
  const [what, kind = ''] = here.symbol.split('\n')
  const [kustomization] = fileOf(here)
  if (what !== 'target' || !kustomization) return []
  return folder.index
    .ofKind(kind)
    .filter(({ name, chunk }) => name === here.name && folder.isBuiltBy(chunk.file, kustomization))
    .flatMap(({ chunk, object }) =>
      folder.index
        .occurrencesOf(chunk)
        .filter(one => one.object === object && one.role === 'definition' && one.symbol.startsWith('object\n')),
    )
}

const fileOf = ({ object }: Occurrence): ManifestFile[] => {
  const chunk = chunkOf(object.document.source)
  return chunk ? [chunk.file] : []
}

/** The named ports of the pods that a Service selects. */
function targetPorts({ object, name }: Occurrence, folder: Folder): Occurrence[] {
  const selector = selectorOf(object, folder)
  if (!selector) return []
  return selectedBy(selector, folder).flatMap(({ chunk, object: target }) =>
    folder.index
      .occurrencesOf(chunk)
      .filter(
        one =>
          one.object === target && one.role === 'definition' && one.name === name && one.symbol.startsWith('port\n'),
      ),
  )
}

/** The Services that reach a named port of pods, and the policies that open it. */
function portUsers({ object, name }: Occurrence, folder: Folder): Occurrence[] {
  const entry = folder.index.entryOf(object)
  if (!entry || !portsOf(object.value).some(port => port.name === name)) return []
  const users = ['Service', 'NetworkPolicy'].flatMap(kind => folder.index.ofKind(kind, entry.namespace))
  return users.flatMap(user => {
    if (!selectorOf(user.object, folder)?.matches(entry)) return []
    return folder.index
      .occurrencesOf(user.chunk)
      .filter(one => one.object === user.object && one.name === name && one.symbol.startsWith('target port\n'))
  })
}

/** `ConfigMap shop/web`, `key a of ConfigMap shop/web`, `label app=web`. */
export function titleOf({ symbol }: Occurrence): string {
  const [what, a = '', b = '', c = '', d = ''] = symbol.split('\n')
  const place = (namespace: string, name: string) => (namespace === '' ? name : `${namespace}/${name}`)
  switch (what) {
    case 'object':
      return `${a} ${place(b, c)}`
    case 'key':
      return `Key ${d} of ${a} ${place(b, c)}`
    case 'label':
      return `Label ${b}=${c}`
    case 'target':
      return `${a} ${b}`
    case 'service port':
      return `Port ${c} of Service ${place(a, b)}`
    case 'target port':
      return `Port ${c}`
    case 'port':
      return `Port ${b}`
    case 'volume':
      return `Volume ${b}`
    default:
      return a
  }
}
