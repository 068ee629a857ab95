import { equal, isObject, type Json, type JsonObject } from '../../../resource/json.ts'
import { FieldSet } from './field-set.ts'

type Entries = readonly JsonObject[]

/** Whether an entry of `managedFields` has a field. */
export function owns(entry: JsonObject, operation: 'Apply' | 'Update', field: FieldSet): boolean {
  if (entry['operation'] !== operation) return false
  return !FieldSet.parse(isObject(entry['fieldsV1']) ? entry['fieldsV1'] : {}).intersection(field).isEmpty
}

/**
 * What those who applied from the client own goes to the one who applies on the server: together with what it owns
 * already, or, where it owns nothing yet, as its first entry. Undefined when there is nothing to hand over.
 *
 * Truth: client-go/util/csaupgrade/upgrade.go
 */
export function upgraded(entries: Entries, clients: readonly string[], applier: string): JsonObject[] | undefined {
  let next = [...entries]
  for (const client of clients) next = handOver(next, client, applier)
  return equal(next as Json, [...entries] as Json) ? undefined : next
}

function handOver(entries: JsonObject[], client: string, applier: string): JsonObject[] {
  const isClient = (entry: JsonObject): boolean => isOf(entry, client, 'Update')
  const index = entries.findIndex(entry => isOf(entry, applier, 'Apply'))
  const at = index >= 0 ? index : entries.findIndex(isClient)
  const target = entries[at]
  if (!target) return entries
  const source = entries.find(entry => isClient(entry) && entry['apiVersion'] === target['apiVersion'])
  const both = source ? fieldsOf(target).union(fieldsOf(source)) : fieldsOf(target)
  const heir: JsonObject = { ...target, manager: applier, operation: 'Apply', fieldsV1: both.toJson() }
  return entries
    .map((entry, place) => (place === at ? heir : entry))
    .filter(entry => entry === heir || !isClient(entry))
}

const fieldsOf = ({ fieldsV1 }: JsonObject): FieldSet => FieldSet.parse(isObject(fieldsV1) ? fieldsV1 : {})

const isOf = (entry: JsonObject, manager: string, operation: 'Apply' | 'Update'): boolean =>
  entry['manager'] === manager && entry['operation'] === operation && !entry['subresource']
