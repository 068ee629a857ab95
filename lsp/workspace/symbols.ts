import type { ManifestFile } from './file.ts'
import type { Folder } from './folder.ts'
import type { Occurrence } from './occurrences.ts'
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
  const same = new Set<Occurrence>(folder.index.occurrences(here.symbol))
  same.add(here)
  const [what] = here.symbol.split('\n')
  if (what === 'port') for (const one of portUsers(here, folder)) same.add(one)
  if (what === 'target port') {
    for (const port of targetPorts(here, folder)) {
      for (const one of folder.index.occurrences(port.symbol)) same.add(one)
      for (const one of portUsers(port, folder)) same.add(one)
    }
  }
  return [...same]
}

/** Where what is named here is made. */
export function definitionsOf(here: Occurrence, folder: Folder): Occurrence[] {
  const found = here.symbol.startsWith('target port\n')
    ? targetPorts(here, folder)
    : [...folder.index.occurrences(here.symbol)].filter(({ role }) => role === 'definition')
  return found
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
