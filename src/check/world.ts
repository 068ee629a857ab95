import type { Response } from '../apiserver/response.ts'
import { ApiServer } from '../apiserver/server.ts'
import { Store } from '../apiserver/store.ts'
import type { ManifestObject } from '../manifest/objects.ts'
import { isObject, type JsonObject } from '../resource/json.ts'
import type { Minor } from '../resource/version.ts'
import { catalog, type Kind } from '../schema/catalog.ts'

/** A time that no answer shows; every run has the same. */
export const NOW = '2026-01-01T00:00:00Z'

/** An object of the files, and the kind it is of in a release. */
export interface Placed {
  readonly object: ManifestObject
  readonly kind: Kind
}

/** All that the files hold, as one release would have stored it. */
export class ManifestWorld {
  readonly placed: readonly Placed[]
  readonly #server: ApiServer
  readonly #pod: Kind

  /** `complete`: what the files do not hold does not exist. */
  constructor(objects: readonly ManifestObject[], minor: Minor, complete: boolean) {
    const facts = catalog(minor)
    const bare = new ApiServer(new Store(), { minor, now: NOW, admission: false })
    const store = new Store()
    const placed: Placed[] = []
    for (const object of objects) {
      const kind = facts.kind(object.apiVersion, object.kind)
      if (!kind || kind.config) continue
      const { object: stored } = ask(bare, object.value, kind, namespaceOf(object, kind))
      if (!stored) continue
      store.put(kind.group, stored)
      placed.push({ object, kind })
    }
    this.placed = placed
    this.#pod = facts.kind('v1', 'Pod')!
    this.#server = new ApiServer(store, { minor, now: NOW, openWorld: !complete })
  }

  /** What admission says to an object among all the others. That it is there already is no refusal: it is the one. */
  admit({ object, kind }: Placed): Response {
    const response = ask(this.#server, object.value, kind, namespaceOf(object, kind))
    return response.status?.reason === 'AlreadyExists' ? { ...response, code: 201, status: undefined } : response
  }

  /** What admission would say to the pods of a workload; its controller finds out only when it makes them. */
  admitPods({ object, kind }: Placed): Response | undefined {
    const template = templateOf(object.value)
    if (!template || kind.kind === 'PodTemplate') return undefined
    const own = isObject(template['metadata']) ? template['metadata'] : {}
    const metadata = { ...own, generateName: `${object.subject.name}-` }
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata, spec: template['spec'] ?? {} }
    return ask(this.#server, pod, this.#pod, namespaceOf(object, kind))
  }
}

const namespaceOf = ({ subject }: ManifestObject, { namespaced }: Kind): string =>
  namespaced ? (subject.namespace ?? 'default') : ''

function ask(server: ApiServer, body: JsonObject, kind: Kind, namespace: string): Response {
  const { group, version, plural, namespaced } = kind
  const resource = { group, version, resource: plural, kind: kind.kind, namespaced }
  return server.create({ resource, namespace, body, fieldValidation: 'Ignore' })
}

/** A workload's template of pods, wherever it keeps it. */
function templateOf(value: JsonObject): JsonObject | undefined {
  const spec = isObject(value['spec']) ? value['spec'] : undefined
  if (isObject(spec?.['template'])) return spec['template']
  return isObject(spec?.['jobTemplate']) ? templateOf(spec['jobTemplate']) : undefined
}
