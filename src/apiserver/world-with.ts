import type { KubeObject } from '../resource/object.ts'
import type { World } from './context.ts'

/** A world in which one object is another than it was, or is there at all. */
export function worldWith(world: World, group: string, object: KubeObject): World {
  const { kind, metadata } = object
  const { namespace = '', name = '' } = metadata
  const isIt = (each: KubeObject): boolean =>
    each.metadata.name === name && (each.metadata.namespace ?? '') === namespace
  return {
    get: (itsGroup, itsKind, itsNamespace, itsName) =>
      itsGroup === group && itsKind === kind && itsNamespace === namespace && itsName === name
        ? object
        : world.get(itsGroup, itsKind, itsNamespace, itsName),
    list(itsGroup, itsKind, itsNamespace) {
      const all = world.list(itsGroup, itsKind, itsNamespace)
      const concerned = itsGroup === group && itsKind === kind && (itsNamespace ?? namespace) === namespace
      if (!concerned) return all
      return all.some(isIt) ? all.map(each => (isIt(each) ? object : each)) : [...all, object]
    },
    state: (itsGroup, itsKind) =>
      itsGroup === group && itsKind === kind ? undefined : world.state?.(itsGroup, itsKind),
  }
}
