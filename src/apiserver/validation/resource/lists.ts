import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import type { BadValue } from '../../go-text.ts'

/** Looks at every item, unless there are too many of them. Truth: pkg/apis/resource/validation validateSlice */
export function validateList<T>(
  items: readonly T[] | undefined,
  most: number,
  errors: FieldErrors,
  path: FieldPath,
  validateItem: (item: T, path: FieldPath) => void,
): boolean {
  if (!items) return true
  if (items.length > most) {
    errors.tooMany(path, items.length, most)
    return false
  }
  items.forEach((item, index) => {
    validateItem(item, path.index(index))
  })
  return true
}

/** The same for items that may be there once; repeated ones are told of last. Truth: validateSet */
export function validateSet<T>(
  items: readonly T[] | undefined,
  most: number,
  errors: FieldErrors,
  path: FieldPath,
  keyOf: (item: T) => string,
  validateItem: (item: T, path: FieldPath) => void,
  shown: (item: T) => BadValue = keyOf,
): void {
  if (!items || !validateList(items, most, errors, path, validateItem)) return
  const seen = new Set<string>()
  items.forEach((item, index) => {
    const key = keyOf(item)
    if (seen.has(key)) errors.duplicate(path.index(index), shown(item))
    seen.add(key)
  })
}

/** Keys longer than that are shown without their middle. Truth: truncateIfTooLong */
export function shortKey(key: string, most: number): string {
  if (key.length <= most) return key
  const rest = most - 3
  return `${key.slice(0, Math.floor((rest + 1) / 2))}...${key.slice(key.length - Math.floor(rest / 2))}`
}

/** Keys are at fault as the map, values as the entry. Truth: validateMap */
export function validateMap<T>(
  map: Readonly<Record<string, T>> | undefined,
  most: number,
  mostKeyBytes: number,
  errors: FieldErrors,
  path: FieldPath,
  validateKey: (key: string, path: FieldPath) => void,
  validateValue: (value: T, path: FieldPath) => void,
): void {
  if (!map) return
  const entries = Object.entries(map)
  if (entries.length > most) {
    errors.tooMany(path, entries.length, most)
    return
  }
  for (const [key, value] of entries) {
    validateKey(key, path)
    validateValue(value, path.key(shortKey(key, mostKeyBytes)))
  }
}
