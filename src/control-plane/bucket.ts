import { keyOf } from '../controllers/controller.ts'
import type { KubeObject } from '../resource/object.ts'

const NOTHING: readonly KubeObject[] = []

/** A set of objects by identity that can be listed in order without sorting each time. */
export class Bucket {
  readonly #objects = new Map<string, KubeObject>()
  #sorted: readonly KubeObject[] | undefined

  get size(): number {
    return this.#objects.size
  }

  put(object: KubeObject): void {
    this.#objects.set(idOf(object), object)
    this.#sorted = undefined
  }

  remove(object: KubeObject): void {
    this.#objects.delete(idOf(object))
    this.#sorted = undefined
  }

  list(): readonly KubeObject[] {
    if (this.#objects.size === 0) return NOTHING
    this.#sorted ??= [...this.#objects].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, object]) => object)
    return this.#sorted
  }
}

const idOf = (object: KubeObject): string => {
  const { namespace, name } = keyOf(object)
  return `${namespace}/${name} ${object.kind} ${object.apiVersion}`
}
