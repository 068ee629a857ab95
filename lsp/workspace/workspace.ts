import { resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ManifestFile } from './file.ts'
import { Folder } from './folder.ts'
import { type EditorSettings, NO_SETTINGS } from './settings.ts'

const SLICE_MS = 8

/** Everything the editor has open, and everything else in its folders. */
export class Workspace {
  settings: EditorSettings = NO_SETTINGS
  readonly #folders: Folder[] = []
  readonly #open = new Map<string, ManifestFile>()
  #loose: Promise<Folder> | undefined

  get folders(): readonly Folder[] {
    return this.#folders
  }

  async addFolder(uri: string): Promise<Folder | undefined> {
    const path = pathOf(uri)
    if (path === undefined) return undefined
    const known = this.#folders.find(folder => folder.path === path)
    if (known) return known
    const folder = await Folder.open(path.endsWith(sep) ? path.slice(0, -1) : path, this.settings)
    this.#folders.push(folder)
    // A folder inside of another has the first word.
    this.#folders.sort((a, b) => b.path!.length - a.path!.length)
    return folder
  }

  removeFolder(uri: string): void {
    const path = pathOf(uri)
    const at = this.#folders.findIndex(folder => folder.path === path || folder.path + sep === path)
    if (at >= 0) this.#folders.splice(at, 1)
  }

  /** Every folder that texts are looked at in, the one of what lies in none of them too. */
  async everyFolder(): Promise<readonly Folder[]> {
    return this.#loose ? [...this.#folders, await this.#loose] : this.#folders
  }

  /**
   * The folder that a path belongs to. A text without a path is part of the only folder there is; what lies in none
   * of them only knows its like.
   */
  async #folderOf(path: string | undefined): Promise<Folder> {
    const only = this.#folders.length === 1 ? this.#folders[0] : undefined
    const found = path === undefined ? only : this.#folders.find(folder => folder.contains(path))
    if (found) return found
    this.#loose ??= Folder.open(undefined, this.settings)
    return this.#loose
  }

  /** After folders came or went: open texts belong to those that are there now. Gives those that moved. */
  async rehome(): Promise<readonly ManifestFile[]> {
    const moved: ManifestFile[] = []
    for (const [uri, file] of [...this.#open]) {
      const folder = await this.#folderOf(file.path)
      if (folder === file.folder) continue
      const { text, version } = file
      this.#open.delete(uri)
      file.version = undefined
      file.folder.remove(file)
      moved.push(await this.open(uri, version ?? 0, text))
    }
    return moved
  }

  async open(uri: string, version: number, text: string): Promise<ManifestFile> {
    const path = pathOf(uri)
    const folder = await this.#folderOf(path)
    const known = folder.file(uri, path)
    // The editor may write a URI in its own way; it hears of the file as it calls it.
    const file = known.uri === uri ? known : this.#renamed(folder, known, uri)
    file.version = version
    folder.recognise(file)
    file.text = text
    this.#open.set(uri, file)
    return file
  }

  #renamed(folder: Folder, known: ManifestFile, uri: string): ManifestFile {
    folder.remove(known)
    return folder.file(uri, known.path)
  }

  file(uri: string): ManifestFile | undefined {
    return this.#open.get(uri)
  }

  get openFiles(): IterableIterator<ManifestFile> {
    return this.#open.values()
  }

  /** What was not saved is forgotten: the file is again as it is on disk. */
  close(uri: string): ManifestFile | undefined {
    const file = this.#open.get(uri)
    if (!file) return undefined
    this.#open.delete(uri)
    file.version = undefined
    if (file.path === undefined || file.folder.path === undefined) file.folder.remove(file)
    else file.folder.read(file.path)
    return file
  }

  /** Files and folders were made, changed or deleted by somebody else. Tells whether any of it matters to us. */
  touched(uris: readonly string[]): boolean {
    const byFolder = new Map<Folder, string[]>()
    let matters = false
    for (const path of new Set(uris.flatMap(uri => pathOf(uri) ?? []))) {
      const folder = this.#folders.find(each => each.contains(path))
      if (!folder) matters = true
      else if (byFolder.has(folder)) byFolder.get(folder)!.push(path)
      else byFolder.set(folder, [path])
    }
    for (const [folder, paths] of byFolder) if (folder.touched(paths)) matters = true
    return matters
  }

  /** Reads a folder, a few files at a time, so that whoever types does not wait. */
  async scan(folder: Folder): Promise<void> {
    let since = performance.now()
    const breathe = async () => {
      if (performance.now() - since < SLICE_MS) return
      await new Promise(done => setImmediate(done))
      since = performance.now()
    }
    for (const { path } of folder.list()) {
      if (path !== undefined) folder.read(resolve(path))
      await breathe()
    }
    folder.recognisePackages()
    folder.collectDefinitions()
    folder.complete = true
  }
}

export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined
  } catch {
    return undefined
  }
}
