import { isObject, type Json } from '../../resource/json.ts'

/** What tells two items of a list apart: the value of the merge key, or a scalar itself. Compared as text. */
export function identity(item: Json, mergeKey: string | undefined): string {
  const value = mergeKey === undefined ? item : isObject(item) ? item[mergeKey] : undefined
  return isObject(value) || Array.isArray(value) ? '' : String(value)
}

/**
 * The items of a merged list in the order that both sides asked for: those the patch names in the patch's
 * order, the others in the order they had, and the two rows merged so that neither is broken.
 *
 *   server a b c, patch order c a    →  b stood before c and comes out before it: b c a
 *
 * Truth: apimachinery/pkg/util/strategicpatch/patch.go normalizeElementOrder, mergeSortedSlice
 */
export function inOrder(merged: Json[], patchOrder: Json[], serverOrder: Json[], mergeKey: string | undefined): Json[] {
  const asked = positions(patchOrder, mergeKey)
  const had = positions(serverOrder, mergeKey)
  const place = (item: Json, order: Map<string, number>): number => order.get(identity(item, mergeKey)) ?? -1
  const named = merged.filter(item => place(item, asked) >= 0)
  const others = merged.filter(item => place(item, asked) < 0)
  named.sort((a, b) => place(a, asked) - place(b, asked))
  others.sort((a, b) => place(a, had) - place(b, had))

  const ordered: Json[] = []
  let next = 0
  for (const item of named) {
    const at = place(item, had)
    while (next < others.length && at >= 0) {
      const other = place(others[next]!, had)
      if (other < 0 || other >= at) break
      ordered.push(others[next++]!)
    }
    ordered.push(item)
  }
  return [...ordered, ...others.slice(next)]
}

function positions(order: Json[], mergeKey: string | undefined): Map<string, number> {
  const places = new Map<string, number>()
  order.forEach((item, index) => {
    const key = identity(item, mergeKey)
    if (!places.has(key)) places.set(key, index)
  })
  return places
}
