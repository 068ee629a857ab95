import type { ManifestObject } from '../manifest/objects.ts'
import type { Json, JsonObject } from '../resource/json.ts'
import { isObject } from '../resource/json.ts'
import type { Labels } from '../resource/labels.ts'
import { parseApiVersion } from '../resource/object.ts'
import type { Path } from '../yaml/path.ts'
import { Field, type Spot } from './field.ts'
import { type PodTemplate, podTemplateOf } from './pod-template.ts'

/** An object as rules see it. Printed, it is what people call it: `Deployment shop/web`. */
export class LintObject implements Spot {
  readonly manifest: ManifestObject
  readonly value: JsonObject
  /** `Deployment`, or `Rollout.argoproj.io` for a kind that is not Kubernetes' own: see `kindKey`. */
  readonly kind: string
  readonly apiVersion: string
  readonly path: Path = []
  #pods: PodTemplate | null | undefined
  #memory: Map<(object: LintObject) => unknown, unknown> | undefined

  constructor(manifest: ManifestObject) {
    this.manifest = manifest
    this.value = manifest.value
    this.apiVersion = manifest.apiVersion
    this.kind = kindKey(manifest.apiVersion, manifest.kind)
  }

  get object(): LintObject {
    return this
  }

  /** Where to point when the object as a whole is meant. */
  get name(): string {
    return this.manifest.subject.name
  }

  /** The namespace it would be in; kubectl takes `default` when nothing is said. Means nothing for cluster-wide kinds. */
  get namespace(): string {
    return this.manifest.subject.namespace ?? 'default'
  }

  get(...steps: readonly (string | number)[]): Field {
    return new Field(this, [], this.value).get(...steps)
  }

  get labels(): Labels {
    return labelsIn(this.value['metadata'], 'labels')
  }

  get annotations(): Labels {
    return labelsIn(this.value['metadata'], 'annotations')
  }

  /** What a function of the object gives, computed once: in an editor indexes are made again and again. */
  once<T>(make: (object: LintObject) => T): T {
    this.#memory ??= new Map()
    if (!this.#memory.has(make)) this.#memory.set(make, make(this))
    return this.#memory.get(make) as T
  }

  /** The pods that it is or makes, if it makes any. */
  get pods(): PodTemplate | undefined {
    if (this.#pods === undefined) this.#pods = podTemplateOf(this) ?? null
    return this.#pods ?? undefined
  }

  toString(): string {
    const { kind, namespace, name } = this.manifest.subject
    if (!name) return kind
    return `${kind} ${namespace ? `${namespace}/` : ''}${name}`
  }
}

/**
 * One name for a kind whatever its version: `Deployment` for what comes with Kubernetes (and for the projects of
 * `*.k8s.io`), `Certificate.cert-manager.io`, as kubectl writes it, for everybody else's.
 */
export function kindKey(apiVersion: string, kind: string): string {
  const { group } = parseApiVersion(apiVersion)
  return group === '' || !group.includes('.') || group.endsWith('.k8s.io') ? kind : `${kind}.${group}`
}

/** The strings of a map in an object's or a template's metadata. */
export const labelsIn = (metadata: Json | undefined, name: 'labels' | 'annotations'): Labels =>
  stringsOf(isObject(metadata) ? metadata[name] : undefined)

/** The entries of a map whose values are strings. */
export function stringsOf(map: Json | undefined): Labels {
  const labels: Labels = Object.create(null)
  if (!isObject(map)) return labels
  for (const key in map) {
    const value = map[key]
    if (typeof value === 'string') labels[key] = value
  }
  return labels
}
