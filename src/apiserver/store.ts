import type { KubeObject } from '../resource/object.ts'
import type { World } from './context.ts'

/** What exists, in memory: by group and kind, namespace and name. Reading changes nothing. */
export class Store implements World {
  readonly #kinds = new Map<string, Map<string, KubeObject>>()

  get(group: string, kind: string, namespace: string, name: string): KubeObject | undefined {
    return this.#kinds.get(`${group}/${kind}`)?.get(`${namespace}/${name}`)
  }

  list(group: string, kind: string, namespace?: string): readonly KubeObject[] {
    const objects = [...(this.#kinds.get(`${group}/${kind}`)?.values() ?? [])]
    return objects.filter(object => namespace === undefined || object.metadata.namespace === namespace).sort(byName)
  }

  put(group: string, object: KubeObject): void {
    const key = `${group}/${object.kind}`
    let objects = this.#kinds.get(key)
    if (!objects) this.#kinds.set(key, (objects = new Map()))
    objects.set(`${object.metadata.namespace ?? ''}/${object.metadata.name ?? ''}`, object)
  }

  remove(group: string, object: KubeObject): void {
    this.#kinds
      .get(`${group}/${object.kind}`)
      ?.delete(`${object.metadata.namespace ?? ''}/${object.metadata.name ?? ''}`)
  }
}

function byName(a: KubeObject, b: KubeObject): number {
  const left = `${a.metadata.namespace ?? ''}/${a.metadata.name ?? ''}`
  const right = `${b.metadata.namespace ?? ''}/${b.metadata.name ?? ''}`
  return left < right ? -1 : left > right ? 1 : 0
}
