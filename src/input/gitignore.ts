import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import ignore, { type Ignore } from 'ignore'
import { readTextBeside } from './beside.ts'

/** The rules of one folder and of those above it. The one place that speaks to the `ignore` package. */
export class IgnoreRules {
  readonly #parent: IgnoreRules | undefined
  readonly #folder: string
  readonly #rules: Ignore | undefined

  private constructor(folder: string, rules: Ignore | undefined, parent: IgnoreRules | undefined) {
    this.#folder = folder
    this.#rules = rules
    this.#parent = parent
  }

  /** The rules that hold in a folder: those from the top of its git repository down to it. */
  static at(folder: string): IgnoreRules {
    const top = gitTop(folder)
    let rules = new IgnoreRules(
      top ?? folder,
      top === undefined ? undefined : readRules(join(top, '.git', 'info', 'exclude')),
      undefined,
    )
    const steps = top === undefined ? [] : relative(top, folder).split(sep).filter(Boolean)
    rules = rules.in(top ?? folder)
    let path = top ?? folder
    for (const step of steps) {
      path = join(path, step)
      rules = rules.in(path)
    }
    return rules
  }

  /** No rules: what is named besides the files to check is meant, whatever git makes of it. */
  static readonly none = new IgnoreRules('', undefined, undefined)

  /** The rules for a folder that somebody named: one that is ignored itself, such as `build/`, is meant all the same. */
  static forNamed(folder: string): IgnoreRules {
    const rules = IgnoreRules.at(folder)
    return rules.ignores(folder, true) ? IgnoreRules.none.in(folder) : rules
  }

  /** The rules inside a subfolder. */
  in(folder: string): IgnoreRules {
    const rules = readRules(join(folder, '.gitignore'))
    return rules ? new IgnoreRules(folder, rules, this) : this
  }

  /** The nearest folder that has something to say decides, as in git. */
  ignores(path: string, isFolder: boolean): boolean {
    for (let level: IgnoreRules | undefined = this; level; level = level.#parent) {
      if (!level.#rules) continue
      // Paths come from a walk below the folder; taking the front off is much cheaper than `relative`.
      const front = level.#folder.endsWith(sep) ? level.#folder : level.#folder + sep
      if (!path.startsWith(front)) continue
      const inside = path.slice(front.length).replaceAll(sep, '/')
      const { ignored, unignored } = level.#rules.test(isFolder ? `${inside}/` : inside)
      if (ignored) return true
      if (unignored) return false
    }
    return false
  }
}

function readRules(file: string): Ignore | undefined {
  try {
    return ignore().add(readTextBeside(file))
  } catch {
    return undefined
  }
}

/** The folder that holds `.git` (a folder, or a file in worktrees and submodules). */
export function gitTop(folder: string): string | undefined {
  for (let path = folder; ; ) {
    if (existsSync(join(path, '.git'))) return path
    const parent = dirname(path)
    if (parent === path) return undefined
    path = parent
  }
}

/** Where a folder is in its repository: `deploy/`; empty at the top, and outside of any. */
export function placeInRepository(folder: string): string {
  const top = gitTop(folder)
  const inside = top === undefined ? '' : relative(top, folder).split(sep).join('/')
  return inside === '' ? '' : `${inside}/`
}
