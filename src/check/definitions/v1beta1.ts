import { isObject, type Json, type JsonObject } from '../../resource/json.ts'

/**
 * A definition of apiextensions.k8s.io/v1beta1 as v1 has it: what all versions share goes to each of them. Where
 * `preserveUnknownFields` was not turned off, nothing that is unknown is dropped, at any depth.
 *
 * Truth: apiextensions-apiserver/pkg/apis/apiextensions/v1beta1/conversion.go
 */
export function fromV1beta1(body: JsonObject): JsonObject {
  const spec = isObject(body['spec']) ? body['spec'] : {}
  const { validation, subresources, additionalPrinterColumns, version, versions, preserveUnknownFields, ...rest } = spec
  const shared = isObject(validation) ? validation['openAPIV3Schema'] : undefined
  const named =
    Array.isArray(versions) && versions.length > 0
      ? versions.filter(isObject)
      : [{ name: version, served: true, storage: true }]
  const keeps = preserveUnknownFields !== false
  return {
    ...body,
    apiVersion: 'apiextensions.k8s.io/v1',
    spec: {
      scope: 'Namespaced',
      ...rest,
      versions: named.map((one): JsonObject => {
        const own = isObject(one['schema']) ? one['schema']['openAPIV3Schema'] : undefined
        const schema = own ?? shared
        return {
          ...one,
          ...(isObject(schema) && { schema: { openAPIV3Schema: keeps ? keepingAll(schema) : schema } }),
          ...(subresources !== undefined && one['subresources'] === undefined && { subresources }),
        }
      }),
    },
  }
}

function keepingAll(schema: JsonObject): JsonObject {
  const each = (value: Json | undefined): Json | undefined => (isObject(value) ? keepingAll(value) : value)
  const { properties, additionalProperties, items } = schema
  return {
    ...schema,
    ...(isObject(properties) && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, each(value)])),
    }),
    ...(additionalProperties !== undefined && { additionalProperties: each(additionalProperties) }),
    ...(items !== undefined && { items: each(items) }),
    ...((schema['type'] === 'object' || isObject(properties)) && { 'x-kubernetes-preserve-unknown-fields': true }),
  }
}
