import { type Outcome, run } from './command.ts'

/** A question to git in a folder; the reason as git gives it when there is no answer. */
export type GitAnswer<T> = { readonly value: T } | { readonly reason: string }

export async function git(
  folder: string,
  args: readonly string[],
  input?: string,
  more: Readonly<Record<string, string>> = {},
): Promise<GitAnswer<Buffer>> {
  // No pager, no prompt, no lock: git is only asked.
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', ...more }
  const outcome: Outcome = await run('git', args, { cwd: folder, env, ...(input !== undefined && { input }) })
  if (outcome.kind === 'done') return { value: outcome.output }
  return { reason: outcome.kind === 'missing' ? 'the `git` command was not found' : inWords(outcome.reason) }
}

/** What git says most often is said in a sentence; the rest as it is. */
const inWords = (reason: string): string =>
  /not a git repository/.test(reason) ? 'this is not a git repository' : `git: ${reason.replace(/^fatal: /, '')}`

const names = (output: Buffer): string[] => output.toString('utf8').split('\0').filter(Boolean)

async function namesOf(folder: string, args: readonly string[]): Promise<GitAnswer<string[]>> {
  const answer = await git(folder, args)
  return 'value' in answer ? { value: names(answer.value) } : answer
}

/** The folder that holds the repository. */
export async function topLevel(folder: string): Promise<GitAnswer<string>> {
  const answer = await git(folder, ['rev-parse', '--show-toplevel'])
  return 'value' in answer ? { value: answer.value.toString('utf8').replace(/\r?\n$/, '') } : answer
}

/** Files that the next commit adds or changes, relative to the top. Deleted ones have nothing to check, links and submodules no text. */
export async function stagedNames(top: string): Promise<GitAnswer<string[]>> {
  const answer = await namesOf(top, ['diff', '--cached', '--raw', '--no-renames', '--diff-filter=ACMT', '-z'])
  if (!('value' in answer)) return answer
  // `:100644 100644 <id> <id> M`, then the name.
  const { value } = answer
  return { value: value.filter((_, index) => index % 2 === 1 && / 100[0-7]{3} /.test(value[index - 1]!)) }
}

/**
 * Files that differ from where this branch left a revision, new ones included. Where the common
 * ancestor is not at hand (a shallow clone), the revision itself is compared.
 */
export async function changedNames(top: string, revision: string): Promise<GitAnswer<string[]>> {
  const from = await ancestorOf(top, revision)
  if (!('value' in from)) return from
  const changed = await namesOf(top, [
    'diff',
    '--name-only',
    '--no-renames',
    '--diff-filter=ACMT',
    '-z',
    from.value,
    '--',
  ])
  if (!('value' in changed)) return changed
  const untracked = await namesOf(top, ['ls-files', '--others', '--exclude-standard', '-z'])
  return 'value' in untracked ? { value: [...new Set([...changed.value, ...untracked.value])].sort() } : untracked
}

/** The commit where this branch left a revision; the revision itself where that is not at hand (a shallow clone). */
export async function ancestorOf(top: string, revision: string): Promise<GitAnswer<string>> {
  const known = await git(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
  if (!('value' in known)) return { reason: await unknownRevision(top, revision) }
  const commit = known.value.toString('utf8').trim()
  const ancestor = await git(top, ['merge-base', commit, 'HEAD'])
  return { value: 'value' in ancestor ? ancestor.value.toString('utf8').trim() : commit }
}

/** A clone for CI often has nothing but the last commit. */
export async function unknownRevision(top: string, revision: string): Promise<string> {
  const shallow = await git(top, ['rev-parse', '--is-shallow-repository'])
  const why = 'value' in shallow && shallow.value.toString('utf8').trim() === 'true'
  return `git knows no revision ${JSON.stringify(revision)} here${why ? ': this clone has only a part of the history, fetch more of it' : ''}`
}

/** Files of a commit that are not as they were: changed since, or gone. */
export const namesChangedIn = (top: string, commit: string): Promise<GitAnswer<string[]>> =>
  namesOf(top, ['diff', '--name-only', '--no-renames', '--diff-filter=DMT', '-z', commit, '--'])

export const namesIn = (top: string, commit: string): Promise<GitAnswer<string[]>> =>
  namesOf(top, ['ls-tree', '-r', '-z', '--name-only', commit])

/** Every file git knows, and with them the new ones it does not ignore. */
export const trackedNames = (top: string): Promise<GitAnswer<string[]>> => namesOf(top, ['ls-files', '--cached', '-z'])

/** The contents that the next commit would have, by name. */
export const stagedContents = (top: string, files: readonly string[]): Promise<GitAnswer<Map<string, Uint8Array>>> =>
  contentsIn(top, '', files)

/** The contents of files in a commit, or in the index, by name: one process for all of them. */
export async function contentsIn(
  top: string,
  commit: string,
  files: readonly string[],
): Promise<GitAnswer<Map<string, Uint8Array>>> {
  const askable = files.filter(name => !name.includes('\n'))
  const answer = await git(top, ['cat-file', '--batch'], askable.map(name => `${commit}:${name}\n`).join(''))
  if (!('value' in answer)) return answer
  const contents = readBatch(answer.value, askable)
  for (const name of files) {
    if (!name.includes('\n')) continue
    const alone = await git(top, ['cat-file', 'blob', `${commit}:${name}`])
    if ('value' in alone) contents.set(name, alone.value)
  }
  return { value: contents }
}

/** `<id> blob <size>\n<bytes>\n` for each, or `:<name> missing\n`. */
function readBatch(output: Buffer, files: readonly string[]): Map<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>()
  let offset = 0
  for (const file of files) {
    const end = output.indexOf(10, offset)
    if (end < 0) break
    const [, type, size] = output.toString('latin1', offset, end).split(' ')
    offset = end + 1
    if (size === undefined || !/^\d+$/.test(size)) continue
    if (type === 'blob') contents.set(file, output.subarray(offset, offset + Number(size)))
    offset += Number(size) + 1
  }
  return contents
}

/** Writes the index as files into a folder (which ends with `/`), for tools that want files. */
export const writeIndexTo = (top: string, folder: string): Promise<GitAnswer<Buffer>> =>
  git(top, ['checkout-index', '--all', '--force', `--prefix=${folder}`])
