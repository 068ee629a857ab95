import type { Place } from '../diagnostic/diagnostic.ts'
import { isObject, type JsonObject } from '../resource/json.ts'
import type { Labels } from '../resource/labels.ts'
import type { ObjectRef } from '../resource/object.ts'
import type { Document } from '../yaml/document.ts'
import type { Path } from '../yaml/path.ts'
import { keyPlaceOf, nodeAt, placeOf } from '../yaml/place.ts'

/** One Kubernetes object of a document, or of a `List` in a document. */
export interface ManifestObject {
  readonly document: Document
  /** The name of the file it is in. */
  readonly file: string
  /** Where it stands in the document: empty, or `['items', 2]`. */
  readonly base: Path
  readonly value: JsonObject
  readonly apiVersion: string
  readonly kind: string
  readonly subject: ObjectRef
  /** All of it. */
  readonly whole: Place
  /** The place of the value at a path of the object, or of the nearest thing that exists. */
  at(path: Path): Place
  /** The place of the key of a field. */
  keyAt(path: Path): Place
}

/**
 * The objects of a document, those of a `List` one by one. A document that cannot be read gives none: what could be
 * made out of it is a guess, and so would be every answer to it.
 */
export function objectsIn(document: Document): ManifestObject[] {
  return document.problem === undefined && isObject(document.value) ? expand(document, document.value, []) : []
}

function expand(document: Document, value: JsonObject, base: Path): ManifestObject[] {
  const { kind, items } = value
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)) {
    return items.flatMap((item, index) => (isObject(item) ? expand(document, item, [...base, 'items', index]) : []))
  }
  return [manifestObject(document.source.name, () => document, value, base)]
}

/** An object whose document is only asked for when its places matter. */
export function manifestObject(
  file: string,
  documentOf: () => Document,
  value: JsonObject,
  base: Path,
): ManifestObject {
  return new ObjectIn(file, documentOf, value, base)
}

/** A class, as there may be hundreds of thousands. */
class ObjectIn implements ManifestObject {
  readonly file: string
  readonly base: Path
  readonly value: JsonObject
  readonly apiVersion: string
  readonly kind: string
  readonly subject: ObjectRef
  readonly #documentOf: () => Document

  constructor(file: string, documentOf: () => Document, value: JsonObject, base: Path) {
    this.file = file
    this.#documentOf = documentOf
    this.value = value
    this.base = base
    this.apiVersion = text(value['apiVersion'])
    this.kind = text(value['kind'])
    const metadata = isObject(value['metadata']) ? value['metadata'] : NONE
    const namespace = text(metadata['namespace'])
    const name = text(metadata['name']) || text(metadata['generateName'])
    const { apiVersion, kind } = this
    this.subject = namespace ? { apiVersion, kind, namespace, name } : { apiVersion, kind, name }
  }

  get document(): Document {
    return this.#documentOf()
  }

  get whole(): Place {
    const { document } = this
    const node = nodeAt(document, this.base)
    return { source: document.source, ...(node ? { start: node.start, end: node.end } : document.span) }
  }

  at(path: Path): Place {
    return placeOf(this.document, [...this.base, ...path])
  }

  keyAt(path: Path): Place {
    return keyPlaceOf(this.document, [...this.base, ...path])
  }
}

const NONE: JsonObject = {}

/** The labels of one of the objects, as far as they are labels at all. */
export function labelsOf(objects: readonly ManifestObject[], subject: ObjectRef): Labels | undefined {
  const { value } = objects.find(object => isSame(object.subject, subject)) ?? {}
  const metadata = value?.['metadata']
  const labels = isObject(metadata) ? metadata['labels'] : undefined
  if (!isObject(labels)) return undefined
  return Object.fromEntries(Object.entries(labels).filter(([, label]) => typeof label === 'string')) as Labels
}

const isSame = (a: ObjectRef, b: ObjectRef): boolean =>
  a.name === b.name && a.kind === b.kind && a.namespace === b.namespace && a.apiVersion === b.apiVersion

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
