import { type Manager, managerKey } from './managers.ts'

const MOST_UPDATERS = 10
const ANCIENT = 'ancient-changes'

/**
 * No more than ten may be remembered for having updated: beyond that the oldest of a version are put together
 * under one name. With 12 of the same version the three oldest become one, and ten are left.
 *
 * Truth: managedfields/internal/capmanagers.go
 */
export function capped(managers: ReadonlyMap<string, Manager>): Map<string, Manager> {
  const next = new Map(managers)
  const updaters = [...managers].filter(([, { operation }]) => operation === 'Update')
  let count = updaters.length
  if (count <= MOST_UPDATERS) return next
  updaters.sort(([a, { time: left = '' }], [b, { time: right = '' }]) =>
    left < right ? -1 : left > right ? 1 : a < b ? -1 : 1,
  )
  const first = new Map<string, string>()
  for (const [key, updater] of updaters) {
    if (count <= MOST_UPDATERS) break
    const { apiVersion, fields, time } = updater
    const oldest = first.get(apiVersion)
    if (oldest === undefined) {
      first.set(apiVersion, key)
      continue
    }
    const bucket = { manager: ANCIENT, operation: 'Update', apiVersion, subresource: undefined } as const
    const bucketKey = managerKey(bucket)
    const held = next.get(bucketKey) ?? next.get(oldest)
    if (!next.has(bucketKey)) next.delete(oldest)
    next.delete(key)
    next.set(bucketKey, { ...bucket, fields: held ? held.fields.union(fields) : fields, time })
    count--
  }
  return next
}
