import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import { special } from './beside.ts'
import { IgnoreRules } from './gitignore.ts'
import { aboutFile, errorCode, type Listing, reasonOf } from './listing.ts'

export interface WalkOptions {
  /** The name of a path in every output. */
  readonly nameOf: (path: string) => string
  /** Whether a path is wanted at all; both are asked with absolute paths. */
  readonly includes: (path: string) => boolean
  readonly excludes: (path: string) => boolean
  /** Files that `.gitignore` names as well. */
  readonly ignored?: boolean
}

const MANIFEST = /\.(?:ya?ml|json)$/i
const NEVER = new Set(['.git', 'node_modules'])

/**
 * Every manifest below a folder, in the order of their names, so that two runs list the same.
 * Links are followed; one that leads back to a folder on the way to it is said and not followed.
 */
export function walk(folder: string, options: WalkOptions, into: Listing): void {
  new Walk(options, into).folder(folder, options.ignored ? IgnoreRules.none : IgnoreRules.forNamed(folder), [])
}

class Walk {
  readonly #options: WalkOptions
  readonly #into: Listing
  /** Real folders already walked: a second link to one of them brings nothing new. */
  readonly #seen = new Map<string, string>()
  readonly #files = new Map<string, string>()

  constructor(options: WalkOptions, into: Listing) {
    this.#options = options
    this.#into = into
  }

  folder(path: string, rules: IgnoreRules, above: readonly string[]): void {
    const name = this.#options.nameOf(path)
    let entries: Dirent[]
    let real: string
    try {
      real = realpathSync(path)
      entries = readdirSync(path, { withFileTypes: true })
    } catch (error) {
      this.#into.diagnostics.push(aboutFile('input/unreadable', name, `${name} cannot be read: ${reasonOf(error)}`))
      return
    }
    if (above.includes(real)) {
      const message = `${name} is a symbolic link to a folder that contains it`
      this.#into.diagnostics.push(
        aboutFile('input/link-loop', name, message, 'warning', 'Remove the link, or exclude it under `paths.exclude`.'),
      )
      return
    }
    const before = this.#seen.get(real)
    if (before !== undefined) {
      this.#into.skipped.push({ file: name, why: 'a link to a folder that is checked under its own name' })
      return
    }
    this.#seen.set(real, name)
    entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    const links = entries.filter(entry => entry.isSymbolicLink())
    for (const entry of entries)
      if (!entry.isSymbolicLink()) this.#entry(join(path, entry.name), entry, rules, [...above, real])
    for (const entry of links) this.#link(join(path, entry.name), rules, [...above, real])
  }

  #entry(path: string, entry: Dirent | Stats, rules: IgnoreRules, above: readonly string[]): void {
    const name = this.#options.nameOf(path)
    if (entry.isDirectory()) {
      if (NEVER.has(name.slice(name.lastIndexOf('/') + 1)) || rules.ignores(path, true)) return
      if (!this.#options.excludes(path)) this.folder(path, this.#options.ignored ? rules : rules.in(path), above)
      return
    }
    if (!MANIFEST.test(path) || rules.ignores(path, false)) return
    if (this.#options.excludes(path) || !this.#options.includes(path)) return
    if (entry.isFile()) {
      this.#into.files.push({ name, path, asked: false })
      this.#files.set(path, name)
    } else this.#into.skipped.push({ file: name, why: `not a file but ${special(entry)}` })
  }

  #link(path: string, rules: IgnoreRules, above: readonly string[]): void {
    const name = this.#options.nameOf(path)
    try {
      const target = statSync(path)
      if (target.isFile()) {
        const original = this.#files.get(realpathSync(path))
        if (original !== undefined && MANIFEST.test(path)) {
          this.#into.skipped.push({ file: name, why: 'a link to a file that is checked under its own name' })
          return
        }
      }
      this.#entry(path, target, rules, above)
    } catch (error) {
      if (rules.ignores(path, false) || this.#options.excludes(path)) return
      const loop = errorCode(error) === 'ELOOP'
      // A link without a manifest's name may have been meant for anything; one that goes in a circle is always wrong.
      if (!loop && !MANIFEST.test(path)) return
      const message = loop
        ? `${name} is a symbolic link that leads back to itself`
        : `${name} is a symbolic link to something that cannot be reached: ${reasonOf(error)}`
      this.#into.diagnostics.push(aboutFile(loop ? 'input/link-loop' : 'input/broken-link', name, message))
    }
  }
}
