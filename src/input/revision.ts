import { type GitAnswer, git, unknownRevision } from './git.ts'

/** Names that a main branch goes by, what the remote says first. */
const MAIN = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master']

/** Where the branch at hand left the main branch: the commit that a pull request is compared with. */
export async function mergeBase(
  folder: string,
): Promise<GitAnswer<{ readonly commit: string; readonly branch: string }>> {
  for (const branch of MAIN) {
    const base = await git(folder, ['merge-base', branch, 'HEAD'])
    if ('value' in base) return { value: { commit: textOf(base.value), branch } }
  }
  return { reason: `there is no main branch here (${MAIN.slice(1).join(', ')})` }
}

export async function commitOf(folder: string, revision: string): Promise<GitAnswer<string>> {
  const known = await git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
  if ('value' in known) return { value: textOf(known.value) }
  return { reason: await unknownRevision(folder, revision) }
}

/** What a kustomization or a chart may be made of, wherever it is. */
const WHOLE = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization|Chart\.yaml)$/

/**
 * Writes the files of a commit below some paths into a folder, through an index of its own: the user's index and
 * working tree are left alone. A Kustomization among them may build on anything, so then all files are written.
 *
 * @param paths relative to the top of the repository; empty for all
 */
export async function writeRevisionTo(
  top: string,
  commit: string,
  paths: readonly string[],
  folder: string,
): Promise<GitAnswer<number>> {
  const listed = await git(top, ['ls-tree', '-r', '-z', '--name-only', commit, '--', ...paths])
  if (!('value' in listed)) return listed
  const names = listed.value.toString('utf8').split('\0').filter(Boolean)
  const wanted = names.some(name => WHOLE.test(name))
    ? []
    : names.filter(name => /\.(?:ya?ml|json)$|(?:^|\/)\.gitignore$/i.test(name))
  const env = { GIT_INDEX_FILE: `${folder}/.index` }
  const read = await git(top, ['read-tree', commit], undefined, env)
  if (!('value' in read)) return read
  if (names.length === 0) return { value: 0 }
  const some = wanted.length > 0
  const written = some
    ? await git(
        top,
        ['checkout-index', '--force', '--stdin', '-z', `--prefix=${folder}/`],
        `${wanted.join('\0')}\0`,
        env,
      )
    : await git(top, ['checkout-index', '--all', '--force', `--prefix=${folder}/`], undefined, env)
  return 'value' in written ? { value: some ? wanted.length : names.length } : written
}

const textOf = (output: Buffer): string => output.toString('utf8').trim()
