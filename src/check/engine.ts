import type { Diagnostic, Severity } from '../diagnostic/diagnostic.ts'
import type { Ignore } from '../lint/ignore.ts'
import type { OwnRule } from '../lint/own/cel-rule.ts'
import type { RuleOptions, ScopedOptions } from '../lint/scoped-options.ts'
import type { JsonObject } from '../resource/json.ts'
import type { Labels } from '../resource/labels.ts'
import type { ObjectRef } from '../resource/object.ts'
import type { Minor } from '../resource/version.ts'
import type { Source } from '../text/source.ts'
import type { Document } from '../yaml/document.ts'
import type { EncodingProblem } from '../yaml/encoding.ts'
import type { ItemMemory } from './item-memory.ts'
import type { KnownFile, Sketch } from './sketch.ts'
import type { BaseFile } from './updates.ts'

/** What a file is checked for. */
export type Role =
  /** Its objects. */
  | 'objects'
  /** Only that it can be read: its objects come again, rendered, from elsewhere. */
  | 'syntax'
  /** Nothing: other files may refer to what it holds. */
  | 'context'

export interface CheckedFile {
  readonly source: Source
  /** What was wrong with its bytes. */
  readonly invalid?: EncodingProblem
  readonly role: Role
  /** The user named it: then it is meant to be a manifest, whatever it looks like. */
  readonly asked: boolean
  /** Its documents, when somebody has read them already and keeps them: then there is no sketch of them. */
  readonly read?: readonly Document[]
  /** What was found in the items of its `List`s before. */
  readonly items?: ItemMemory
}

/** What holds for a whole run. Plain data: it goes to workers and into cache keys. */
export interface CheckOptions {
  readonly minors: readonly Minor[]
  /** What to say of an object of a kind that is neither built in nor defined at hand. */
  readonly unknownKinds: Severity | 'ignore'
  /** Files that define custom resources, wherever they were found. */
  readonly definitions: readonly { readonly name: string; readonly text: string }[]
  /** `recommended`, `strict`, `security` or `off`. */
  readonly profile: string
  /** Rules that are wanted whatever the profile. */
  readonly wantedRules: readonly string[]
  /** Rules of the user's own, in CEL; they compile. */
  readonly ownRules: readonly OwnRule[]
  /** Options of rules by name, as the configuration file has them. */
  readonly ruleOptions: RuleOptions
  /** Options that hold for some objects only. */
  readonly scopedOptions?: ScopedOptions
  /** The files are everything there is: what they do not hold does not exist. */
  readonly complete: boolean
  /** What may be taken for granted about the cluster. */
  readonly assumptions: JsonObject
}

export interface FileResult {
  readonly documents: number
  readonly objects: number
  readonly diagnostics: readonly Diagnostic[]
  /** What the rest of the run needs to know of it; absent when nothing is asked across files. */
  readonly sketch?: Sketch
  /** What the file asks not to hear of. */
  readonly ignores?: readonly Ignore[]
  /** What the file is when nothing in it is a Kubernetes object: `a Docker Compose file`. */
  readonly other?: string
  /** The labels of an object in the file, for settings that go by them. */
  readonly labels?: (subject: ObjectRef) => Labels | undefined
}

/** The seam between the command and what is behind it. */
export interface Engine {
  /** What can be said of a file by itself. May run in a worker; kept by content. */
  file(file: CheckedFile): FileResult
  /** What can only be said of all files together, and of what they change in a base. Runs once, after every file, in one place. */
  together?(files: readonly KnownFile[], base?: readonly BaseFile[]): Iterable<Diagnostic>
}
