import { type Ignore, ignoresIn, mayIgnore } from '../lint/ignore.ts'
import { labelsOf, type ManifestObject, manifestObject, objectsIn } from '../manifest/objects.ts'
import { isObject, type Json, type JsonObject, put } from '../resource/json.ts'
import type { Labels } from '../resource/labels.ts'
import type { ObjectRef } from '../resource/object.ts'
import { Source } from '../text/source.ts'
import type { Document } from '../yaml/document.ts'
import type { Path } from '../yaml/path.ts'
import { readDocuments } from '../yaml/read.ts'
import type { CheckedFile, FileResult } from './engine.ts'

/**
 * What the rest of a run needs to know of a file: its objects, without what no question across objects is about and
 * nobody may keep. Plain JSON: it comes from workers and is kept for the next run.
 */
export interface Sketch {
  /** Something in it decides over other objects: limits, quotas, policies. */
  readonly decides: boolean
  /** Something in it may ask for a class of pods. */
  readonly classed: boolean
  readonly objects: readonly {
    /** Which document of the file, and where in it. */
    readonly document: number
    readonly base: Path
    readonly value: JsonObject
  }[]
}

/** @param much all that rules may ask of others, or only what the objects are called */
export function sketchOf(
  documents: readonly Document[],
  objects: readonly ManifestObject[],
  much: 'all' | 'names',
): Sketch['objects'] {
  const part = much === 'all' ? withoutBulk : namesOnly
  const indexes = new Map(documents.map((document, index) => [document, index]))
  return objects
    .filter(({ apiVersion, kind }) => apiVersion !== '' && kind !== '')
    .map(({ document, base, value }) => ({ document: indexes.get(document) ?? 0, base, value: part(value) }))
}

/** Keys of what holds data are kept, values are not: they are large, and may be secret. */
const DATA = ['data', 'stringData', 'binaryData', 'encryptedData']

function withoutBulk(value: JsonObject): JsonObject {
  const { kind } = value
  const sketch: JsonObject = {}
  for (const key in value) {
    const part = value[key]
    if (key === 'status') {
      // What a node has to give is asked about; of others only their controllers speak there.
      if (kind === 'Node' && isObject(part)) put(sketch, key, { allocatable: part['allocatable'] ?? null })
      continue
    }
    if (key === 'metadata') put(sketch, key, metadataOf(part))
    else if (key === 'spec' && kind === 'CustomResourceDefinition') put(sketch, key, withoutSchemas(part))
    else if (DATA.includes(key) && isObject(part)) put(sketch, key, keysOf(part))
    else put(sketch, key, part)
  }
  return sketch
}

const NAMES = ['name', 'generateName', 'namespace', 'labels']

function namesOnly({ apiVersion = '', kind = '', metadata }: JsonObject): JsonObject {
  const names: JsonObject = {}
  for (const key of NAMES) {
    const value = isObject(metadata) ? metadata[key] : undefined
    if (value !== undefined) names[key] = value
  }
  return { apiVersion, kind, metadata: names }
}

function metadataOf(metadata: Json | undefined): Json | undefined {
  if (!isObject(metadata)) return metadata
  const { managedFields: _, annotations, ...rest } = metadata
  if (!isObject(annotations)) return rest
  const { 'kubectl.kubernetes.io/last-applied-configuration': __, ...others } = annotations
  return { ...rest, annotations: others }
}

function withoutSchemas(spec: Json | undefined): Json | undefined {
  if (!isObject(spec)) return spec
  const { versions: _, validation: __, ...rest } = spec
  return rest
}

function keysOf(data: JsonObject): JsonObject {
  const keys: JsonObject = {}
  for (const key in data) put(keys, key, '')
  return keys
}

/** Sketches as text, and back. Numbers beyond 2^53 are rounded: no rule across objects counts that far. */
export function writeSketch(sketch: Sketch): string {
  try {
    return JSON.stringify(sketch)
  } catch {
    return JSON.stringify(sketch, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value))
  }
}

export const readSketch = (text: string): Sketch => JSON.parse(text) as Sketch

export const NOTHING: Sketch = { decides: false, classed: false, objects: [] }

/** So many files are kept read at a time; findings come file by file. */
const MOST_OPEN = 8
const open: KnownFile[] = []
const NO_IGNORES: readonly Ignore[] = []

/** A file as the rest of a run knows it. Its text is only read again when something is found in it. */
export class KnownFile {
  readonly name: string
  /** Whether its own objects are asked about, or others only refer to them. */
  readonly judged: boolean
  readonly sketch: Sketch
  readonly #load: () => Source | undefined
  #open: { source: Source; documents: readonly Document[] } | undefined
  #ignores: readonly Ignore[] | undefined
  #objects: readonly ManifestObject[] | undefined
  #labels: ReadonlyMap<string, Labels | undefined> | undefined

  constructor(name: string, judged: boolean, sketch: Sketch, load: () => Source | undefined) {
    this.name = name
    this.judged = judged
    this.sketch = sketch
    this.#load = load
  }

  /** A file that is at hand, and what the engine said of it. */
  static of({ source, role }: CheckedFile, { sketch = NOTHING }: FileResult): KnownFile {
    return new KnownFile(source.name, role === 'objects', sketch, () => source)
  }

  get source(): Source {
    return this.#read().source
  }

  get documents(): readonly Document[] {
    return this.#read().documents
  }

  /** What it asks not to hear of. */
  get ignores(): readonly Ignore[] {
    const { source, documents } = this.#read()
    this.#ignores ??= mayIgnore(source)
      ? documents.flatMap(document => ignoresIn(document, objectsIn(document)))
      : NO_IGNORES
    return this.#ignores
  }

  #read(): { source: Source; documents: readonly Document[] } {
    if (!this.#open) {
      const source = this.#load() ?? new Source(this.name, '')
      this.#open = { source, documents: readDocuments(source) }
      this.#ignores = undefined
      open.push(this)
      if (open.length > MOST_OPEN) open.shift()!.#open = undefined
    }
    return this.#open
  }

  /** The labels of an object in it, for settings that go by them. */
  labelsOf(subject: ObjectRef): Labels | undefined {
    this.#labels ??= new Map(this.objects.map(object => [keyOf(object.subject), labelsOf([object], object.subject)]))
    return this.#labels.get(keyOf(subject))
  }

  /** The objects as far as they are sketched; where they stand is looked up when somebody asks. */
  get objects(): readonly ManifestObject[] {
    this.#objects ??= this.sketch.objects.map(({ document, base, value }) =>
      manifestObject(this.name, () => this.documents[document]!, value, base),
    )
    return this.#objects
  }
}

/** A sketched object with all that its text says. */
export function inFull(sketched: ManifestObject): ManifestObject {
  const { document, base, file } = sketched
  let value: Json | undefined = document.value
  for (const step of base)
    value = Array.isArray(value) ? value[Number(step)] : isObject(value) ? value[step] : undefined
  return isObject(value) ? manifestObject(file, () => document, value, base) : sketched
}

const keyOf = ({ apiVersion, kind, namespace = '', name }: ObjectRef): string =>
  `${apiVersion}\n${kind}\n${namespace}\n${name}`
