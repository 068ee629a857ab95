import { parseApiVersion } from '../../resource/object.ts'
import { formatMinor, NEWEST } from '../../resource/version.ts'
import { availability } from '../../schema/history.ts'
import type { Find } from './find.ts'

/** Manifests in a version of an API that a later release does not serve any more. */
export const apiRemoved: Find = function* ({ changes, question }) {
  for (const { object, action } of changes) {
    if (action === 'leave' || action === 'delete' || action === 'refused') continue
    const { group, version } = parseApiVersion(object.apiVersion)
    const span = availability(group, version, object.kind)
    if (!span || span.until >= NEWEST || span.until < question.minor) continue
    const use = span.replacement === undefined ? {} : { use: span.replacement }
    yield { kind: 'api-removed', weight: 'warning', about: object, last: formatMinor(span.until), ...use }
  }
}
