/** A Kubernetes minor release: 36 is 1.36. drydock knows 1.14 to 1.37. */
export type Minor = number

export const OLDEST: Minor = 14
export const NEWEST: Minor = 37
export const DEFAULT_MINOR: Minor = 36

/** `1.36`, `v1.36.2` → 36; anything else → undefined. */
export function parseMinor(text: string): Minor | undefined {
  const match = /^v?1\.(\d{1,3})(?:\.\d+)?(?:[-+].*)?$/.exec(text.trim())
  return match ? Number(match[1]) : undefined
}

export const formatMinor = (minor: Minor): string => `1.${minor}`

/** Releases as people list them: `1.29`, `1.29..1.36`, `1.29,1.33`. In order, each once; or why they are none. */
export function readMinors(texts: readonly string[]): { readonly minors: Minor[] } | { readonly problem: string } {
  const minors = new Set<Minor>()
  for (const text of texts.flatMap(one => one.split(','))) {
    const [first = '', last = first] = text.split('..')
    const dashed = /^\s*(v?1\.\d+)[\d.]*\s*-\s*(v?1\.\d+)/.exec(text)
    if (dashed) return { problem: `\`${text}\` is no release; a range is written ${dashed[1]}..${dashed[2]}` }
    if (first.trim() === '' || last.trim() === '')
      return { problem: `a release is missing in \`${texts.join(',')}\`; write 1.36, 1.29,1.36 or 1.29..1.36` }
    const from = parseMinor(first)
    const to = parseMinor(last)
    if (from === undefined || !isKnown(from)) return unknown(first)
    if (to === undefined || !isKnown(to)) return unknown(last)
    if (from > to) return { problem: `\`${text}\` ends before it begins` }
    for (let minor = from; minor <= to; minor++) minors.add(minor)
  }
  return { minors: [...minors].sort((a, b) => a - b) }
}

const isKnown = (minor: Minor): boolean => minor >= OLDEST && minor <= NEWEST

const unknown = (text: string): { readonly problem: string } => ({
  problem: `\`${text}\` is no Kubernetes release that drydock knows (${formatMinor(OLDEST)} to ${formatMinor(NEWEST)})`,
})
