import type { Place } from '../../diagnostic/diagnostic.ts'
import { equal, isObject, type JsonObject } from '../../resource/json.ts'
import type { Document } from '../../yaml/document.ts'
import { pairOf, type YamlNode } from '../../yaml/node.ts'
import { inKustomization } from './in-kustomization.ts'
import { follow, type Step, type Way } from './steps.ts'

export interface Sources {
  readonly origins: readonly Document[]
  readonly patches: readonly Document[]
  /** Kustomizations, which change values by themselves. */
  readonly kustomizations: readonly Document[]
  readonly generated: boolean
}

/**
 * Where a value of a built object is written: in its own manifest when that says the same, else in a
 * patch that does, or in a Kustomization, else at the nearest place of the manifest.
 */
export function inManifest(
  built: Document,
  way: Way,
  { origins, patches, kustomizations, generated }: Sources,
): Place | undefined {
  const object = isObject(built.value) ? built.value : {}
  const own = generated ? generatorOf(object, origins) : sameObject(object, origins)
  const found = own?.node && follow(own.node, generated ? { steps: [], onKey: true } : way)
  if (found?.exact && says(found.node, way)) return place(own!, found.at)
  for (const patch of patches) {
    const patched = placeInPatch(patch, object, way)
    if (patched) return patched
  }
  for (const kustomization of kustomizations) {
    const changed = inKustomization(kustomization, way)
    if (changed) return changed
  }
  return found && place(own!, found.at)
}

const says = (node: YamlNode, { node: built }: Way): boolean =>
  built === undefined || built.kind !== 'scalar' || equal(node.value, built.value)

const place = (document: Document, { start, end }: { start: number; end: number }): Place => ({
  source: document.source,
  start,
  end,
})

/** The manifest of the same kind whose name is the built one without what kustomize put around it. */
function sameObject(object: JsonObject, documents: readonly Document[]): Document | undefined {
  const name = nameIn(object)
  const alike = documents.filter(({ value }) => isObject(value) && value['kind'] === object['kind'])
  const named = alike.filter(({ value }) => isObject(value) && name.includes(nameIn(value)))
  named.sort((a, b) => nameIn(b.value as JsonObject).length - nameIn(a.value as JsonObject).length)
  return named[0] ?? (alike.length === 1 ? alike[0] : undefined)
}

function nameIn(object: JsonObject): string {
  const metadata = object['metadata']
  return isObject(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : ''
}

/** The entry under `configMapGenerator` or `secretGenerator` that made the object, as a document of its own. */
function generatorOf(object: JsonObject, documents: readonly Document[]): Document | undefined {
  const key = object['kind'] === 'Secret' ? 'secretGenerator' : 'configMapGenerator'
  const name = nameIn(object)
  for (const document of documents) {
    const list = document.node?.kind === 'mapping' ? pairOf(document.node, key)?.node : undefined
    const items = list?.kind === 'sequence' ? list.items : []
    const item = items.find(
      ({ value }) => isObject(value) && typeof value['name'] === 'string' && name.includes(value['name']),
    )
    if (item) return { ...document, node: item, value: item.value }
  }
  return undefined
}

/** A strategic merge patch has the object's shape; a JSON patch has paths. */
function placeInPatch(patch: Document, object: JsonObject, way: Way): Place | undefined {
  const { node } = patch
  if (node?.kind === 'mapping') {
    const same = node.value['kind'] === object['kind'] && nameIn(object).includes(nameIn(node.value))
    const found = same ? follow(node, way) : undefined
    return found?.exact && says(found.node, way) ? place(patch, found.at) : undefined
  }
  if (node?.kind !== 'sequence') return undefined
  for (const operation of node.items) {
    const value = operation.kind === 'mapping' ? pairOf(operation, 'value')?.node : undefined
    const path = operation.kind === 'mapping' ? operation.value['path'] : undefined
    const rest = value && typeof path === 'string' ? below(path, way.steps) : undefined
    const found = rest && follow(value!, { steps: rest, onKey: way.onKey && rest.length > 0 })
    if (found?.exact && says(found.node, way)) return place(patch, found.at)
  }
  return undefined
}

/** The steps that a JSON pointer leaves: `/spec/replicas` of spec, replicas leaves none. */
function below(pointer: string, steps: readonly Step[]): readonly Step[] | undefined {
  const parts = pointer
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const same = parts.every((part, index) => steps[index] && (part === '-' || String(steps[index].key) === part))
  return same && parts.length > 0 ? steps.slice(parts.length) : undefined
}
