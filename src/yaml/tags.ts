const PREFIX = 'tag:yaml.org,2002:'

export const STRING_TAG = `${PREFIX}str`
export const MERGE_TAG = `${PREFIX}merge`
export const BINARY_TAG = `${PREFIX}binary`
export const FLOAT_TAG = `${PREFIX}float`
export const INT_TAG = `${PREFIX}int`
export const BOOL_TAG = `${PREFIX}bool`
export const NULL_TAG = `${PREFIX}null`
export const TIMESTAMP_TAG = `${PREFIX}timestamp`

/** `tag:yaml.org,2002:int` → `!!int` */
export const shortTag = (tag: string): string => (tag.startsWith(PREFIX) ? `!!${tag.slice(PREFIX.length)}` : tag)

/** What the handles of one document stand for. */
export class TagTable {
  readonly #prefixes = new Map<string, string>()

  /** A `%TAG` directive; false when the handle has one already. */
  define(handle: string, prefix: string): boolean {
    if (this.#prefixes.has(handle)) return false
    this.#prefixes.set(handle, prefix)
    return true
  }

  /** The full tag; undefined when nothing defines the handle. */
  resolve(handle: string, suffix: string): string | undefined {
    if (handle === '') return suffix
    const prefix = this.#prefixes.get(handle) ?? (handle === '!' ? '!' : handle === '!!' ? PREFIX : undefined)
    return prefix === undefined ? undefined : prefix + suffix
  }
}
