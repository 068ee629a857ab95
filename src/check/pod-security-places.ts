import type { Level, Standard } from '../apiserver/admission/pod-security/standard.ts'
import type { Response } from '../apiserver/response.ts'
import { LintObject } from '../lint/lint-object.ts'
import { type Offence, offences } from '../lint/pod-security/offences.ts'
import type { ManifestObject } from '../manifest/objects.ts'
import { type Minor, parseMinor } from '../resource/version.ts'
import type { Finding } from './finding.ts'

/**
 * Points a refusal by the Pod Security admission at the fields that its standard forbids. The server leaves word of the
 * standard in an annotation for its audit log; a refusal of another kind finds nothing that offends it.
 */
export function atOffences(finding: Finding, answer: Response, object: ManifestObject, minor: Minor): Finding {
  const [first, ...others] = placesOf(answer, object, minor)
  if (!first) return finding
  const { atKey: _, ...rest } = finding
  const related = others.map(other => ({ path: other.at.path, message: wordsOf(other) }))
  return { ...rest, path: first.at.path, ...(related.length > 0 && { related }) }
}

function placesOf({ auditAnnotations }: Response, object: ManifestObject, minor: Minor): Offence[] {
  const enforced = standardFrom(auditAnnotations['pod-security.kubernetes.io/enforce-policy'])
  const { pods } = new LintObject(object)
  return enforced && pods ? offences(enforced, pods, minor) : []
}

/** `baseline:v1.34` */
function standardFrom(text: string | undefined): Standard | undefined {
  const [level, version] = text?.split(':') ?? []
  return level && version ? { level: level as Level, version: parseMinor(version) ?? 'latest' } : undefined
}

const wordsOf = ({ violation: { reason, detail } }: Offence): string => (detail ? `${reason} (${detail})` : reason)
