/** Makes one field what it is in the other object, absent included. */
export function takeOver<T extends object>(to: T, from: T, field: keyof T): void {
  if (from[field] === undefined) delete to[field]
  else to[field] = from[field]
}
