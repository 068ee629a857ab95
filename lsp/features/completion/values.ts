import { CompletionItemKind } from 'vscode-languageserver'
import { usualValues } from '../../schema/usual-values.ts'
import type { Asked, Suggestion } from './complete.ts'

const QUANTITIES: Readonly<Record<string, readonly string[]>> = {
  cpu: ['50m', '100m', '250m', '500m', '1', '2'],
  memory: ['64Mi', '128Mi', '256Mi', '512Mi', '1Gi', '2Gi'],
  storage: ['1Gi', '10Gi', '100Gi'],
  'ephemeral-storage': ['1Gi', '10Gi'],
}

/** The values that a field takes, as far as its type or habit tells them. */
export function plainItems({ here, path, where }: Asked): Suggestion[] {
  if (!here) return []
  const { value, field } = here
  const standard = field?.default
  const values = value.enum ?? field?.enum
  if (values)
    return values.map(label => ({
      label,
      kind: CompletionItemKind.EnumMember,
      rank: label === standard ? 0 : 3,
      ...(label === standard && { detail: 'default' }),
    }))
  if (value.scalar === 'boolean')
    return ['true', 'false'].map(label => ({
      label,
      kind: CompletionItemKind.Value,
      rank: label === String(standard) ? 0 : 3,
    }))
  if (value.scalar === 'Quantity') {
    const step = String(path.at(-1))
    return (QUANTITIES[step] ?? []).map((label, index) => ({ label, kind: CompletionItemKind.Unit, rank: index }))
  }
  const usual = field?.owner ? usualValues(field.owner.name, field.name) : []
  if (usual.length > 0) return usual.map(label => ({ label, kind: CompletionItemKind.EnumMember, rank: 3 }))
  if (standard !== undefined && typeof standard !== 'object' && where.role === 'value')
    return [{ label: String(standard), kind: CompletionItemKind.Value, detail: 'default', rank: 0 }]
  return []
}
