import { isObject, type Json, type JsonObject } from '../../resource/json.ts'
import { placeInCatalogue } from './catalogue-place.ts'
import { Definition } from './definition.ts'

/** The definition that a bare JSON Schema of a catalogue amounts to; undefined when the file is no such thing. */
export function catalogued(file: string, value: Json): Definition | undefined {
  const place = placeInCatalogue(file)
  if (!place || !isObject(value) || 'kind' in value || !isObject(value['properties'])) return undefined
  const { group, kind, version } = place
  return new Definition({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${kind}s.${group}` },
    spec: {
      group,
      names: { kind, plural: `${kind}s` },
      scope: '',
      versions: [{ name: version, served: true, schema: { openAPIV3Schema: structural(value) } }],
    },
  })
}

/**
 * Catalogues write structural schemas for ordinary validators: `additionalProperties: false` wherever fields are
 * listed, and an alternative of types for `x-kubernetes-int-or-string`.
 */
function structural(schema: JsonObject): JsonObject {
  const { additionalProperties, oneOf, format, properties, items, ...rest } = schema
  const intOrString =
    format === 'int-or-string' || (Array.isArray(oneOf) && oneOf.length === 2 && oneOf.every(isIntegerOrText))
  if (intOrString) {
    const { type: _, ...others } = rest
    return { ...others, 'x-kubernetes-int-or-string': true }
  }
  return {
    ...rest,
    ...(format !== undefined && { format }),
    ...(oneOf !== undefined && { oneOf }),
    ...(isObject(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, value]) => [name, isObject(value) ? structural(value) : value]),
      ),
    }),
    ...(isObject(items) && { items: structural(items) }),
    ...(isObject(additionalProperties) && { additionalProperties: structural(additionalProperties) }),
  }
}

const isIntegerOrText = (one: Json): boolean => isObject(one) && (one['type'] === 'string' || one['type'] === 'integer')
