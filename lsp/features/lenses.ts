import type { CodeLens, Location } from 'vscode-languageserver'
import type { ManifestFile } from '../workspace/file.ts'
import type { Entry } from '../workspace/index.ts'
import { objectSymbol } from '../workspace/occurrences.ts'
import { inFile, locationOf, rangeIn } from '../workspace/positions.ts'
import { selectedBy, selectorOf } from '../workspace/selected.ts'
import { placeOf } from './navigation.ts'

/** What a lens leads to: the editor's extension shows it as a list of places. */
export const SHOW_PLACES = 'drydock.showPlaces'

/** Kinds that are there for others to name. */
const NAMED = new Set([
  'ConfigMap',
  'PersistentVolumeClaim',
  'PriorityClass',
  'Secret',
  'ServiceAccount',
  'StorageClass',
])

/** Above each object: whom it selects, who names it. `clickable`: the editor knows our command. */
export function lenses(file: ManifestFile, clickable: boolean): CodeLens[] {
  const found: CodeLens[] = []
  for (const chunk of file.chunks) {
    for (const object of chunk.objects) {
      const place = inFile(object.keyAt(['kind']))
      const entry = file.folder.index.entryOf(object)
      if (!place || !entry) continue
      const range = rangeIn(file.source, place)
      for (const { title, places } of [...selecting(entry, file), ...naming(entry, file)])
        found.push({
          range,
          command: { title, command: clickable ? SHOW_PLACES : '', arguments: [file.uri, range.start, places] },
        })
    }
  }
  return found
}

interface Told {
  readonly title: string
  readonly places: readonly Location[]
}

const OWNERS = new Set(['DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'ReplicationController', 'StatefulSet'])

function selecting({ object }: Entry, { folder }: ManifestFile): Told[] {
  if (OWNERS.has(object.kind)) return []
  const selector = selectorOf(object, folder)
  if (!selector || !folder.complete) return []
  const selected = selectedBy(selector, folder)
  const places = selected.flatMap(one => inFile(one.object.at(['metadata', 'name'])) ?? []).map(locationOf)
  const pods = selected.reduce((sum, one) => sum + replicasOf(one), 0)
  const makers = selected.length === 1 ? `${selected[0]!.kind} ${selected[0]!.name}` : `${selected.length} workloads`
  return [
    {
      title: selected.length === 0 ? 'selects no pods' : `selects ${pods} ${pods === 1 ? 'pod' : 'pods'} of ${makers}`,
      places,
    },
  ]
}

/** As many as the manifest says; where nodes or schedules decide, one. */
function replicasOf({ object, kind }: Entry): number {
  const spec = object.value['spec']
  const replicas = typeof spec === 'object' && spec !== null && 'replicas' in spec ? spec.replicas : undefined
  return OWNERS.has(kind) && typeof replicas === 'number' ? replicas : 1
}

function naming({ kind, namespace, name }: Entry, { folder }: ManifestFile): Told[] {
  if (!NAMED.has(kind) || !folder.complete) return []
  const places = [...folder.index.occurrences(objectSymbol(kind, namespace, name))]
    .filter(({ role }) => role === 'reference')
    .flatMap(one => placeOf(one) ?? [])
    .map(locationOf)
  return [
    {
      title:
        places.length === 0 ? 'named nowhere' : `named in ${places.length} ${places.length === 1 ? 'place' : 'places'}`,
      places,
    },
  ]
}
