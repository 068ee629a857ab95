import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { decidesOverOthers } from '../../src/check/reach.ts'
import { kindKey } from '../../src/lint/lint-object.ts'
import type { ManifestObject } from '../../src/manifest/objects.ts'
import { isObject, type Json, type JsonObject } from '../../src/resource/json.ts'
import type { Labels } from '../../src/resource/labels.ts'
import type { Minor } from '../../src/resource/version.ts'
import type { Chunk } from './chunk.ts'
import { generatedBy, manifestsOf, namesKustomization } from './generated.ts'
import { namespaceOf } from './namespace.ts'
import { type Occurrence, objectSymbol, occurrencesIn } from './occurrences.ts'
import { patchedBy, targetsOf } from './patched.ts'

/** An object of the workspace, with what others ask about it. */
export interface Entry {
  readonly object: ManifestObject
  readonly chunk: Chunk
  /** As `kindKey` names it. */
  readonly kind: string
  /** Empty for what belongs to no namespace. */
  readonly namespace: string
  readonly name: string
  /** The labels of the pods that it is or makes. */
  readonly podLabels?: Labels
}

/**
 * What the workspace holds: its objects by kind, namespace and name, and every place where something is named, by
 * what is named there. A chunk that goes takes its share with it, so that an edit costs what it touches.
 */
export class Index {
  readonly #byChunk = new Map<Chunk, { readonly entries: Entry[]; readonly occurrences: Occurrence[] }>()
  readonly #entries = new Map<ManifestObject, Entry>()
  readonly #byKind = new Map<string, Set<Entry>>()
  readonly #pods = new Map<string, Set<Entry>>()
  readonly #bySymbol = new Map<string, Set<Occurrence>>()
  readonly #deciding = new Set<Chunk>()
  /** Kustomizations that make something. */
  readonly #generating = new Map<
    Chunk,
    { readonly objects: readonly ManifestObject[]; readonly occurrences: readonly Occurrence[] }
  >()
  readonly #images = new Map<string, number>()
  readonly #minor: () => Minor
  /** Grows with every change: what was worked out from the index holds as long as it stays. */
  generation = 0

  constructor(minor: () => Minor) {
    this.#minor = minor
  }

  replace(before: readonly Chunk[], after: readonly Chunk[]): void {
    const kept = new Set(after)
    for (const chunk of before) if (!kept.has(chunk)) this.#remove(chunk)
    for (const chunk of after) if (!this.#byChunk.has(chunk)) this.#add(chunk)
    this.generation++
  }

  get size(): number {
    return this.#entries.size
  }

  entryOf(object: ManifestObject): Entry | undefined {
    return this.#entries.get(object)
  }

  entries(): IterableIterator<Entry> {
    return this.#entries.values()
  }

  /** Objects of a kind; in a namespace, or all. */
  ofKind(kind: string, namespace?: string): Entry[] {
    const all = this.#byKind.get(kind)
    if (!all) return []
    return namespace === undefined ? [...all] : [...all].filter(entry => entry.namespace === namespace)
  }

  named(kind: string, namespace: string, name: string): Entry[] {
    const found: Entry[] = []
    for (const { role, object } of this.occurrences(objectSymbol(kind, namespace, name))) {
      const entry = role === 'definition' ? this.#entries.get(object) : undefined
      if (entry) found.push(entry)
    }
    return found
  }

  /** Whatever makes pods in a namespace. */
  podsIn(namespace: string): Iterable<Entry> {
    return this.#pods.get(namespace) ?? []
  }

  occurrences(symbol: string): Iterable<Occurrence> {
    return this.#bySymbol.get(symbol) ?? []
  }

  occurrencesOf(chunk: Chunk): readonly Occurrence[] {
    return this.#byChunk.get(chunk)?.occurrences ?? []
  }

  /** Names of what is defined under symbols that begin alike. */
  *definedNames(prefix: string): Iterable<string> {
    for (const [symbol, occurrences] of this.#bySymbol) {
      if (!symbol.startsWith(prefix) || symbol.includes('\n', prefix.length)) continue
      for (const { role, name } of occurrences) {
        if (role !== 'definition') continue
        yield name
        break
      }
    }
  }

  /** Something here has a say about other objects: a limit, a quota, a policy. */
  get decides(): boolean {
    return this.#deciding.size > 0
  }

  /** Images in use, and how often. */
  get images(): ReadonlyMap<string, number> {
    return this.#images
  }

  /** Names of what Kustomizations make of a kind. */
  generated(kind: string, namespace: string): string[] {
    const prefix = objectSymbol(kind, namespace, '')
    const all = [...this.#generating.values()].flatMap(({ occurrences }) => occurrences)
    const found = all.filter(({ symbol }) => symbol.startsWith(prefix))
    return [...new Set(found.map(({ name }) => name))]
  }

  /** What Kustomizations make, as the manifests it could be. */
  get generatedObjects(): ManifestObject[] {
    return [...this.#generating.values()].flatMap(({ objects }) => objects)
  }

  #add(chunk: Chunk): void {
    const entries: Entry[] = []
    const occurrences: Occurrence[] = []
    if (namesKustomization(chunk.file.name)) {
      const read = (path: string) => textBeside(chunk.file.path, path)
      const made = chunk.objects.map(object => ({ object, occurrences: generatedBy(object, read) }))
      occurrences.push(...made.flatMap(one => one.occurrences))
      const targets = chunk.objects.flatMap(targetsOf)
      const objects = made.flatMap(one => manifestsOf(one.object, one.occurrences))
      if (occurrences.length > 0) this.#generating.set(chunk, { objects, occurrences: [...occurrences] })
      occurrences.push(...targets)
    }
    const minor = this.#minor()
    if (chunk.file.isPatch) for (const object of chunk.objects) occurrences.push(...patchedBy(object, minor))
    for (const object of chunk.file.role === 'context' ? [] : chunk.objects) {
      if (object.kind === '') continue
      const namespace = namespaceOf(object, minor)
      const podLabels = podLabelsOf(object.value)
      const kind = kindKey(object.apiVersion, object.kind)
      const entry: Entry = {
        object,
        chunk,
        kind,
        namespace,
        name: object.subject.name,
        ...(podLabels && { podLabels }),
      }
      entries.push(entry)
      this.#entries.set(object, entry)
      insert(this.#byKind, kind, entry)
      if (podLabels) insert(this.#pods, namespace, entry)
      occurrences.push(...occurrencesIn(object, kind, namespace, minor))
    }
    for (const occurrence of occurrences) {
      insert(this.#bySymbol, occurrence.symbol, occurrence)
      if (occurrence.symbol.startsWith('image\n')) count(this.#images, occurrence.name, 1)
    }
    this.#byChunk.set(chunk, { entries, occurrences })
    if (entries.length > 0 && decidesOverOthers(chunk.source.text)) this.#deciding.add(chunk)
  }

  #remove(chunk: Chunk): void {
    const known = this.#byChunk.get(chunk)
    if (!known) return
    this.#byChunk.delete(chunk)
    this.#deciding.delete(chunk)
    this.#generating.delete(chunk)
    for (const entry of known.entries) {
      this.#entries.delete(entry.object)
      drop(this.#byKind, entry.kind, entry)
      if (entry.podLabels) drop(this.#pods, entry.namespace, entry)
    }
    for (const occurrence of known.occurrences) {
      drop(this.#bySymbol, occurrence.symbol, occurrence)
      if (occurrence.symbol.startsWith('image\n')) count(this.#images, occurrence.name, -1)
    }
  }
}

function textBeside(file: string | undefined, path: string): string | undefined {
  try {
    return file === undefined ? undefined : readFileSync(resolve(dirname(file), path), 'utf8')
  } catch {
    return undefined
  }
}

function podLabelsOf(value: JsonObject): Labels | undefined {
  const { kind, spec } = value
  if (kind === 'Pod') return labelsIn(value['metadata'])
  if (!isObject(spec)) return undefined
  if (isObject(spec['template']) && isObject(spec['template']['spec'])) return labelsIn(spec['template']['metadata'])
  return isObject(spec['jobTemplate']) ? podLabelsOf({ spec: { ...jobSpec(spec['jobTemplate']) } }) : undefined
}

const jobSpec = (template: JsonObject): JsonObject => (isObject(template['spec']) ? template['spec'] : {})

function labelsIn(metadata: Json | undefined): Labels {
  const labels: Labels = Object.create(null)
  const found = isObject(metadata) ? metadata['labels'] : undefined
  if (isObject(found)) for (const key in found) if (typeof found[key] === 'string') labels[key] = found[key]
  return labels
}

function insert<K, V>(index: Map<K, Set<V>>, key: K, value: V): void {
  const known = index.get(key)
  if (known) known.add(value)
  else index.set(key, new Set([value]))
}

function drop<K, V>(index: Map<K, Set<V>>, key: K, value: V): void {
  const known = index.get(key)
  known?.delete(value)
  if (known?.size === 0) index.delete(key)
}

function count(counts: Map<string, number>, key: string, by: number): void {
  const now = (counts.get(key) ?? 0) + by
  if (now > 0) counts.set(key, now)
  else counts.delete(key)
}
