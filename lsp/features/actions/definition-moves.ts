import { isObject, type Json, type JsonObject } from '../../../src/resource/json.ts'
import { mapped, without } from './reshape.ts'

const OF_VERSIONS = ['additionalPrinterColumns', 'subresources', 'validation']

/**
 * What a definition said for all of its versions, each says for itself now. Every version has a schema; where fields
 * were kept that no schema knows, which was so unless it was switched off, it says so.
 * Truth: staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1beta1/conversion.go
 */
export function definition(spec: JsonObject): JsonObject {
  const { version, versions, conversion, preserveUnknownFields } = spec
  const listed = Array.isArray(versions) && versions.length > 0 ? versions : [firstVersion(version)]
  const moved = mapped(listed, one => {
    const columns = mapped(one['additionalPrinterColumns'] ?? spec['additionalPrinterColumns'], column)
    const subresources = one['subresources'] ?? spec['subresources']
    return {
      ...without(one, ...OF_VERSIONS),
      schema: schema(one['schema'] ?? spec['validation'], preserveUnknownFields !== false),
      ...(subresources !== undefined && { subresources }),
      ...(columns !== undefined && { additionalPrinterColumns: columns }),
    }
  })
  return {
    ...without(spec, ...OF_VERSIONS, 'version', 'preserveUnknownFields'),
    versions: moved!,
    ...(isObject(conversion) && { conversion: webhook(conversion) }),
  }
}

const firstVersion = (name: Json | undefined): JsonObject => ({ name: name ?? 'v1', served: true, storage: true })

function schema(validation: Json | undefined, keepsUnknown: boolean): JsonObject {
  const written = isObject(validation) ? validation['openAPIV3Schema'] : undefined
  const own = isObject(written) ? written : {}
  return {
    openAPIV3Schema: {
      ...(own['type'] === undefined && { type: 'object' }),
      ...own,
      ...(keepsUnknown && { 'x-kubernetes-preserve-unknown-fields': true }),
    },
  }
}

function column(one: JsonObject): JsonObject {
  const { JSONPath } = one
  return JSONPath === undefined ? one : { ...without(one, 'JSONPath'), jsonPath: JSONPath }
}

function webhook(conversion: JsonObject): JsonObject {
  const { webhookClientConfig, conversionReviewVersions } = conversion
  if (webhookClientConfig === undefined) return without(conversion, 'conversionReviewVersions')
  return {
    ...without(conversion, 'webhookClientConfig', 'conversionReviewVersions'),
    webhook: {
      clientConfig: webhookClientConfig,
      conversionReviewVersions: conversionReviewVersions ?? ['v1beta1'],
    },
  }
}
