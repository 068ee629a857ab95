import { Minimatch } from 'minimatch'

/** The one place that speaks to minimatch. */
export type PathTest = (path: string) => boolean

const HAS_MAGIC = /[*?[\]{}]|[!+@]\(/

export const isGlob = (text: string): boolean => HAS_MAGIC.test(text)

/**
 * Whether a relative path (with `/`) is meant by one of the patterns. As people write them in
 * configuration files: `charts` and `charts/` mean everything below it too, `*.yaml` without a slash
 * means the name wherever it is, and names that begin with a dot are no exception.
 */
export function pathTest(patterns: readonly string[]): PathTest {
  const tests = patterns.map(oneTest)
  return path => tests.some(test => test(path))
}

function oneTest(pattern: string): PathTest {
  const clean = pattern.replace(/^\.\//, '').replace(/\/+$/, '')
  if (clean === '' || clean === '.') return () => true
  if (!isGlob(clean)) return path => path === clean || path.startsWith(`${clean}/`)
  const anchored = clean.includes('/') ? clean : `**/${clean}`
  const matches = new Minimatch(anchored, { dot: true })
  const below = new Minimatch(`${anchored}/**`, { dot: true })
  return path => matches.match(path) || below.match(path)
}

/** Whether a path is meant by a pattern as a shell has them: from its first segment to its last. */
export function shellTest(pattern: string): PathTest {
  const matches = new Minimatch(pattern)
  return path => matches.match(path)
}

/** The folder in which to look for what a glob may match: the part before the first segment with magic. */
export function globBase(pattern: string): string {
  const segments = pattern.split('/')
  const first = segments.findIndex(isGlob)
  const base = segments.slice(0, first < 0 ? segments.length - 1 : first).join('/')
  return base === '' ? (pattern.startsWith('/') ? '/' : '.') : base
}
