/** Which empty lists a decoder left out of an object, as Go's encoder would. */
const lists = new WeakMap<object, Set<string>>()

export function noteEmptyList(object: object, field: string): void {
  const known = lists.get(object)
  if (known) known.add(field)
  else lists.set(object, new Set([field]))
}

/** Go tells an empty list, `[]`, from none at all, `null`, where a message shows it; the object does not. */
export const wasEmptyList = (object: object, field: string): boolean => lists.get(object)?.has(field) === true
