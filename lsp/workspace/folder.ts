import { readFileSync, statSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { RULES } from '../../rules/rules.generated.ts'
import type { CheckOptions } from '../../src/check/engine.ts'
import { ManifestEngine } from '../../src/check/manifest-engine.ts'
import { decode } from '../../src/input/content.ts'
import { emptyListing, type ListedFile } from '../../src/input/listing.ts'
import { nameIn } from '../../src/input/names.ts'
import { findPackages, type Part } from '../../src/input/packages.ts'
import { walk } from '../../src/input/walk.ts'
import { ownRule } from '../../src/lint/own/cel-rule.ts'
import { DEFAULT_MINOR, type Minor } from '../../src/resource/version.ts'
import { globBase, type PathTest, pathTest } from '../../src/text/glob.ts'
import { ManifestFile } from './file.ts'
import { namesKustomization } from './generated.ts'
import { ignoredBelow } from './ignored.ts'
import { Index } from './index.ts'
import { type EditorSettings, type FolderSettings, settingsIn } from './settings.ts'

const IS_MANIFEST = /\.(?:ya?ml|json)$|[\\/]Kustomization$/i

/** Where to look for what a pattern may mean; a folder is looked at itself, not what lies beside it. */
const baseOf = (path: string): string =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : globBase(path)

/** A folder of the workspace: its settings, its engine, its files and what they hold. */
export class Folder {
  /** Absent for texts that belong to no folder: they only know each other. */
  readonly path: string | undefined
  readonly files = new Map<string, ManifestFile>()
  #inOrder: readonly ManifestFile[] | undefined
  readonly index = new Index(() => this.minor)
  /** Whether everything has been read: only then can be said what is not there. */
  complete = false
  settings: FolderSettings
  editor: EditorSettings
  #engine: ManifestEngine | undefined
  #parts: ReadonlyMap<string, Part> = new Map()
  #definitions: CheckOptions['definitions'] = []
  #configured: ReadonlyMap<string, string> | undefined
  #patterns: { readonly settings: FolderSettings; readonly included: PathTest; readonly excluded: PathTest } | undefined

  private constructor(path: string | undefined, settings: FolderSettings, editor: EditorSettings) {
    this.editor = editor
    this.path = path
    this.settings = settings
  }

  static async open(path: string | undefined, editor: EditorSettings): Promise<Folder> {
    const folder = new Folder(path, await settingsIn(path ?? sep, editor), editor)
    if (path === undefined) folder.complete = true
    return folder
  }

  /** The newest release asked for: what is completed and explained is said of it. */
  get minor(): Minor {
    return this.settings.engine.minors.at(-1) ?? DEFAULT_MINOR
  }

  get engine(): ManifestEngine {
    this.#engine ??= new ManifestEngine({ ...this.settings.engine, definitions: this.#definitions }, [
      ...RULES,
      ...this.settings.engine.ownRules.map(ownRule).filter(rule => 'run' in rule),
    ])
    return this.#engine
  }

  async reload(editor: EditorSettings): Promise<void> {
    this.editor = editor
    this.settings = await settingsIn(this.path ?? sep, editor)
    this.#engine = undefined
    this.#configured = undefined
    for (const file of this.files.values()) this.#place(file)
  }

  /** Folders outside of this one that definitions come from. */
  get definitionFolders(): readonly string[] {
    const bases = this.settings.crds.map(glob => baseOf(resolve(this.settings.settingsFolder, glob)))
    return [...new Set(bases)].filter(base => !this.contains(base))
  }

  /** How a path is called in everything that is said. */
  nameOf(path: string): string {
    return this.path === undefined ? path : nameIn(this.path)(path)
  }

  /** How settings call a file. */
  settingsNameOf({ path, name }: ManifestFile): string {
    return path === undefined ? name : this.#inSettings(path)
  }

  contains(path: string): boolean {
    return this.path !== undefined && (path === this.path || path.startsWith(this.path + sep))
  }

  file(uri: string, path: string | undefined): ManifestFile {
    const key = path ?? uri
    let file = this.files.get(key)
    if (!file) {
      file = new ManifestFile(this, uri, path, path === undefined ? uri : this.nameOf(path))
      this.files.set(key, file)
      this.#inOrder = undefined
      this.#place(file)
    }
    return file
  }

  /** The files as they are listed: folder by folder, each by its names. */
  get inOrder(): readonly ManifestFile[] {
    this.#inOrder ??= [...this.files.values()]
      .map(file => ({ file, rank: file.name.replaceAll('/', '\0') }))
      .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
      .map(({ file }) => file)
    return this.#inOrder
  }

  remove(file: ManifestFile): void {
    file.text = ''
    this.files.delete(file.path ?? file.uri)
    this.#inOrder = undefined
  }

  /** Every manifest on disk, as settings include and exclude them. */
  list(): readonly ListedFile[] {
    return this.path === undefined ? [] : this.#listed(this.path)
  }

  #listed(from: string): readonly ListedFile[] {
    const listing = emptyListing()
    walk(
      from,
      {
        nameOf: path => this.nameOf(path),
        includes: path => this.#isIncluded(path),
        excludes: path => this.#isExcluded(path),
      },
      listing,
    )
    return listing.files
  }

  #isIncluded(path: string): boolean {
    const { include } = this.settings
    return include.length === 0 || this.#tests.included(this.#inSettings(path))
  }

  #isExcluded(path: string): boolean {
    return this.settings.exclude.length > 0 && this.#tests.excluded(this.#inSettings(path))
  }

  #inSettings(path: string): string {
    return relative(this.settings.settingsFolder, path).split(sep).join('/')
  }

  get #tests(): { readonly included: PathTest; readonly excluded: PathTest } {
    const { include, exclude } = this.settings
    if (this.#patterns?.settings !== this.settings)
      this.#patterns = { settings: this.settings, included: pathTest(include), excluded: pathTest(exclude) }
    return this.#patterns
  }

  /** Reads again what others made, changed or deleted: files, or folders with all that is in them. */
  touched(paths: readonly string[]): boolean {
    if (this.path === undefined) return false
    const isIgnored = ignoredBelow(this.path)
    let matters = false
    const gone = new Set<string>()
    const read = (path: string | undefined): void => {
      if (path === undefined) return
      const isOut = isIgnored(path, false) || this.#isExcluded(path) || !this.#isIncluded(path)
      if (isOut && !this.files.has(path)) return
      this.read(path)
      matters = true
    }
    for (const path of paths) {
      const stats = statSync(path, { throwIfNoEntry: false })
      if (!stats) gone.add(path)
      else if (stats.isDirectory()) {
        if (!isIgnored(path, true) && !this.#isExcluded(path)) for (const one of this.#listed(path)) read(one.path)
      } else if (IS_MANIFEST.test(path)) read(path)
    }
    return (gone.size > 0 && this.#forget(gone)) || matters
  }

  /** Files that are not there any more, and everything in folders that are not. Open texts stay. */
  #forget(gone: ReadonlySet<string>): boolean {
    let matters = false
    for (const file of [...this.files.values()]) {
      let path = file.path ?? ''
      while (!gone.has(path) && path.length > (this.path?.length ?? 0)) path = dirname(path)
      if (!gone.has(path)) continue
      matters = true
      if (!file.isOpen) this.remove(file)
    }
    return matters
  }

  /** What a text that is opened is, before or without the rest of the folder having been read. */
  recognise(file: ManifestFile): void {
    const { path, name } = file
    if (path === undefined || this.#parts.has(path)) return
    const part = findPackages([{ name, path, asked: false }]).parts.get(path)
    if (part) this.#parts = new Map([...this.#parts, [path, part]])
    this.#place(file)
  }

  /** Which files are part of a Kustomization or a chart, and are therefore no manifests by themselves. */
  recognisePackages(): void {
    const listed = [...this.files.values()].flatMap(({ name, path }) =>
      path === undefined ? [] : [{ name, path, asked: false }],
    )
    this.#parts = findPackages(listed).parts
    for (const file of this.files.values()) this.#place(file)
  }

  #place(file: ManifestFile): void {
    const part = file.path === undefined ? undefined : this.#parts.get(file.path)
    file.become(this.#roleOf(file.path), part?.kind === 'other' && part.isPatch === true)
  }

  /** Whether a Kustomization has a part in what a manifest becomes. */
  isBuiltBy(file: ManifestFile, kustomization: ManifestFile): boolean {
    const part = file.path === undefined ? undefined : this.#parts.get(file.path)
    return part?.kind === 'resource' && part.builds.some(({ all }) => all.some(one => one.file === kustomization.path))
  }

  #roleOf(path: string | undefined): 'objects' | 'context' {
    if (path === undefined) return 'objects'
    // What the settings leave out may be opened; nothing is said of it.
    const isOut = this.path !== undefined && (this.#isExcluded(path) || !this.#isIncluded(path))
    return isOut || this.#parts.get(path)?.kind === 'other' ? 'context' : 'objects'
  }

  /** What a file is by the word of its Kustomization or chart: `a kustomize patch of production`. */
  partOf(file: ManifestFile): string | undefined {
    const part = file.path === undefined ? undefined : this.#parts.get(file.path)
    return part?.kind === 'other' ? part.what : undefined
  }

  /** Whether it holds what is no manifest, nor part of one: values of a chart, say. Its own schema is not known here. */
  isForeign(file: ManifestFile): boolean {
    const what = this.partOf(file)
    return what !== undefined && !file.isPatch && what !== 'a Helm template' && !namesKustomization(file.name)
  }

  /** Reads a file from disk, unless the editor has its own idea of it. */
  read(path: string): ManifestFile | undefined {
    const file = this.file(pathToFileURL(path).href, path)
    if (file.isOpen) return file
    const text = this.#textAt(path)
    if (text === undefined) {
      this.remove(file)
      return undefined
    }
    file.text = text
    return file
  }

  #textAt(path: string): string | undefined {
    try {
      const bytes = readFileSync(path)
      if (bytes.length > this.settings.limitBytes) return undefined
      const decoded = decode(this.nameOf(path), bytes)
      return 'text' in decoded ? decoded.text : undefined
    } catch {
      return undefined
    }
  }

  /** Whether the definitions of custom resources are others than before; then everything is judged anew. */
  collectDefinitions(): boolean {
    const found = new Map<string, string>()
    for (const entry of this.index.ofKind('CustomResourceDefinition')) {
      const { file } = entry.chunk
      found.set(file.name, file.text)
    }
    // A text that is being written goes before what is on disk.
    for (const [name, text] of this.#configuredDefinitions()) if (!found.has(name)) found.set(name, text)
    const definitions = [...found].map(([name, text]) => ({ name, text })).sort((a, b) => (a.name < b.name ? -1 : 1))
    const same =
      definitions.length === this.#definitions.length &&
      definitions.every(({ name, text }, index) => {
        const other = this.#definitions[index]!
        return other.name === name && other.text === text
      })
    if (same) return false
    this.#definitions = definitions
    this.#engine = undefined
    return true
  }

  get definitions(): CheckOptions['definitions'] {
    return this.#definitions
  }

  /** What the settings name is read again: something on disk may not be as it was. */
  forgetDefinitions(): void {
    this.#configured = undefined
  }

  #configuredDefinitions(): ReadonlyMap<string, string> {
    this.#configured ??= new Map(
      this.settings.crds
        .flatMap(glob => this.#definitionFiles(glob))
        .flatMap(path => {
          const text = this.#textAt(path)
          return text === undefined ? [] : [[this.nameOf(path), text]]
        }),
    )
    return this.#configured
  }

  #definitionFiles(glob: string): string[] {
    const path = resolve(this.settings.settingsFolder, glob)
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) return [path]
    const listing = emptyListing()
    const matches = pathTest([path])
    walk(baseOf(path), { nameOf: each => this.nameOf(each), includes: matches, excludes: () => false }, listing)
    return listing.files.flatMap(file => file.path ?? [])
  }
}
