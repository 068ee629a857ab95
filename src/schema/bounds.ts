import type { Bounds } from '../../schemas/format.ts'
import { formatMinor, type Minor, parseMinor } from '../resource/version.ts'

const minors = new Map<string, Minor>()
for (let minor = 0; minor < 100; minor++) minors.set(formatMinor(minor), minor)

export const minorOf = (text: string): Minor => minors.get(text) ?? parseMinor(text) ?? 0

/** Whether a minor lies between the bounds. */
export const within = (bounds: Bounds, minor: Minor): boolean =>
  (bounds.since === undefined || minorOf(bounds.since) <= minor) &&
  (bounds.until === undefined || minorOf(bounds.until) >= minor)
