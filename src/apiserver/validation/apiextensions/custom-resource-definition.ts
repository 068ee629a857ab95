import type {
  CustomResourceDefinition,
  CustomResourceDefinitionSpec,
  CustomResourceDefinitionVersion,
} from '../../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import { equal } from '../../../resource/json.ts'
import { dns1035Label, dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Minor } from '../../../resource/version.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { type BadValue, goJson, typed } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { validateImmutable, validatePlainObjectMeta, validatePlainObjectMetaUpdate } from '../object-meta.ts'
import { caBundleProblem } from './ca-bundle.ts'
import { validateDefinitionSchema } from './definition-schema.ts'
import { ALL, type Demands, demandsAfter } from './demands.ts'
import { validateDeprecation } from './deprecation-warning.ts'
import { formatWarnings } from './format-warnings.ts'
import { type InternalSpec, internalSpec, versionText } from './internal-form.ts'
import {
  validateColumns,
  validateConversion,
  validateNames,
  validateSelectableFields,
  validateSubresources,
} from './parts.ts'
import { everySchema, type Schema, someSchema } from './schema.ts'
import { usedRules } from './used-rules.ts'

type Definition = KubeObject & CustomResourceDefinition

const SPEC = FieldPath.of('spec')
const STORED = FieldPath.of('status', 'storedVersions')

/** Truth: apiextensions-apiserver/pkg/registry/customresourcedefinition/strategy.go */
export const customResourceDefinition: KindRules<Definition> = {
  demandsResourceVersion: true,
  prepareCreate(object) {
    const storedVersions = withStorage([], object)
    object.metadata.generation = 1
    object.status = emptyStatus(storedVersions)
  },
  validate(object, errors, context) {
    const { spec = {} } = object
    const name = `${spec.names?.plural ?? ''}.${spec.group ?? ''}`
    const format = (value: string): string[] => [
      ...dnsSubdomain(value),
      ...(value === name ? [] : ['must be spec.names.plural+"."+spec.group']),
    ]
    validatePlainObjectMeta(object, false, format, errors)
    validateSpec(spec, undefined, errors, context)
    validateStored(object, errors, context)
    if (cameByBeta(context)) return
    validateApproval(object, undefined, errors)
    validatePreserving(spec, undefined, errors, context)
  },
  warnings: ({ spec }, { minor }, old) => formatWarnings(spec, minor, old?.spec),
  canonicalize({ spec }) {
    for (const { schema } of spec?.versions ?? []) {
      if (schema?.openAPIV3Schema) everySchema(schema.openAPIV3Schema, forgetNoItems)
    }
  },
  prepareUpdate(object, old) {
    const { generation = 0 } = old.metadata
    object.metadata.generation = equal(object.spec, old.spec) ? generation : generation + 1
    const storedVersions = withStorage(old.status?.storedVersions ?? [], object)
    object.status = { ...(old.status ?? {}), storedVersions }
  },
  validateUpdate(object, old, errors, context) {
    const { spec = {} } = object
    validatePlainObjectMetaUpdate(object, old, errors)
    validateSpec(spec, old, errors, context)
    if (isEstablished(old)) {
      validateImmutable(spec.scope, old.spec?.scope, errors, SPEC.child('scope'))
      validateImmutable(spec.names?.kind, old.spec?.names?.kind, errors, SPEC.child('names', 'kind'))
    }
    validateImmutable(spec.group, old.spec?.group, errors, SPEC.child('group'))
    validateImmutable(spec.names?.plural, old.spec?.names?.plural, errors, SPEC.child('names', 'plural'))
    validateNames(object.status?.acceptedNames ?? {}, errors, FieldPath.of('status', 'acceptedNames'))
    validateStored(object, errors, context)
    if (cameByBeta(context)) return
    validateApproval(object, old, errors)
    validatePreserving(spec, old.spec, errors, context)
  },
  subresources: {
    status: {
      prepareUpdate(object, old, { minor }) {
        const { labels, annotations, ownerReferences } = old.metadata
        // What the body stores versions of is asked before its spec goes the way of all specs here.
        const stored = object.status?.storedVersions ?? []
        if (stored.length === 0) object.status = { ...object.status, storedVersions: withStorage([], object) }
        object.spec = old.spec ?? {}
        // Since 1.21 metadata is to be kept as it was, but is compared with itself.
        if (minor < 21) Object.assign(object.metadata, { labels, annotations, ownerReferences })
      },
      validateUpdate(object, old, errors) {
        validatePlainObjectMetaUpdate(object, old, errors)
        validateNames(object.status?.acceptedNames ?? {}, errors, FieldPath.of('status', 'acceptedNames'))
      },
    },
  },
}

/** Items that are neither a schema nor several are kept until they are written. */
function forgetNoItems(schema: Schema): void {
  if (schema.items === null || (Array.isArray(schema.items) && schema.items.length === 0)) delete schema.items
}

/** v1beta1 is asked less. */
const cameByBeta = ({ asked }: Context): boolean => asked?.version === 'v1beta1'

/** The first version that is stored is the one. */
function withStorage(stored: readonly string[], { spec }: Definition): string[] {
  const version = spec?.versions?.find(({ storage }) => storage)
  if (!version) return [...stored]
  const { name = '' } = version
  return stored.includes(name) ? [...stored] : [...stored, name]
}

/** What the server writes of a status that nothing has been said about. */
function emptyStatus(storedVersions: string[]): NonNullable<Definition['status']> {
  const written: Record<string, unknown> = {
    conditions: null,
    acceptedNames: { plural: '', kind: '' },
    storedVersions: storedVersions.length > 0 ? storedVersions : null,
  }
  return written
}

const statusOf = ({ subresources }: CustomResourceDefinitionVersion): boolean => subresources?.status !== undefined

/** Truth: apiextensions validation.go validateCustomResourceDefinitionSpec */
function validateSpec(
  source: CustomResourceDefinitionSpec,
  replaced: Definition | undefined,
  errors: FieldErrors,
  context: Context,
): void {
  const old = replaced && (replaced.spec ?? {})
  const { minor } = context
  const demands = old ? demandsAfter(old, source, minor) : ALL
  const beta = cameByBeta(context)
  const spec = internalSpec(source)
  const { group = '', scope = '', versions, shared, preserveUnknownFields = false, names = {} } = spec
  if (group === '') errors.required(SPEC.child('group'))
  else {
    const complaints = dnsSubdomain(group)
    if (complaints.length > 0) errors.invalid(SPEC.child('group'), group, complaints.join(','))
    else if (!group.includes('.')) {
      errors.invalid(SPEC.child('group'), group, 'should be a domain with at least one dot')
    }
  }
  if (scope === '') errors.required(SPEC.child('scope'))
  else if (scope !== 'Cluster' && scope !== 'Namespaced') {
    errors.notSupported(SPEC.child('scope'), scope, ['Cluster', 'Namespaced'])
  }
  const lax = beta || !demands.schemas
  if (!shared.schema?.openAPIV3Schema && !(lax && preserveUnknownFields)) {
    versions.forEach(({ schema, served }, index) => {
      if (schema?.openAPIV3Schema || (lax && !served)) return
      const why = lax ? 'because otherwise all fields are pruned' : minor < 34 ? 'schemas are required' : ''
      errors.required(SPEC.child('versions').index(index).child('schema', 'openAPIV3Schema'), why)
    })
  }
  if (
    preserveUnknownFields &&
    !beta &&
    (source.versions ?? []).some(({ schema }) => someSchema(schema?.openAPIV3Schema, hasDefault))
  ) {
    errors.invalid(SPEC.child('preserveUnknownFields'), true, 'must be false in order to use defaults in the schema')
  }
  const stored = usedRules(old)
  const structural =
    (!beta && demands.structural) ||
    !preserveUnknownFields ||
    (source.versions ?? []).some(({ schema }) => someSchema(schema?.openAPIV3Schema, extendsSchema))
  const options = { minor, structural, beta, demands, stored: (rule: string): boolean => stored.has(rule) }
  validateVersions(spec, source.versions ? [] : null, options, errors)

  for (const field of ['plural', 'singular', 'kind', 'listKind'] as const) {
    if (!names[field]) errors.required(SPEC.child('names', field))
  }
  validateNames(names, errors, SPEC.child('names'))
  const status = statusOf(shared) || versions.some(statusOf)
  const costly = isCostly(demands, versions[0], minor)
  validateDefinitionSchema(shared.schema, { ...options, status, costly }, errors, SPEC.child('validation'))
  validateSubresources(shared.subresources, errors, SPEC.child('subresources'))
  validateColumns(shared.additionalPrinterColumns, errors, SPEC.child('additionalPrinterColumns'))
  if (shared.selectableFields?.length) {
    const at = SPEC.child('selectableFields')
    const schema = shared.schema?.openAPIV3Schema
    if (!schema) errors.invalid(at, '', 'may only be set when validations.schema is included')
    else validateSelectableFields(shared.selectableFields, schema, errors, at)
  }
  const { conversion } = spec
  if (conversion && conversion.strategy !== 'None' && preserveUnknownFields) {
    errors.invalid(
      SPEC.child('conversion', 'strategy'),
      conversion.strategy ?? '',
      'must be None if spec.preserveUnknownFields is true',
    )
  }
  validateConversion(conversion, recognizes(old), errors, SPEC.child('conversion'))
  if (minor >= 31 && replaced && isEstablished(replaced)) validateBundle(conversion, old?.conversion, errors)
}

/** Rules of a version that stays as it was may go on costing what they cost. */
const isCostly = (demands: Demands, version: CustomResourceDefinitionVersion | undefined, minor: Minor): boolean =>
  minor >= 30 && version !== undefined && demands.unchanged(version.name ?? '')

const isEstablished = ({ status }: Definition): boolean =>
  status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True') ?? false

/** Certificates nobody can read are let in only until the definition is used, and where they were before. */
function validateBundle(
  conversion: CustomResourceDefinitionSpec['conversion'],
  old: CustomResourceDefinitionSpec['conversion'],
  errors: FieldErrors,
): void {
  const bundleOf = (from: typeof conversion): string => from?.webhook?.clientConfig?.caBundle ?? ''
  const bundle = bundleOf(conversion)
  if (conversion?.strategy !== 'Webhook' || bundle === '') return
  const problem = caBundleProblem(bundle)
  if (problem === undefined || (bundleOf(old) !== '' && caBundleProblem(bundleOf(old)) !== undefined)) return
  errors.invalid(SPEC.child('conversion', 'webhookClientConfig', 'caBundle'), bundle, problem)
}

/** A conversion that no server understood before may stay so. */
function recognizes(old: CustomResourceDefinitionSpec | undefined): boolean {
  const versions = old?.conversion?.webhook?.conversionReviewVersions ?? []
  return versions.length === 0 || versions.some(version => version === 'v1' || version === 'v1beta1')
}

function validateVersions(
  spec: InternalSpec,
  none: [] | null,
  options: Omit<Parameters<typeof validateDefinitionSchema>[1], 'status'> & { readonly demands: Demands },
  errors: FieldErrors,
): void {
  const { versions, shared } = spec
  const path = SPEC.child('versions')
  const ownSubresources = versions.some(({ subresources }) => subresources !== undefined)
  versions.forEach((version, index) => {
    const at = path.index(index)
    const complaints = dns1035Label(version.name ?? '')
    if (complaints.length > 0) errors.invalid(at.child('name'), version.name ?? '', complaints.join(','))
    validateDeprecation(version, errors, at.child('deprecationWarning'))
    const status = statusOf(ownSubresources ? version : shared)
    const costly = isCostly(options.demands, version, options.minor)
    validateDefinitionSchema(version.schema, { ...options, status, costly }, errors, at.child('schema'))
    validateSubresources(version.subresources, errors, at.child('subresources'))
    validateColumns(version.additionalPrinterColumns, errors, at.child('additionalPrinterColumns'))
    if (!version.selectableFields?.length) return
    const fields = at.child('selectableFields')
    const schema = (version.schema ?? shared.schema)?.openAPIV3Schema
    if (!schema) errors.invalid(fields, '', 'may only be set when `version.schema.openAPIV3Schema` is not included')
    else validateSelectableFields(version.selectableFields, schema, errors, fields)
  })
  const shown = versions.length > 0 ? versions : none
  // Printing whole schemas is dear, and most definitions are sound.
  const value = () => typed('[]apiextensions.CustomResourceDefinitionVersion', shown, goJson(shown?.map(versionText)))
  if (spec.saidTwice) validatePlaces(spec, value(), errors)
  if (new Set(versions.map(({ name }) => name)).size !== versions.length) {
    errors.invalid(path, value(), 'must contain unique version names')
  }
  if (versions.filter(({ storage }) => storage).length !== 1) {
    errors.invalid(path, value(), 'must have exactly one version marked as storage version')
  }
  const [first] = versions
  const { version = first?.name ?? '' } = spec
  const complaints = version ? dns1035Label(version) : []
  if (complaints.length > 0) errors.invalid(SPEC.child('version'), version, complaints.join(','))
  if (version && first && (first.name ?? '') !== version) {
    errors.invalid(SPEC.child('version'), version, 'must match the first version in spec.versions')
  }
}

const PLACES = [
  ['schema', 'validation', 'validation', 'schemas'],
  ['subresources', 'subresources', 'subresources', 'subresources'],
  ['additionalPrinterColumns', 'additionalPrinterColumns', 'additionalPrinterColumns', 'additionalPrinterColumns'],
] as const

/** What v1beta1 can say twice, or of each version though it is the same for all; v1 has only one place for it. */
function validatePlaces({ versions, shared }: InternalSpec, value: BadValue, errors: FieldErrors): void {
  for (const [field, top, , plural] of PLACES) {
    if (shared[field] === undefined || !versions.some(version => version[field] !== undefined)) continue
    errors.forbidden(SPEC.child(top), `top-level and per-version ${plural} are mutually exclusive`)
  }
  for (const [field, , named, plural] of PLACES) {
    const first = versions[0]?.[field]
    if (first === undefined || !versions.every(version => equal(version[field], first))) continue
    errors.invalid(
      SPEC.child('versions'),
      value,
      `per-version ${plural} may not all be set to identical values (top-level ${named} should be used instead)`,
    )
  }
}

function validateStored({ spec, status }: Definition, errors: FieldErrors, { minor }: Context): void {
  const stored = status?.storedVersions ?? []
  if (stored.length === 0) {
    errors.invalid(STORED, typed('[]string', null), 'must have at least one stored version')
    return
  }
  const missing = new Set(stored)
  for (const version of internalSpec(spec ?? {}).versions) {
    const { name = '', storage } = version
    if (storage && !missing.has(name)) {
      // Up to 1.20 the version itself was shown.
      const shown = minor > 20 ? stored : typed('apiextensions.CustomResourceDefinitionVersion', version)
      errors.invalid(STORED, shown, `must have the storage version ${name}`)
    }
    missing.delete(name)
  }
  for (const name of missing) {
    const why =
      minor >= 33
        ? `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`
        : 'must appear in spec.versions'
    errors.invalid(STORED.index(stored.lastIndexOf(name)), name, why)
  }
}

const APPROVED = 'api-approved.kubernetes.io'

/** Groups of the community take new kinds only with a link to who approved. Truth: apihelpers.GetAPIApprovalState */
function validateApproval({ spec, metadata }: Definition, old: Definition | undefined, errors: FieldErrors): void {
  const group = spec?.group ?? ''
  if (!/(?:^|\.)(?:k8s\.io|kubernetes\.io)$/.test(group)) return
  const approval = metadata.annotations?.[APPROVED] ?? ''
  const state = approvalState(approval)
  if (state === 'fine' || (old && approvalState(old.metadata.annotations?.[APPROVED] ?? '') === state)) return
  const at = FieldPath.of('metadata', 'annotations').key(APPROVED)
  if (state === 'missing') {
    errors.required(
      at,
      `protected groups must have approval annotation "${APPROVED}", see https://github.com/kubernetes/enhancements/pull/1111`,
    )
  } else {
    errors.invalid(
      at,
      approval,
      `protected groups must have approval annotation "${APPROVED}" with either a URL or a reason starting with "unapproved", see https://github.com/kubernetes/enhancements/pull/1111`,
    )
  }
}

function approvalState(approval: string): 'fine' | 'missing' | 'invalid' {
  if (approval === '') return 'missing'
  return approval.startsWith('unapproved') || /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^/]+/.test(approval) ? 'fine' : 'invalid'
}

function validatePreserving(
  { preserveUnknownFields }: CustomResourceDefinitionSpec,
  old: CustomResourceDefinitionSpec | undefined,
  errors: FieldErrors,
  { minor }: Context,
): void {
  if (!preserveUnknownFields || old?.preserveUnknownFields) return
  // The field was long called by a name that it does not have.
  const field = minor > 20 ? 'x-kubernetes-preserve-unknown-fields' : 'x-preserve-unknown-fields'
  errors.invalid(
    SPEC.child('preserveUnknownFields'),
    true,
    `cannot set to true, set ${field} to true in spec.versions[*].schema instead`,
  )
}

/** What only Kubernetes means asks for a schema that can be walked. Truth: specHasKubernetesExtensions */
const extendsSchema = (schema: Schema): boolean =>
  Boolean(schema['x-kubernetes-embedded-resource'] || schema['x-kubernetes-int-or-string']) ||
  schema['x-kubernetes-preserve-unknown-fields'] !== undefined ||
  schema['x-kubernetes-list-type'] !== undefined ||
  (schema['x-kubernetes-list-map-keys']?.length ?? 0) > 0 ||
  (schema['x-kubernetes-validations']?.length ?? 0) > 0

const hasDefault = (schema: Schema): boolean => schema.default !== undefined
