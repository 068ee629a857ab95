import type { ResourceQuota } from '../../schemas/types/core/v1.generated.ts'
import type { World } from '../apiserver/context.ts'
import type { Response } from '../apiserver/response.ts'
import { ApiServer } from '../apiserver/server.ts'
import { Store } from '../apiserver/store.ts'
import type { ManifestObject } from '../manifest/objects.ts'
import { isObject, type Json, type JsonObject } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
import type { Minor } from '../resource/version.ts'
import { catalog, type Kind } from '../schema/catalog.ts'
import type { Definitions } from './definitions/definitions.ts'

/** A time that no answer shows; every run has the same. */
export const NOW = '2026-01-01T00:00:00Z'

/** An object among others, read as far as somebody needed so far. */
export interface Candidate {
  readonly object: ManifestObject
  /** With all that its text says. */
  inFull(): ManifestObject
}

/** An object of the files, and the kind it is of in a release. */
export interface Placed {
  readonly object: ManifestObject
  readonly kind: Kind
}

/** namespace → name → objects, of which the last one stands */
type Waiting = Map<string, Map<string, Candidate[]>>

/**
 * All that the files hold, as one release would have stored it. What nobody asks for is not even read: of thousands of
 * objects admission looks at the few that decide about others.
 */
export class ManifestWorld implements World {
  readonly #store = new Store()
  /** By group/kind, what was not asked for yet. */
  readonly #waiting = new Map<string, Waiting>()
  /**
   * By folder, what is namespaced and says no namespace: who applies the files decides where that goes, and other
   * folders may go elsewhere.
   */
  readonly #folders = new Map<string, Store>()
  /** The file of the object that is asked about. */
  #asking = ''
  #nearby: readonly Store[] | undefined
  #coming: { group: string; kind: string; namespace: string; name: string } | undefined
  readonly #complete: boolean
  readonly #definitions: Definitions
  readonly minor: Minor
  readonly #bare: ApiServer
  readonly #server: ApiServer
  readonly #pod: Kind

  /** `complete`: what the files do not hold does not exist. */
  constructor(minor: Minor, complete: boolean, definitions: Definitions, candidates: Iterable<Candidate>) {
    this.minor = minor
    this.#complete = complete
    this.#definitions = definitions
    this.#pod = catalog(minor).kind('v1', 'Pod')!
    this.#bare = new ApiServer(new Defined(definitions), { minor, now: NOW, admission: false })
    this.#server = new ApiServer(this, { minor, now: NOW, openWorld: !complete })
    for (const candidate of candidates) this.#wait(candidate)
  }

  get(group: string, kind: string, namespace: string, name: string): KubeObject | undefined {
    const own = this.#coming
    if (own?.name === name && own.kind === kind && own.namespace === namespace && own.group === group) return undefined
    this.#fetch(group, kind, namespace, name)
    for (const store of this.#near()) {
      const found = store.get(group, kind, namespace, name)
      if (found) return found
    }
    return undefined
  }

  list(group: string, kind: string, namespace?: string): readonly KubeObject[] {
    if (isDefinition(group, kind)) return this.#definitions.objects
    this.#fetch(group, kind, namespace)
    const stores = this.#near()
    if (stores.length === 1) return stores[0]!.list(group, kind, namespace)
    return stores.flatMap(store => store.list(group, kind, namespace))
  }

  /** Only while it is the same for whoever asks. */
  state(group: string, kind: string): object | undefined {
    if (isDefinition(group, kind)) return this.#definitions.objects
    return this.#folders.size === 0 ? this.#store.state(group, kind) : undefined
  }

  /** What an object is among: everything that says where it is, and what stands in its folder or above. */
  #near(): readonly Store[] {
    if (this.#nearby) return this.#nearby
    const stores = [this.#store]
    for (let end = this.#asking.lastIndexOf('/'); ; end = this.#asking.lastIndexOf('/', end - 1)) {
      const store = this.#folders.get(this.#asking.slice(0, end + 1))
      if (store) stores.push(store)
      if (end <= 0) break
    }
    return (this.#nearby = stores)
  }

  #askFrom({ file }: ManifestObject): void {
    this.#asking = file
    this.#nearby = undefined
  }

  /** The kind of an object, built in or defined by a definition at hand; nothing else is admitted here. */
  kindOf(object: ManifestObject): Kind | undefined {
    const found = catalog(this.minor).kind(object.apiVersion, object.kind)
    return found ? (found.config ? undefined : found) : this.#definitions.served(object, this.minor)
  }

  #wait(candidate: Candidate): void {
    const kind = this.kindOf(candidate.object)
    if (!kind) return
    const { name } = candidate.object.subject
    const namespaces = entry<string, Waiting>(this.#waiting, `${kind.group}/${kind.kind}`, () => new Map())
    const names = entry<string, Map<string, Candidate[]>>(
      namespaces,
      namespaceOf(candidate.object, kind),
      () => new Map(),
    )
    entry(names, name, () => []).push(candidate)
  }

  #fetch(group: string, kind: string, namespace?: string, name?: string): void {
    const namespaces = this.#waiting.get(`${group}/${kind}`)
    if (!namespaces) return
    const places = namespace === undefined ? [...namespaces.keys()] : [namespace]
    for (const place of places) {
      const names = namespaces.get(place)
      if (!names) continue
      for (const each of name === undefined ? [...names.keys()] : [name]) {
        const candidates = names.get(each) ?? []
        names.delete(each)
        for (const candidate of candidates) this.#put(candidate.inFull())
      }
      if (names.size === 0) namespaces.delete(place)
    }
  }

  #put(object: ManifestObject): void {
    const kind = this.kindOf(object)
    const stored = kind && this.#storedAs(object, kind)
    if (!stored) return
    const isAnywhere = kind.namespaced && object.subject.namespace === undefined && !this.#complete
    const store = isAnywhere ? entry(this.#folders, folderOf(object), () => new Store()) : this.#store
    this.#nearby = undefined
    store.put(kind.group, asCounted(stored))
  }

  /** How an object is stored does not depend on others: an editor that asks again and again is answered from memory. */
  #storedAs(object: ManifestObject, kind: Kind): KubeObject | null {
    let byMinor = stored.get(object)
    if (!byMinor) stored.set(object, (byMinor = new Map()))
    let answer = byMinor.get(this.minor)
    if (answer === undefined) {
      answer = ask(this.#bare, object.value, kind, namespaceOf(object, kind)).object ?? null
      byMinor.set(this.minor, answer)
    }
    return answer
  }

  /**
   * What admission says to an object among all the others: it is the one that comes, and not there yet. Of the
   * warnings only its own: the rest was said when the object was looked at alone.
   */
  admit({ object, kind }: Placed): Response {
    this.#askFrom(object)
    const namespace = namespaceOf(object, kind)
    this.#coming = { group: kind.group, kind: kind.kind, namespace, name: object.subject.name }
    const response = ask(this.#server, object.value, kind, namespace)
    this.#coming = undefined
    if (response.warnings.length === 0) return response
    const said = new Set(ask(this.#bare, object.value, kind, namespace).warnings)
    return { ...response, warnings: response.warnings.filter(warning => !said.has(warning)) }
  }

  /** What admission would say to the pods of a workload; its controller finds out only when it makes them. */
  admitPods({ object, kind }: Placed): Response | undefined {
    // What custom resources call a template is not always one of pods.
    const template = catalog(this.minor).kind(kind.apiVersion, kind.kind) && templateOf(object.value)
    if (!template || kind.kind === 'PodTemplate') return undefined
    this.#askFrom(object)
    const metadata = { ...handedOn(template['metadata']), generateName: `${object.subject.name}-` }
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata, spec: template['spec'] ?? {} }
    const namespace = namespaceOf(object, kind)
    const answer = ask(this.#server, pod, this.#pod, namespace)
    // What is wrong with the template itself was said of the workload.
    return answer.status?.code === 422 && ask(this.#bare, pod, this.#pod, namespace).status ? undefined : answer
  }
}

/** A world of definitions and nothing else. */
class Defined implements World {
  readonly #definitions: Definitions

  constructor(definitions: Definitions) {
    this.#definitions = definitions
  }

  get(): undefined {
    return undefined
  }

  list(group: string, kind: string): readonly KubeObject[] {
    return isDefinition(group, kind) ? this.#definitions.objects : []
  }

  state(group: string, kind: string): object | undefined {
    return isDefinition(group, kind) ? this.#definitions.objects : undefined
  }
}

const isDefinition = (group: string, kind: string): boolean =>
  kind === 'CustomResourceDefinition' && group === 'apiextensions.k8s.io'

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = make()))
  return value
}

const stored = new WeakMap<ManifestObject, Map<Minor, KubeObject | null>>()

const folderOf = ({ file }: ManifestObject): string => file.slice(0, file.lastIndexOf('/') + 1)

const namespaceOf = ({ subject }: ManifestObject, { namespaced }: Kind): string =>
  namespaced ? (subject.namespace ?? 'default') : ''

function ask(server: ApiServer, body: JsonObject, kind: Kind, namespace: string): Response {
  const { group, version, plural, namespaced } = kind
  const resource = { group, version, resource: plural, kind: kind.kind, namespaced }
  return server.create({ resource, namespace, body, fieldValidation: 'Ignore' })
}

/** A quota as its controller leaves it while nothing is there yet: what a manifest says of it is only the limit. */
function asCounted(object: KubeObject): KubeObject {
  if (object.kind !== 'ResourceQuota') return object
  const { spec } = object as ResourceQuota & KubeObject
  const hard = spec?.hard ?? {}
  const used = Object.fromEntries(Object.keys(hard).map(name => [name, '0']))
  return { ...object, status: { hard, used } } as KubeObject
}

/** What a pod gets of the metadata of its template. Truth: GetPodFromTemplate in pkg/controller/controller_utils.go */
function handedOn(metadata: Json | undefined): JsonObject {
  const own: JsonObject = {}
  if (!isObject(metadata)) return own
  for (const field of ['labels', 'annotations', 'finalizers']) {
    const value = metadata[field]
    if (value !== undefined) own[field] = value
  }
  return own
}

/** A workload's template of pods, wherever it keeps it. */
function templateOf(value: JsonObject): JsonObject | undefined {
  const spec = isObject(value['spec']) ? value['spec'] : undefined
  if (isObject(spec?.['template'])) return spec['template']
  return isObject(spec?.['jobTemplate']) ? templateOf(spec['jobTemplate']) : undefined
}
