import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import type { ManifestObject } from '../../src/manifest/objects.ts'
import type { ObjectRef } from '../../src/resource/object.ts'
import { parsePath } from '../../src/yaml/path.ts'
import { chunkOf } from '../workspace/chunk.ts'
import type { ManifestFile } from '../workspace/file.ts'

/**
 * What was found a moment ago among all objects, as far as it is still there: in chunks that nobody touched as it
 * was, in the one being typed in at the same field, if that still says the same.
 */
export function carried(found: readonly Diagnostic[], file: ManifestFile): Diagnostic[] {
  if (found.length === 0) return []
  const chunks = new Set(file.chunks)
  let bySubject: Map<string, ManifestObject> | undefined
  return found.flatMap(finding => {
    const chunk = chunkOf(finding.at.source)
    if (chunk && chunks.has(chunk)) return [finding]
    if (!finding.subject) return []
    bySubject ??= new Map(file.objects.map(object => [keyOf(object.subject), object]))
    const object = bySubject.get(keyOf(finding.subject))
    const at = object?.at(finding.path === undefined ? ['metadata', 'name'] : parsePath(finding.path))
    const { source, start, end } = finding.at
    const same = at && at.source.text.slice(at.start, at.end) === source.text.slice(start, end)
    if (!same) return []
    const { fix: _, ...rest } = finding
    return [{ ...rest, at }]
  })
}

const keyOf = ({ apiVersion, kind, namespace = '', name }: ObjectRef): string =>
  `${apiVersion}\n${kind}\n${namespace}\n${name}`
