import schema from '../../docs/schema/drydock.schema.json' with { type: 'json' }
import { RULES } from '../../rules/rules.generated.ts'
import { isObject, type Json, type JsonObject } from '../../src/resource/json.ts'
import { type ValueView, viewOfSchema } from './view.ts'

let view: ValueView | undefined

/** What drydock.yaml may hold; the rules there are by their names. */
export const configurationView = (): ValueView => (view ??= viewOfSchema(inlined(schema as JsonObject, 0)))

const definitions: JsonObject = schema.$defs as JsonObject
const DEEPEST = 20

/** The schema with what it refers to in place. */
function inlined(value: Json, depth: number): Json {
  if (depth > DEEPEST) return {}
  if (Array.isArray(value)) return value.map(one => inlined(one, depth + 1))
  if (!isObject(value)) return value
  const { $ref } = value
  if (typeof $ref === 'string') {
    const name = $ref.slice($ref.lastIndexOf('/') + 1)
    return name === 'rules' ? rules() : inlined(definitions[name] ?? {}, depth + 1)
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [[key, inlined(one, depth + 1)]])),
  )
}

const rules = (): JsonObject => ({
  type: 'object',
  properties: Object.fromEntries(
    RULES.map(({ name, summary }): [string, Json] => [
      name,
      { enum: ['error', 'warning', 'note', 'off'], description: summary },
    ]),
  ),
})
