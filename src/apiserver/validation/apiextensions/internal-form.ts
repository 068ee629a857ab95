import type {
  CustomResourceDefinitionSpec,
  CustomResourceDefinitionVersion,
  CustomResourceSubresources,
  ValidationRule,
} from '../../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import { equal } from '../../../resource/json.ts'
import { betaForm } from '../../conversion/apiextensions.ts'
import { emptyFields } from '../../decode/emptied.ts'
import { type GoText, goJson, goStruct, typed } from '../../go-text.ts'
import { type Schema, valuesOf } from './schema.ts'

/**
 * A definition as validation sees it: what all versions share stands at the top and no longer at the versions,
 * so a definition of one version is told of `spec.validation`, one of several of `spec.versions[i].schema`.
 *
 * Truth: apiextensions/v1/conversion.go
 */
export interface InternalSpec extends CustomResourceDefinitionSpec {
  /** The version that v1beta1 named at the top. */
  readonly version?: string
  /** Came by v1beta1, which has a place at the top and one at each version. */
  readonly saidTwice?: boolean
  readonly shared: Shared
  readonly versions: CustomResourceDefinitionVersion[]
}

const SHARED = ['schema', 'subresources', 'additionalPrinterColumns', 'selectableFields'] as const
export type Shared = Pick<CustomResourceDefinitionVersion, (typeof SHARED)[number]>

export function internalSpec(spec: CustomResourceDefinitionSpec): InternalSpec {
  const beta = betaForm(spec)
  if (beta) return { ...spec, ...beta, saidTwice: true }
  const [first, ...others] = spec.versions ?? []
  const shared: Shared = {}
  const cleared = (spec.versions ?? []).map(version => ({ ...version }))
  if (!first) return { ...spec, shared, versions: cleared }
  for (const field of SHARED) {
    if (!others.every(version => equal(version[field], first[field]))) continue
    Object.assign(shared, { [field]: first[field] })
    for (const version of cleared) delete version[field]
  }
  return { ...spec, shared, versions: cleared }
}

const orNull = <T>(value: T | undefined): T | null => value ?? null
/** The schema with the lists and maps that were empty, which Go shows as such. */
function withEmpties(schema: Schema): Schema {
  const empty = emptyFields(schema)
  if (empty.size === 0) return schema
  const whole: Record<string, unknown> = { ...schema }
  for (const field of empty) whole[field] = MAPS.has(field) ? {} : []
  return whole
}
const MAPS = new Set(['properties', 'patternProperties', 'dependencies', 'definitions'])
const mapped = (map: Record<string, Schema> | undefined): unknown =>
  map ? Object.fromEntries(Object.entries(map).map(([key, schema]) => [key, schemaText(schema)])) : null
const listed = (list: Schema[] | undefined): unknown => list?.map(schemaText) ?? null
/** A schema or the names of other fields. */
const dependencies = (map: Schema['dependencies']): unknown =>
  map
    ? Object.fromEntries(
        Object.entries(map).map(([name, value]) => [
          name,
          goStruct({
            Schema: value && !Array.isArray(value) ? schemaText(value as Schema) : null,
            Property: Array.isArray(value) ? value : null,
          }),
        ]),
      )
    : null

export const itemsText = (items: Schema['items'] | null): GoText =>
  typed(
    'apiextensions.JSONSchemaPropsOrArray',
    itemsForm(items),
    goJson(
      goStruct({
        Schema: items && !Array.isArray(items) ? schemaText(items as Schema) : null,
        JSONSchemas: Array.isArray(items) && items.length > 0 ? listed(items as Schema[]) : null,
      }),
    ),
  )

const itemsForm = (items: Schema['items'] | null): unknown => ({
  Schema: items && !Array.isArray(items) ? items : undefined,
  JSONSchemas: Array.isArray(items) && items.length > 0 ? items : undefined,
})
const union = (value: Schema | boolean | undefined): unknown => {
  if (value === undefined) return null
  return typeof value === 'boolean'
    ? goStruct({ Allows: value, Schema: null })
    : goStruct({ Allows: true, Schema: schemaText(value) })
}

/** A schema as early releases show it in Go's syntax: with what was empty, and unions as the structs that they are. */
export function schemaForm(bare: Schema): object {
  const schema = withEmpties(bare)
  const map = (of: Record<string, Schema> | undefined): unknown =>
    of && Object.fromEntries(Object.entries(of).map(([name, inside]) => [name, schemaForm(inside)]))
  const form = {
    ...schema,
    allOf: schema.allOf?.map(schemaForm),
    oneOf: schema.oneOf?.map(schemaForm),
    anyOf: schema.anyOf?.map(schemaForm),
    properties: map(schema.properties),
    patternProperties: map(schema.patternProperties),
    definitions: map(schema.definitions),
    dependencies:
      schema.dependencies &&
      Object.fromEntries(
        Object.entries(schema.dependencies).map(([name, value]) => [
          name,
          Array.isArray(value) ? { Property: value } : { Schema: value ?? undefined },
        ]),
      ),
  }
  return form
}

/** The internal struct of a schema, field by field. */
export function schemaText(bare: Schema): GoText {
  const schema = withEmpties(bare)
  return goStruct({
    ID: schema.id ?? '',
    Schema: schema.$schema ?? '',
    Ref: orNull(schema.$ref),
    Description: schema.description ?? '',
    Type: schema.type ?? '',
    Nullable: schema.nullable ?? false,
    Format: schema.format ?? '',
    Title: schema.title ?? '',
    Default: orNull(schema.default),
    Maximum: orNull(schema.maximum),
    ExclusiveMaximum: schema.exclusiveMaximum ?? false,
    Minimum: orNull(schema.minimum),
    ExclusiveMinimum: schema.exclusiveMinimum ?? false,
    MaxLength: orNull(schema.maxLength),
    MinLength: orNull(schema.minLength),
    Pattern: schema.pattern ?? '',
    MaxItems: orNull(schema.maxItems),
    MinItems: orNull(schema.minItems),
    UniqueItems: schema.uniqueItems ?? false,
    MultipleOf: orNull(schema.multipleOf),
    Enum: orNull(schema.enum),
    MaxProperties: orNull(schema.maxProperties),
    MinProperties: orNull(schema.minProperties),
    Required: orNull(schema.required),
    Items: schema.items === undefined ? null : itemsText(schema.items),
    AllOf: listed(schema.allOf),
    OneOf: listed(schema.oneOf),
    AnyOf: listed(schema.anyOf),
    Not: schema.not ? schemaText(schema.not) : null,
    Properties: mapped(schema.properties),
    AdditionalProperties: union(valuesOf(schema) ?? (schema.additionalProperties as boolean | undefined)),
    PatternProperties: mapped(schema.patternProperties),
    Dependencies: dependencies(schema.dependencies),
    AdditionalItems: union(schema.additionalItems),
    Definitions: mapped(schema.definitions),
    ExternalDocs: schema.externalDocs
      ? goStruct({ Description: schema.externalDocs.description ?? '', URL: schema.externalDocs.url ?? '' })
      : null,
    Example: orNull(schema.example),
    XPreserveUnknownFields: orNull(schema['x-kubernetes-preserve-unknown-fields']),
    XEmbeddedResource: schema['x-kubernetes-embedded-resource'] ?? false,
    XIntOrString: schema['x-kubernetes-int-or-string'] ?? false,
    XListMapKeys: orNull(schema['x-kubernetes-list-map-keys']),
    XListType: orNull(schema['x-kubernetes-list-type']),
    XMapType: orNull(schema['x-kubernetes-map-type']),
    XValidations: schema['x-kubernetes-validations']?.map(ruleText) ?? null,
  })
}

export const ruleText = (rule: ValidationRule): GoText =>
  goStruct({
    Rule: rule.rule ?? '',
    Message: rule.message ?? '',
    MessageExpression: rule.messageExpression ?? '',
    Reason: orNull(rule.reason),
    FieldPath: rule.fieldPath ?? '',
    OptionalOldSelf: orNull(rule.optionalOldSelf),
  })

const subresourcesText = ({ status, scale }: CustomResourceSubresources): GoText =>
  goStruct({
    Status: status ? goStruct({}) : null,
    Scale: scale
      ? goStruct({
          SpecReplicasPath: scale.specReplicasPath ?? '',
          StatusReplicasPath: scale.statusReplicasPath ?? '',
          LabelSelectorPath: orNull(scale.labelSelectorPath),
        })
      : null,
  })

export const versionText = (version: CustomResourceDefinitionVersion): GoText =>
  goStruct({
    Name: version.name ?? '',
    Served: version.served ?? false,
    Storage: version.storage ?? false,
    Deprecated: version.deprecated ?? false,
    DeprecationWarning: orNull(version.deprecationWarning),
    Schema: version.schema
      ? goStruct({
          OpenAPIV3Schema: version.schema.openAPIV3Schema ? schemaText(version.schema.openAPIV3Schema) : null,
        })
      : null,
    Subresources: version.subresources ? subresourcesText(version.subresources) : null,
    AdditionalPrinterColumns:
      version.additionalPrinterColumns?.map(column =>
        goStruct({
          Name: column.name ?? '',
          Type: column.type ?? '',
          Format: column.format ?? '',
          Description: column.description ?? '',
          Priority: column.priority ?? 0,
          JSONPath: column.jsonPath ?? '',
        }),
      ) ?? null,
    SelectableFields: version.selectableFields?.map(field => goStruct({ JSONPath: field.jsonPath ?? '' })) ?? null,
  })
