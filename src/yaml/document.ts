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
}
