import type { Controller } from '../../controllers/controller.ts'
import { controllerOf } from '../../controllers/ownership.ts'
import type { KubeObject, ObjectRef } from '../../resource/object.ts'
import { refOf } from '../../resource/object.ts'

/** Remembers who controls whom by uid, also of objects that are gone. */
export class Owners {
  readonly #known = new Map<string, { readonly ref: ObjectRef; readonly owner?: string }>()

  /** Sits among the controllers to see every change; it never does anything. */
  readonly watching: Controller = {
    name: 'owners',
    kind: 'none',
    observe: ({ object }) => this.put(object),
    *reconcile() {},
  }

  put(object: KubeObject): void {
    const { uid } = object.metadata
    if (uid === undefined || this.#known.has(uid)) return
    const owner = controllerOf(object)?.uid
    this.#known.set(uid, { ref: refOf(object), ...(owner === undefined ? {} : { owner }) })
  }

  /** The outermost controller: the Deployment of a ReplicaSet of a pod; a pod of its own is its own. */
  workloadOf(object: KubeObject): ObjectRef {
    let found = refOf(object)
    let uid = controllerOf(object)?.uid
    for (let steps = 0; uid !== undefined && steps < 5; steps += 1) {
      const known = this.#known.get(uid)
      if (!known) {
        const owner = controllerOf(object)
        if (steps === 0 && owner) found = { ...found, apiVersion: owner.apiVersion, kind: owner.kind, name: owner.name }
        break
      }
      found = known.ref
      uid = known.owner
    }
    return found
  }
}

export const refText = ({ kind, namespace, name }: ObjectRef): string =>
  namespace ? `${kind} ${namespace}/${name}` : `${kind} ${name}`

/** The same for every version of a kind. */
export const refKey = ({ apiVersion, kind, namespace, name }: ObjectRef): string => {
  const slash = apiVersion.indexOf('/')
  return `${slash < 0 ? '' : apiVersion.slice(0, slash)}/${kind} ${namespace ?? ''}/${name}`
}
