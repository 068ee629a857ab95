import type { CustomResourceDefinition } from '../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import { isObject } from '../../resource/json.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { World } from '../context.ts'

type Definition = KubeObject & CustomResourceDefinition

/** A world as far as it has definitions. */
export type Definitions = Pick<World, 'list' | 'state'>

const GROUP = 'apiextensions.k8s.io'
const KIND = 'CustomResourceDefinition'

/** By group and kind; made once for all definitions as they are. */
const indexes = new WeakMap<object, ReadonlyMap<string, readonly Definition[]>>()

/** The definitions of a kind, in order of their names. */
export function definitionsOf(world: Definitions, group: string, kind: string): readonly Definition[] {
  const state = world.state?.(GROUP, KIND)
  let index = state && indexes.get(state)
  if (!index) {
    index = indexOf(world)
    if (state) indexes.set(state, index)
  }
  return index.get(`${group}/${kind}`) ?? NONE
}

const NONE: readonly Definition[] = []

function indexOf(world: Definitions): ReadonlyMap<string, readonly Definition[]> {
  const index = new Map<string, Definition[]>()
  for (const object of world.list(GROUP, KIND)) {
    const { spec } = object as Definition
    // What a snapshot holds nobody has validated.
    if (!isObject(spec) || !isObject(spec.names) || !Array.isArray(spec.versions)) continue
    const key = `${spec?.group ?? ''}/${spec?.names?.kind ?? ''}`
    const known = index.get(key)
    if (known) known.push(object as Definition)
    else index.set(key, [object as Definition])
  }
  return index
}
