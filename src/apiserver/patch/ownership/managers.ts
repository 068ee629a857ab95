import { isObject, type JsonObject } from '../../../resource/json.ts'
import { FieldSet } from './field-set.ts'

/** One entry of `managedFields`. */
export interface Manager {
  readonly manager: string
  readonly operation: 'Apply' | 'Update'
  readonly apiVersion: string
  readonly subresource: string | undefined
  readonly fields: FieldSet
  readonly time: string | undefined
}

/** Whose fields these are: the same name may apply and update, and do so to subresources. */
export const managerKey = ({
  manager,
  operation,
  apiVersion,
  subresource = '',
}: Omit<Manager, 'fields' | 'time'>): string =>
  operation === 'Apply' ? `Apply/${manager}//${subresource}` : `Update/${manager}/${apiVersion}/${subresource}`

export function readManagers(entries: readonly JsonObject[] | undefined): Map<string, Manager> {
  const managers = new Map<string, Manager>()
  for (const entry of Array.isArray(entries) ? entries : []) {
    // A world read from files may hold anything.
    if (!isObject(entry)) continue
    const text = (name: string): string => (typeof entry[name] === 'string' ? (entry[name] as string) : '')
    const manager: Manager = {
      manager: text('manager'),
      operation: entry['operation'] === 'Apply' ? 'Apply' : 'Update',
      apiVersion: text('apiVersion'),
      subresource: text('subresource') || undefined,
      fields: FieldSet.parse(isObject(entry['fieldsV1']) ? entry['fieldsV1'] : {}),
      time: text('time') || undefined,
    }
    managers.set(managerKey(manager), manager)
  }
  return managers
}

/** Appliers first, then by when and by name. Truth: managedfields/internal/managedfields.go sortEncodedManagedFields */
export function writeManagers(managers: ReadonlyMap<string, Manager>): JsonObject[] {
  return [...managers.values()]
    .filter(({ fields }) => !fields.isEmpty)
    .sort(compareManagers)
    .map(entryOf)
}

function compareManagers(a: Manager, b: Manager): number {
  return (
    compareText(a.operation, b.operation) ||
    compareText(a.time ?? '', b.time ?? '') ||
    compareText(a.manager, b.manager) ||
    compareText(a.apiVersion, b.apiVersion) ||
    compareText(a.subresource ?? '', b.subresource ?? '')
  )
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const entryOf = ({ manager, operation, apiVersion, subresource, fields, time }: Manager): JsonObject => ({
  manager,
  operation,
  apiVersion,
  ...(time ? { time } : {}),
  fieldsType: 'FieldsV1',
  fieldsV1: fields.toJson(),
  ...(subresource ? { subresource } : {}),
})
