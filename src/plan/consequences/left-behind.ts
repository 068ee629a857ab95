import type { Find } from './find.ts'

/** What no manifest has any more stays in the cluster, unless somebody prunes. */
export const leftBehind: Find = function* ({ changes }) {
  for (const { object, action } of changes) {
    if (action === 'leave') yield { kind: 'left-behind', weight: 'note', about: object }
  }
}
