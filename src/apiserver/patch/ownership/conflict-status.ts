import type { Status } from '../../status.ts'
import type { FieldConflict } from './apply-config.ts'
import { formatPath } from './field-set.ts'
import type { Manager } from './managers.ts'

/** Truth: managedfields/internal/conflict.go NewConflictError */
export function conflictStatus(conflicts: readonly FieldConflict[]): Status {
  const told = conflicts
    .map(({ owner, fields }) => ({ who: whoHas(owner), paths: [...fields.paths()].map(formatPath) }))
    .sort((a, b) => (a.who < b.who ? -1 : a.who > b.who ? 1 : 0))
  const causes = told.flatMap(({ who, paths }) =>
    paths.map(field => ({ reason: 'FieldManagerConflict', message: `conflict with ${who}`, field })),
  )
  const message =
    causes.length === 1
      ? `Apply failed with 1 conflict: ${causes[0]!.message}: ${causes[0]!.field}`
      : `Apply failed with ${causes.length} conflicts: ${told
          .map(({ who, paths }) => `conflicts with ${who}:\n${paths.map(path => `- ${path}`).join('\n')}`)
          .join('\n')}`
  return { code: 409, reason: 'Conflict', message, details: { causes } }
}

function whoHas({ manager, operation, apiVersion, subresource, time }: Manager): string {
  const below = subresource ? ` with subresource ${JSON.stringify(subresource)}` : ''
  if (operation === 'Apply') return `${JSON.stringify(manager)}${below}`
  return `${JSON.stringify(manager)}${below} using ${apiVersion}${time ? ` at ${time}` : ''}`
}
