import type {
  CustomResourceDefinitionSpec,
  CustomResourceDefinitionVersion,
  CustomResourceSubresources,
  ValidationRule,
} from '../../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import { equal } from '../../../resource/json.ts'
import { type GoText, goStruct } from '../../go-text.ts'
import { itemsOf, type Schema, valuesOf } from './schema.ts'

/**
 * A definition as validation sees it: what all versions share stands at the top and no longer at the versions,
 * so a definition of one version is told of `spec.validation`, one of several of `spec.versions[i].schema`.
 *
 * Truth: apiextensions/v1/conversion.go
 */
export interface InternalSpec extends CustomResourceDefinitionSpec {
  readonly shared: Shared
  readonly versions: CustomResourceDefinitionVersion[]
}

const SHARED = ['schema', 'subresources', 'additionalPrinterColumns', 'selectableFields'] as const
export type Shared = Pick<CustomResourceDefinitionVersion, (typeof SHARED)[number]>

export function internalSpec(spec: CustomResourceDefinitionSpec): InternalSpec {
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
const texts = (list: readonly unknown[] | undefined): unknown => (list && list.length > 0 ? list : null)
const mapped = (map: Record<string, Schema> | undefined): unknown =>
  map ? Object.fromEntries(Object.entries(map).map(([key, schema]) => [key, schemaText(schema)])) : null
const listed = (list: Schema[] | undefined): unknown => (list && list.length > 0 ? list.map(schemaText) : null)
const union = (value: Schema | boolean | undefined): unknown => {
  if (value === undefined) return null
  return typeof value === 'boolean'
    ? goStruct({ Allows: value, Schema: null })
    : goStruct({ Allows: true, Schema: schemaText(value) })
}

/** The internal struct of a schema, field by field. */
export function schemaText(schema: Schema): GoText {
  const items = itemsOf(schema)
  const several = Array.isArray(schema.items) ? (schema.items as Schema[]) : undefined
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
    Enum: texts(schema.enum),
    MaxProperties: orNull(schema.maxProperties),
    MinProperties: orNull(schema.minProperties),
    Required: texts(schema.required),
    Items:
      schema.items === undefined
        ? null
        : goStruct({ Schema: items ? schemaText(items) : null, JSONSchemas: listed(several) }),
    AllOf: listed(schema.allOf),
    OneOf: listed(schema.oneOf),
    AnyOf: listed(schema.anyOf),
    Not: schema.not ? schemaText(schema.not) : null,
    Properties: mapped(schema.properties),
    AdditionalProperties: union(valuesOf(schema) ?? (schema.additionalProperties as boolean | undefined)),
    PatternProperties: mapped(schema.patternProperties),
    Dependencies: orNull(schema.dependencies),
    AdditionalItems: union(schema.additionalItems),
    Definitions: mapped(schema.definitions),
    ExternalDocs: schema.externalDocs
      ? goStruct({ Description: schema.externalDocs.description ?? '', URL: schema.externalDocs.url ?? '' })
      : null,
    Example: orNull(schema.example),
    XPreserveUnknownFields: orNull(schema['x-kubernetes-preserve-unknown-fields']),
    XEmbeddedResource: schema['x-kubernetes-embedded-resource'] ?? false,
    XIntOrString: schema['x-kubernetes-int-or-string'] ?? false,
    XListMapKeys: texts(schema['x-kubernetes-list-map-keys']),
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
