import { readFileSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
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
import { globBase, pathTest } from '../../src/text/glob.ts'
import { ManifestFile } from './file.ts'
import { Index } from './index.ts'
import { type EditorSettings, type FolderSettings, settingsIn } from './settings.ts'

/** A folder of the workspace: its settings, its engine, its files and what they hold. */
export class Folder {
  /** Absent for texts that belong to no folder: they only know each other. */
  readonly path: string | undefined
  readonly files = new Map<string, ManifestFile>()
  readonly index = new Index(() => this.minor)
  /** Whether everything has been read: only then can be said what is not there. */
  complete = false
  settings: FolderSettings
  editor: EditorSettings
  #engine: ManifestEngine | undefined
  #parts: ReadonlyMap<string, Part> = new Map()
  #definitions: CheckOptions['definitions'] = []

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
  }

  /** How a path is called in everything that is said. */
  nameOf(path: string): string {
    return this.path === undefined ? path : nameIn(this.path)(path)
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
      file.role = this.#roleOf(path)
    }
    return file
  }

  remove(file: ManifestFile): void {
    file.text = ''
    this.files.delete(file.path ?? file.uri)
  }

  /** Every manifest on disk, as settings include and exclude them. */
  list(): readonly ListedFile[] {
    if (this.path === undefined) return []
    const { include, exclude, settingsFolder } = this.settings
    const [included, excluded] = [pathTest(include), pathTest(exclude)]
    const inSettings = (path: string) => relative(settingsFolder, path).split(sep).join('/')
    const listing = emptyListing()
    walk(
      this.path,
      {
        nameOf: path => this.nameOf(path),
        includes: path => include.length === 0 || included(inSettings(path)),
        excludes: path => excluded(inSettings(path)),
      },
      listing,
    )
    return listing.files
  }

  /** Which files are part of a Kustomization or a chart, and are therefore no manifests by themselves. */
  recognisePackages(): void {
    const listed = [...this.files.values()].flatMap(({ name, path }) =>
      path === undefined ? [] : [{ name, path, asked: false }],
    )
    this.#parts = findPackages(listed).parts
    for (const file of this.files.values()) file.role = this.#roleOf(file.path)
  }

  #roleOf(path: string | undefined): 'objects' | 'context' {
    return path !== undefined && this.#parts.get(path)?.kind === 'other' ? 'context' : 'objects'
  }

  /** What a file is by the word of its Kustomization or chart: `a kustomize patch of production`. */
  partOf(file: ManifestFile): string | undefined {
    const part = file.path === undefined ? undefined : this.#parts.get(file.path)
    return part?.kind === 'other' ? part.what : undefined
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
    for (const path of this.settings.crds.flatMap(glob => this.#definitionFiles(glob))) {
      const text = this.#textAt(path)
      if (text !== undefined) found.set(this.nameOf(path), text)
    }
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

  #definitionFiles(glob: string): string[] {
    const path = resolve(this.settings.settingsFolder, glob)
    const listing = emptyListing()
    const matches = pathTest([path])
    walk(globBase(path), { nameOf: each => this.nameOf(each), includes: matches, excludes: () => false }, listing)
    return listing.files.flatMap(file => file.path ?? [])
  }
}
