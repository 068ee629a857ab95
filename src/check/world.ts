import type { Response } from '../apiserver/response.ts'
import { ApiServer } from '../apiserver/server.ts'
import { Store } from '../apiserver/store.ts'
import type { ManifestObject } from '../manifest/objects.ts'
import { isObject, type JsonObject } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
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
  readonly placed: Placed[] = []
  readonly #store = new Store()
  readonly #minor: Minor
  readonly #bare: ApiServer
  readonly #server: ApiServer
  readonly #pod: Kind

  /** `complete`: what the files do not hold does not exist. */
  constructor(minor: Minor, complete: boolean) {
    this.#minor = minor
    this.#pod = catalog(minor).kind('v1', 'Pod')!
    this.#bare = new ApiServer(new Store(), { minor, now: NOW, admission: false })
    this.#server = new ApiServer(this.#store, { minor, now: NOW, openWorld: !complete })
  }

  add(object: ManifestObject): void {
    const kind = catalog(this.#minor).kind(object.apiVersion, object.kind)
    if (!kind || kind.config) return
    const stored = this.#storedAs(object, kind)
    if (!stored) return
    this.#store.put(kind.group, stored)
    this.placed.push({ object, kind })
  }

  /** How an object is stored does not depend on others: an editor that asks again and again is answered from memory. */
  #storedAs(object: ManifestObject, kind: Kind): KubeObject | null {
    let byMinor = stored.get(object)
    if (!byMinor) stored.set(object, (byMinor = new Map()))
    let answer = byMinor.get(this.#minor)
    if (answer === undefined) {
      answer = ask(this.#bare, object.value, kind, namespaceOf(object, kind)).object ?? null
      byMinor.set(this.#minor, answer)
    }
    return answer
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

const stored = new WeakMap<ManifestObject, Map<Minor, KubeObject | null>>()

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
