import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Json } from '../resource/json.ts'
import type { Source, Span } from '../text/source.ts'
import type { YamlNode } from './node.ts'

/** One document of a source: a YAML document between `---` lines, or a JSON value. */
export interface Document {
  readonly source: Source
  readonly format: 'yaml' | 'json'
  /** From the first to the last character of the content; the markers and comments around it are not part of it. */
  readonly span: Span
  /** What lies around the span and touches no other document. Cheap to ask for, while a span may have to be looked up. */
  readonly extent: Span
  /** What was read, with places. Of a broken document: what could still be made out; absent when nothing could. */
  readonly node?: YamlNode
  /** The plain value of `node`, as the API server sees it; null when there is none. */
  readonly value: Json
  /**
   * Why the API server would not read it, in its own words: `yaml: line 5: mapping values are not allowed in
   * this context`, `invalid character '}' looking for beginning of value`. Lines count from the document's start.
   */
  readonly problem?: string
  /** Duplicate keys, in the words of strict decoding: `line 6: key "a" already set in map`, `duplicate field "data.a"`. */
  readonly duplicates: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
  readonly comments: readonly Comment[]
}

export interface Comment extends Span {
  /** Without the `#` and the white space around it. */
  readonly text: string
  /** The line it stands on, from 1. */
  readonly line: number
  /** Nothing else stands on its line. */
  readonly alone: boolean
}

/** Makes comments of their places: start, end, start, end… */
export function commentsAt(source: Source, places: readonly number[]): Comment[] {
  const comments: Comment[] = []
  for (let index = 0; index < places.length; index += 2) {
    const start = places[index]!
    const end = places[index + 1]!
    const { line } = source.position(start)
    const before = source.text.slice(source.lineStarts[line - 1], start)
    comments.push({ start, end, line, text: source.text.slice(start + 1, end).trim(), alone: before.trim() === '' })
  }
  return comments
}

/** A document of which only the values were read. Places are looked up when somebody asks for the first one. */
export class PlainDocument implements Document {
  readonly source: Source
  readonly format = 'yaml'
  readonly extent: Span
  readonly value: Json
  readonly duplicates: readonly string[] = NONE
  readonly diagnostics: readonly Diagnostic[] = NO_DIAGNOSTICS
  readonly #commentPlaces: readonly number[]
  readonly #read: () => YamlNode
  #node: YamlNode | undefined
  #comments: readonly Comment[] | undefined

  /** `read`: reads the document again, with places. */
  constructor(source: Source, extent: Span, value: Json, commentPlaces: readonly number[], read: () => YamlNode) {
    this.source = source
    this.extent = extent
    this.value = value
    this.#commentPlaces = commentPlaces
    this.#read = read
  }

  get node(): YamlNode {
    return (this.#node ??= this.#read())
  }

  get span(): Span {
    return this.node
  }

  get comments(): readonly Comment[] {
    return (this.#comments ??= commentsAt(this.source, this.#commentPlaces))
  }
}

const NONE: readonly string[] = []
const NO_DIAGNOSTICS: readonly Diagnostic[] = []

/** A document that makes its comments when they are asked for. */
export class ReadDocument implements Document {
  readonly source: Source
  readonly format: 'yaml' | 'json'
  readonly span: Span
  readonly node?: YamlNode
  readonly value: Json
  readonly problem?: string
  readonly duplicates: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
  readonly #commentPlaces: readonly number[]
  #comments: readonly Comment[] | undefined

  constructor(parts: Omit<Document, 'comments' | 'value' | 'extent'>, commentPlaces: readonly number[]) {
    this.source = parts.source
    this.format = parts.format
    this.span = parts.span
    this.value = parts.node?.value ?? null
    if (parts.node) this.node = parts.node
    if (parts.problem !== undefined) this.problem = parts.problem
    this.duplicates = parts.duplicates
    this.diagnostics = parts.diagnostics
    this.#commentPlaces = commentPlaces
  }

  get extent(): Span {
    return this.span
  }

  get comments(): readonly Comment[] {
    this.#comments ??= commentsAt(this.source, this.#commentPlaces)
    return this.#comments
  }
}
