import { isObject, type Json } from '../../../resource/json.ts'
import type { Minor } from '../../../resource/version.ts'
import type { Shape } from '../../../schema/shape.ts'
import { mergeConfig } from '../../patch/ownership/merge-config.ts'
import { type Structure, structureOf } from '../../patch/ownership/structure.ts'
import { typedProblem } from '../../patch/ownership/typed-problem.ts'

/**
 * Merges what a policy says into an object, as server-side apply would, though nobody owns it afterwards. What can
 * only be replaced as a whole may not be touched.
 *
 * Truth: apiserver/pkg/admission/plugin/policy/mutating/patch/smd.go
 */
export function applyConfiguration(
  object: Json,
  configuration: Json,
  shape: Shape,
  minor: Minor,
): { value: Json } | { error: string } {
  const structure = structureOf(shape, undefined, object)
  const wrong = typedProblem(configuration, structure, minor)
  if (wrong !== undefined) return { error: `failed to convert patch object to typed object: ${wrong}` }
  const atomic = [...wholes(configuration, structure, '')]
  if (atomic.length > 0) {
    const places = atomic.join(', ')
    return { error: `invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: ${places}` }
  }
  const before = typedProblem(object, structure, minor)
  if (before !== undefined) return { error: `failed to convert original object to typed object: ${before}` }
  return { value: mergeConfig(object, configuration, structure) ?? null }
}

/** Where a value says something of what is one piece; of what stands in maps nobody asks. Truth: findAtomics */
function* wholes(value: Json, structure: Structure, path: string): Generator<string> {
  if (Array.isArray(value)) {
    const items = itemsShape(structure)
    if (items === undefined) return
    if (structure.kind === 'piece') yield path
    for (const [index, item] of value.entries())
      yield* wholes(item, structureOf(items.of, undefined, item), `${path}[${index}]`)
  } else if (isObject(value)) {
    const { shape } = structure.kind === 'struct' || structure.kind === 'piece' ? structure : {}
    if (structure.kind === 'piece' && (shape?.kind === 'struct' || shape?.kind === 'map')) yield path
    if (shape?.kind !== 'struct') return
    for (const [name, item = null] of Object.entries(value)) {
      const field = shape.type.fields.get(name)
      if (field) yield* wholes(item, structureOf(field.shape, field, item), `${path}.${name}`)
    }
  }
}

/** What a list is of, which is unknown where the schema leaves all open; undefined for what is no list. */
function itemsShape(structure: Structure): { readonly of: Shape | undefined } | undefined {
  if (structure.kind === 'items') return structure
  if (structure.kind === 'set') return { of: undefined }
  if (structure.kind !== 'piece') return undefined
  if (structure.shape === undefined) return { of: undefined }
  return structure.shape.kind === 'list' ? structure.shape : undefined
}
