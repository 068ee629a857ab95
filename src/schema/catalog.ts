/**
 * What one minor serves: which kinds, under which names, made of which types.
 *
 *     const kind = catalog(36).kind('apps/v1', 'Deployment')
 *     kind?.type.fields.get('spec')
 *
 * Nothing is read before it is asked for, and everything is read once.
 */
import type { FileData, KindData } from '../../schemas/format.ts'
import { formatApiVersion, parseApiVersion } from '../resource/object.ts'
import type { Minor } from '../resource/version.ts'
import { within } from './bounds.ts'
import { dataOf, groups, kubeconfig, versionsOf } from './data.ts'
import { type Type, Types } from './type.ts'

export interface Kind {
  readonly group: string
  readonly version: string
  /** "apps/v1" */
  readonly apiVersion: string
  readonly kind: string
  readonly plural: string
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
  readonly namespaced: boolean
  readonly subresources: readonly string[]
  /** What may be asked of it: reviews can only be created, a namespace cannot be deleted with others. */
  readonly verbs: readonly string[]
  /** Served only when the administrator turns the version on: alpha, and beta since 1.24. */
  readonly optIn: boolean
  /** A file that administrators write; no server serves it. */
  readonly config: boolean
  /** This minor warns when it is used. */
  readonly deprecated: boolean
  /** The first minor that warns, the last that serves it, and what to use then, "policy/v1 PodDisruptionBudget". */
  readonly deprecatedSince: string | undefined
  readonly until: string | undefined
  readonly replacement: string | undefined
  readonly type: Type
}

export interface Catalog {
  readonly minor: Minor
  /** By what a manifest says. */
  kind(apiVersion: string, kind: string): Kind | undefined
  /** By what a URL says. */
  resource(group: string, version: string, plural: string): Kind | undefined
  /** Every kind of the minor. Files that administrators write are not among them. */
  kinds(): readonly Kind[]
  /** The files that administrators write. */
  configKinds(): readonly Kind[]
  /** Kinds of that name in any group and version, best version first. */
  named(kind: string): readonly Kind[]
  /** The best version of a kind that is served without being turned on. */
  preferred(group: string, kind: string): Kind | undefined
  /** Versions of a group with at least one kind, best first. */
  versions(group: string): readonly string[]
  /** By qualified name, "core.v1.PodSpec" or "meta.v1.ObjectMeta". */
  type(qualified: string): Type | undefined
}

const catalogs = new Map<Minor, Catalog>()

/** The catalog of 1.36 is `catalog(36)`. */
export function catalog(minor: Minor): Catalog {
  let known = catalogs.get(minor)
  if (!known) catalogs.set(minor, (known = new MinorCatalog(minor)))
  return known
}

class MinorCatalog implements Catalog {
  readonly minor: Minor
  private readonly types: Types
  private readonly files = new Map<string, FileKinds | undefined>()
  private readonly byApiVersion = new Map<string, FileKinds | undefined>()
  private all: readonly Kind[] | undefined

  constructor(minor: Minor) {
    this.minor = minor
    this.types = new Types(minor)
  }

  kind(apiVersion: string, kind: string): Kind | undefined {
    let file = this.byApiVersion.get(apiVersion)
    if (file === undefined && !this.byApiVersion.has(apiVersion)) {
      const { group, version } = parseApiVersion(apiVersion)
      // "/v1" names no group and is not the core group.
      file = apiVersion.startsWith('/') ? undefined : this.file(group, version)
      if (file) this.byApiVersion.set(apiVersion, file)
    }
    const found = file?.byKind.get(kind)
    if (found || apiVersion !== 'v1') return found?.apiVersion === apiVersion ? found : undefined
    return this.file(kubeconfig, 'v1')?.byKind.get(kind)
  }

  resource(group: string, version: string, plural: string): Kind | undefined {
    const kind = this.file(group, version)?.byPlural.get(plural)
    return kind?.config ? undefined : kind
  }

  kinds(): readonly Kind[] {
    return this.every().filter(kind => !kind.config)
  }

  configKinds(): readonly Kind[] {
    return this.every().filter(kind => kind.config)
  }

  named(kind: string): readonly Kind[] {
    return this.every().filter(each => each.kind === kind)
  }

  preferred(group: string, kind: string): Kind | undefined {
    for (const version of versionsOf(group)) {
      const found = this.file(group, version)?.byKind.get(kind)
      if (found && !found.optIn) return found
    }
    return undefined
  }

  versions(group: string): readonly string[] {
    return versionsOf(group).filter(version => (this.file(group, version)?.byKind.size ?? 0) > 0)
  }

  type(qualified: string): Type | undefined {
    return this.types.get(qualified)
  }

  private every(): readonly Kind[] {
    return (this.all ??= groups.flatMap(group =>
      versionsOf(group).flatMap(version => [...(this.file(group, version)?.byKind.values() ?? [])]),
    ))
  }

  private file(group: string, version: string): FileKinds | undefined {
    const key = `${group}/${version}`
    if (this.files.has(key)) return this.files.get(key)
    const data = dataOf(group, version)
    const file = data && kindsOf(data, this.minor, this.types)
    // Only what exists is kept, so that a thousand made-up versions leave nothing behind.
    if (file) this.files.set(key, file)
    return file
  }
}

const everyVerb = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']

interface FileKinds {
  byKind: Map<string, Kind>
  byPlural: Map<string, Kind>
}

function kindsOf(file: FileData, minor: Minor, types: Types): FileKinds {
  const byKind = new Map<string, Kind>()
  const byPlural = new Map<string, Kind>()
  for (const name of Object.keys(file.kinds)) {
    const data = file.kinds[name]!
    if (!within(data, minor)) continue
    const kind = new CatalogKind(file, name, data, minor, types)
    byKind.set(name, kind)
    byPlural.set(data.plural, kind)
  }
  return { byKind, byPlural }
}

class CatalogKind implements Kind {
  readonly group: string
  readonly version: string
  readonly apiVersion: string
  readonly kind: string
  readonly plural: string
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
  readonly namespaced: boolean
  readonly subresources: readonly string[]
  readonly verbs: readonly string[]
  readonly optIn: boolean
  readonly config: boolean
  readonly deprecated: boolean
  readonly deprecatedSince: string | undefined
  readonly until: string | undefined
  readonly replacement: string | undefined
  private readonly qualified: string
  private readonly types: Types
  private found: Type | undefined

  constructor(file: FileData, name: string, data: KindData, minor: Minor, types: Types) {
    this.group = file.group
    this.version = file.version
    this.apiVersion = formatApiVersion(file)
    this.kind = name
    this.plural = data.plural
    this.shortNames = data.shortNames ?? []
    this.categories = data.categories ?? []
    this.namespaced = data.namespaced
    this.config = file.config === true
    this.subresources = (data.subresources ?? []).flatMap(each =>
      typeof each === 'string' ? each : within(each, minor) ? each.name : [],
    )
    this.verbs = data.verbs ?? (this.config ? [] : everyVerb)
    this.optIn = data.optIn === true
    this.deprecatedSince = data.deprecated
    this.deprecated = data.deprecated !== undefined && within({ since: data.deprecated }, minor)
    this.until = data.until
    this.replacement = data.replacement
    this.qualified = `${file.home}.${name}`
    this.types = types
  }

  get type(): Type {
    if (this.found) return this.found
    const type = this.types.get(this.qualified)
    if (!type) throw new Error(`schemas: ${this.qualified} is a kind but not a type of the same minor`)
    return (this.found = type)
  }
}
