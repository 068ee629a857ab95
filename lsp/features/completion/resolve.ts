import type { CompletionItem } from 'vscode-languageserver'
import { isObject } from '../../../src/resource/json.ts'
import type { Workspace } from '../../workspace/workspace.ts'
import { docAt } from '../typed.ts'

/** What a suggested field is, worked out for the one that is looked at. */
export function resolveItem(item: CompletionItem, workspace: Workspace): CompletionItem {
  const data: unknown = item.data
  if (!isObject(data) || !Array.isArray(data['path'])) return item
  const file = workspace.file(String(data['uri']))
  const path = data['path'].filter(step => typeof step === 'string' || typeof step === 'number')
  const value = file && docAt(file, { apiVersion: String(data['apiVersion']), kind: String(data['kind']) }, path)
  return value ? { ...item, documentation: { kind: 'markdown', value } } : item
}
