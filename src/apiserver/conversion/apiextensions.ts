import type {
  CustomResourceDefinition,
  CustomResourceDefinitionVersion,
} from '../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import { equal } from '../../resource/json.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Conversion } from './conversion.ts'

type BetaColumn = Record<string, unknown> & { JSONPath?: string }
type BetaVersion = Record<string, unknown> & { name?: string; additionalPrinterColumns?: BetaColumn[] }

interface BetaSpec extends Record<string, unknown> {
  version?: string
  versions?: BetaVersion[]
  validation?: unknown
  subresources?: unknown
  additionalPrinterColumns?: BetaColumn[]
  conversion?: Record<string, unknown>
}

/** What v1beta1 may say once for all versions, and what each version calls it. */
const SHARED = [
  ['validation', 'schema'],
  ['subresources', 'subresources'],
  ['additionalPrinterColumns', 'additionalPrinterColumns'],
] as const

/** Where v1beta1 said what: at the top, or of each version. Validation goes by that. */
export interface BetaForm {
  readonly version?: string
  readonly shared: Pick<CustomResourceDefinitionVersion, 'schema' | 'subresources' | 'additionalPrinterColumns'>
  readonly versions: CustomResourceDefinitionVersion[]
}

const forms = new WeakMap<object, BetaForm>()

/** The form of a spec that came by v1beta1. */
export const betaForm = (spec: object): BetaForm | undefined => forms.get(spec)

function formOf(spec: BetaSpec): BetaForm {
  const shared: Record<string, unknown> = {}
  for (const [top, own] of SHARED) if (spec[top] !== undefined) shared[own] = spec[top]
  return {
    ...(spec.version === undefined ? {} : { version: spec.version }),
    shared,
    versions: (spec.versions ?? []).map(version => ({ ...version }) as object as CustomResourceDefinitionVersion),
  }
}

const withPaths = (columns: BetaColumn[] | undefined): BetaColumn[] | undefined =>
  columns?.map(({ JSONPath, ...column }) => ({ ...column, jsonPath: JSONPath }))

/**
 * v1beta1 says at the top what all versions have in common; v1 says it of each version.
 *
 * Truth: apiextensions/v1beta1/conversion.go, apiextensions/v1/conversion.go
 */
const definition: Conversion = {
  toHub(object) {
    const spec = specOf(object)
    for (const place of [spec, ...(spec.versions ?? [])]) {
      const columns = withPaths(place.additionalPrinterColumns)
      if (columns) place.additionalPrinterColumns = columns
    }
    forms.set(spec, formOf(spec))
    for (const version of spec.versions ?? []) {
      for (const [shared, own] of SHARED)
        if (version[own] === undefined && spec[shared]) Object.assign(version, { [own]: spec[shared] })
    }
    for (const [shared] of SHARED) delete spec[shared]
    const { webhookClientConfig, conversionReviewVersions, ...conversion } = spec.conversion ?? {}
    if (webhookClientConfig !== undefined || conversionReviewVersions !== undefined) {
      const clientConfig = webhookClientConfig === undefined ? {} : { clientConfig: webhookClientConfig }
      const versions = conversionReviewVersions === undefined ? {} : { conversionReviewVersions }
      spec.conversion = { ...conversion, webhook: { ...clientConfig, ...versions } }
    }
  },

  fromHub(object) {
    const spec = specOf(object)
    const versions = spec.versions ?? []
    const [first] = versions
    for (const version of versions) {
      const columns = version.additionalPrinterColumns as CustomResourceDefinitionVersion['additionalPrinterColumns']
      if (columns)
        version.additionalPrinterColumns = columns.map(({ jsonPath, ...column }) => ({
          ...column,
          JSONPath: jsonPath ?? '',
        }))
    }
    for (const [shared, own] of SHARED) {
      const value = first?.[own]
      if (value === undefined || !versions.every(version => equal(version[own], value))) continue
      Object.assign(spec, { [shared]: value })
      for (const version of versions) delete version[own]
    }
    if (first?.name !== undefined) spec.version ??= first.name
    const { webhook, ...conversion } = spec.conversion ?? {}
    if (!webhook) return
    const { clientConfig, conversionReviewVersions } = webhook as Record<string, unknown>
    spec.conversion = {
      ...conversion,
      ...(clientConfig === undefined ? {} : { webhookClientConfig: clientConfig }),
      ...(conversionReviewVersions === undefined ? {} : { conversionReviewVersions }),
    }
  },
}

const specOf = (object: KubeObject): BetaSpec =>
  ((object as KubeObject & CustomResourceDefinition).spec ??= {}) as BetaSpec

export const apiextensionsConversions: Record<string, Conversion> = {
  'apiextensions.k8s.io/v1beta1/CustomResourceDefinition': definition,
}
