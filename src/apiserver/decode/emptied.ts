/** Which empty lists and maps a decoder left out of an object, as Go's encoder would. */
const lists = new WeakMap<object, Set<string>>()

export function noteEmpty(object: object, field: string): void {
  const known = lists.get(object)
  if (known) known.add(field)
  else lists.set(object, new Set([field]))
}

/** The fields that hold something empty, which Go tells from nothing at all. */
export const emptyFields = (object: object): ReadonlySet<string> => lists.get(object) ?? NONE

const NONE: ReadonlySet<string> = new Set()

/** Go tells an empty list, `[]`, from none at all, `null`, where a message shows it; the object does not. */
export const wasEmptyList = (object: object, field: string): boolean => lists.get(object)?.has(field) === true
