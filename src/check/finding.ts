import type { Diagnostic, Fix, Severity } from '../diagnostic/diagnostic.ts'
import type { ManifestObject } from '../manifest/objects.ts'
import type { Minor } from '../resource/version.ts'
import { formatPath, type Path } from '../yaml/path.ts'

/** What one release says about one object; findings of several releases that say the same become one. */
export interface Finding {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly path: Path
  /** Point at the key of the field rather than at its value. */
  readonly atKey?: boolean
  /** Other places of the same object that it is about. */
  readonly related?: readonly { readonly path: Path; readonly message: string }[]
  readonly advice?: string
  readonly fix?: Fix
}

/** Joins what several releases say. A finding that holds for every release asked for names none. */
export function joinFindings(
  object: ManifestObject,
  found: ReadonlyMap<Minor, readonly Finding[]>,
  minors: readonly Minor[],
): Diagnostic[] {
  const joined = new Map<string, { finding: Finding; versions: Minor[] }>()
  for (const [minor, findings] of found) {
    for (const finding of findings) {
      const key = `${finding.code}\n${finding.path.join('\n')}\n${finding.message}`
      const known = joined.get(key)
      if (!known) joined.set(key, { finding, versions: [minor] })
      else if (known.versions.at(-1) !== minor) known.versions.push(minor)
    }
  }
  return [...joined.values()].map(({ finding, versions }) => ({
    ...toDiagnostic(object, finding),
    ...(versions.length < minors.length ? { versions } : {}),
  }))
}

function toDiagnostic(object: ManifestObject, { atKey, path, related, ...finding }: Finding): Diagnostic {
  return {
    ...finding,
    ...(related && { related: related.map(other => ({ at: object.at(other.path), message: other.message })) }),
    at: atKey ? object.keyAt(path) : object.at(path),
    subject: object.subject,
    ...(path.length > 0 ? { path: formatPath(path) } : {}),
  }
}
