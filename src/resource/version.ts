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
