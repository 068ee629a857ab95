import { groupKindOf } from '../../../src/controllers/controller.ts'
import { controllerOf } from '../../../src/controllers/ownership.ts'
import type { Pod } from '../../../src/resource/kinds.ts'
import type { KubeObject } from '../../../src/resource/object.ts'

/** What the recordings call things whose real names are hashes or chance: `web~rs1`, `web~rs1#2`, `agent@n1#1`. */
/** A generated name that something was refused under. */
const NEVER_CREATED = /("[^" ]+)-[2-9b-df-hj-np-tv-xz]{5}(" is (?:forbidden|invalid))/g

export class CanonicalNames {
  readonly #byUid = new Map<string, string>()
  readonly #byName = new Map<string, string>()
  readonly #hashes = new Map<string, string>()
  readonly #counts = new Map<string, number>()
  readonly #suffixes: [from: string, to: string][] = []

  /** Names an object when it is created; the order of creation is what numbers mean. */
  add(object: KubeObject): void {
    const uid = object.metadata.uid ?? ''
    const real = object.metadata.name ?? ''
    const name = this.#nameFor(object)
    this.#byUid.set(uid, name)
    const id = `${object.kind}/${real}`
    if (!this.#byName.has(id)) this.#byName.set(id, name)
    if (name !== real) this.#suffixes.push([real, name])
    const hash =
      object.metadata.labels?.['pod-template-hash'] ??
      object.metadata.labels?.['controller-revision-hash'] ??
      object.metadata.labels?.['controller.kubernetes.io/hash']
    if (hash && object.kind !== 'Pod' && name !== real && !this.#hashes.has(hash))
      this.#hashes.set(hash, `hash(${name})`)
  }

  of(object: KubeObject): string {
    return this.#byUid.get(object.metadata.uid ?? '') ?? object.metadata.name ?? ''
  }

  named(kind: string, name: string): string {
    return this.#byName.get(`${kind}/${name}`) ?? name
  }

  /** A label's value: hashes stand for what they name, and so do names of revisions and Jobs. */
  value(text: string): string {
    return (
      this.#hashes.get(text) ??
      this.#byName.get(`ControllerRevision/${text}`) ??
      this.#byName.get(`Job/${text}`) ??
      text
    )
  }

  /** A message in which real names stand for canonical ones; the longest go first. */
  text(message: string): string {
    let text = message
    for (const [from, to] of [...this.#suffixes].sort(([a], [b]) => b.length - a.length)) {
      if (from !== '') text = text.replaceAll(from, to)
    }
    return text.replaceAll(NEVER_CREATED, '$1-<rand>$2')
  }

  #nameFor(object: KubeObject): string {
    const real = object.metadata.name ?? ''
    const owner = controllerOf(object)
    if (!owner) return real
    const ownerName = this.#byUid.get(owner.uid) ?? owner.name
    const kind = groupKindOf(object)
    if (kind === 'apps/ReplicaSet') return this.#next(`${ownerName}~rs`)
    if (kind === 'apps/ControllerRevision') return this.#next(`${ownerName}~rev`)
    if (kind === 'batch/Job' && owner.kind === 'CronJob') return this.#next(`${ownerName}~job`)
    if (kind === 'discovery.k8s.io/EndpointSlice') return this.#next(`${ownerName}~slice`)
    if (kind !== 'Pod' || owner.kind === 'StatefulSet') return real
    if (owner.kind === 'DaemonSet') return this.#next(`${ownerName}@${nodeOf(object as Pod)}#`)
    const index = object.metadata.annotations?.['batch.kubernetes.io/job-completion-index']
    return this.#next(owner.kind === 'Job' && index !== undefined ? `${ownerName}-${index}#` : `${ownerName}#`)
  }

  #next(prefix: string): string {
    const count = (this.#counts.get(prefix) ?? 0) + 1
    this.#counts.set(prefix, count)
    return `${prefix}${count}`
  }
}

/** The node a daemon pod is meant for. */
export function nodeOf(pod: Pod): string {
  const terms = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  return terms[0]?.matchFields?.[0]?.values?.[0] ?? pod.spec.nodeName ?? ''
}
