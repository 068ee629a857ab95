import type { Response } from '../apiserver/response.ts'
import type { StatusCause } from '../apiserver/status.ts'
import type { ManifestObject } from '../manifest/objects.ts'
import type { Minor } from '../resource/version.ts'
import type { Kind } from '../schema/catalog.ts'
import { type Path, parsePath } from '../yaml/path.ts'
import { fieldFinding } from './fields.ts'
import type { Finding } from './finding.ts'

/** What a user should hear of the API server's answer: a finding for each cause, and its warnings. */
export function findingsOf(response: Response, object: ManifestObject, kind: Kind, minor: Minor): Finding[] {
  const warnings = response.warnings.map(warningFinding)
  if (!response.status) return warnings
  const { problems = [], status } = response
  if (problems.length > 0) return [...problems.map(problem => fieldFinding(problem, object, kind, minor)), ...warnings]
  const causes = status.details?.causes ?? []
  if (status.code === 422 && causes.length > 0) return [...causes.map(causeFinding), ...warnings]
  const path: Path = status.code === 400 ? [] : ['metadata', 'name']
  return [{ code: status.reason ?? 'InternalError', severity: 'error', message: status.message, path }, ...warnings]
}

/** A policy in CEL gives no reason with its causes. */
const causeFinding = ({ reason = 'PolicyViolation', message, field }: StatusCause): Finding => ({
  code: reason,
  severity: 'error',
  message: field && field !== '<nil>' ? `${field}: ${message}` : message,
  path: pathOf(field),
})

/** `spec.containers[0].image: …` at the start of a warning says where. */
function warningFinding(text: string): Finding {
  const field = /^([A-Za-z][\w.[\]/-]*): /.exec(text)?.[1]
  return { code: 'api/warning', severity: 'warning', message: text, path: pathOf(field) }
}

const pathOf = (field: string | undefined): Path => (field && field !== '<nil>' ? parsePath(field) : [])
