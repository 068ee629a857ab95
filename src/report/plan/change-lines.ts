import type { Change, FieldChange } from '../../plan/change.ts'
import { withoutDumps } from '../dumps.ts'
import { nameOf, valueText } from './words.ts'

export const SIGNS = {
  create: '+',
  update: '~',
  replace: '±',
  delete: '-',
  refused: '!',
  keep: '=',
  leave: '·',
} as const satisfies Record<Change['action'], string>

export const WORDS = {
  create: 'is created',
  update: 'is updated',
  replace: 'is deleted and made anew',
  delete: 'is deleted',
  refused: 'is refused',
  keep: 'stays as it is',
  leave: 'stays, although no manifest has it',
} as const satisfies Record<Change['action'], string>

/** A headline, then a line for each field that differs. Objects that stay as they are need no line. */
export function changeLines(change: Change, most: number): string[] {
  const { action, object, fields, reason, warnings = [] } = change
  if (action === 'keep')
    return warnings.length > 0 ? [`${nameOf(object)} ${WORDS.keep}`, ...warnings.map(warningLine)] : []
  const lines = [`${nameOf(object)} ${WORDS[action]}`]
  if (reason !== undefined) lines.push(...reasonLines(reason))
  if (action === 'update' || action === 'replace') {
    const width = Math.min(56, Math.max(0, ...fields.map(({ path }) => path.length)))
    lines.push(...fields.slice(0, most).map(field => fieldLine(field, width)))
    if (fields.length > most) lines.push(`… ${fields.length - most} more fields`)
  }
  return [...lines, ...warnings.map(warningLine)]
}

const warningLine = (warning: string): string => `Warning: ${warning}`
const reasonLines = (reason: string): string[] =>
  withoutDumps(reason)
    .split('\n')
    .map(line => line.trimEnd())

export function fieldLine(field: FieldChange, width: number): string {
  const owner = field.owner ? `  (${field.owner} writes it, too)` : ''
  return `${field.path.padEnd(width)}  ${valueText(field.before)} → ${valueText(field.after)}${owner}`
}
