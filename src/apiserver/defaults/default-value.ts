import { isObject, type Json, type JsonObject, put } from '../../resource/json.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Minor } from '../../resource/version.ts'
import type { Kind } from '../../schema/catalog.ts'
import { behaves } from '../../schema/gates.ts'
import type { Shape } from '../../schema/shape.ts'
import type { Type } from '../../schema/type.ts'
import { applyDefaults } from './defaults.ts'

/**
 * What the API server puts in when a field is left out: an object that has everything above the field
 * and nothing else goes through defaulting, and the field is looked up in it.
 */
export function defaultValue(kind: Kind, path: readonly string[], minor: Minor): Json | undefined {
  const object: KubeObject & JsonObject = { apiVersion: kind.apiVersion, kind: kind.kind, metadata: {} }
  if (path.length === 0 || path[0] === 'metadata' || path[0] === 'status') return undefined
  const parent = build(object, kind.type, path.slice(0, -1))
  if (!parent) return undefined
  applyDefaults(object, { minor, gates: { enabled: gate => behaves(minor, gate) } })
  const value = path.reduce<Json | undefined>((at, step) => {
    const inside = Array.isArray(at) ? at[0] : at
    return isObject(inside) && Object.hasOwn(inside, step) ? inside[step] : undefined
  }, object)
  return isObject(value) && Object.keys(value).length === 0 ? undefined : value
}

/** Makes the way to a value: objects as they are, lists with one item. Through maps there is no one way. */
function build(top: JsonObject, type: Type, path: readonly string[]): JsonObject | undefined {
  let here = top
  let shape: Shape | undefined = { kind: 'struct', type, go: type.go }
  for (const step of path) {
    shape = shape?.kind === 'struct' ? shape.type.fields.get(step)?.shape : undefined
    const next: JsonObject = {}
    if (shape?.kind === 'list') {
      put(here, step, [next])
      shape = shape.of
    } else if (shape?.kind === 'struct') put(here, step, next)
    else return undefined
    here = next
  }
  return here
}
