import type { CustomResourceDefinition } from '../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Defaults } from './defaults.ts'

const HTTPS = 443

/** Truth: apiextensions/v1/defaults.go */
const setDefinition: Defaults = object => {
  const { spec } = object as KubeObject & CustomResourceDefinition
  if (!spec) return
  spec.scope ||= ''
  const names = (spec.names ??= {})
  if (!names.singular && names.kind) names.singular = names.kind.toLowerCase()
  if (!names.listKind && names.kind) names.listKind = `${names.kind}List`
  const conversion = (spec.conversion ??= { strategy: 'None' })
  const service = conversion.webhook?.clientConfig?.service
  if (service) service.port ??= HTTPS
}

interface BetaDefinition extends KubeObject {
  spec?: {
    scope?: string
    names?: { kind?: string; singular?: string; listKind?: string }
    version?: string
    versions?: { name?: string; served?: boolean; storage?: boolean }[]
    conversion?: {
      strategy?: string
      conversionReviewVersions?: string[]
      webhookClientConfig?: { service?: { port?: number } }
    }
    preserveUnknownFields?: boolean
  }
}

/** v1beta1 knows definitions of a single version and of unknown fields that stay. Truth: apiextensions/v1beta1/defaults.go */
const setBetaDefinition: Defaults = object => {
  const definition = object as BetaDefinition
  const spec = (definition.spec ??= {})
  spec.scope ||= 'Namespaced'
  const names = (spec.names ??= {})
  if (!names.singular && names.kind) names.singular = names.kind.toLowerCase()
  if (!names.listKind && names.kind) names.listKind = `${names.kind}List`
  if (!spec.versions?.length && spec.version) spec.versions = [{ name: spec.version, served: true, storage: true }]
  if (!spec.version && spec.versions?.[0]?.name) spec.version = spec.versions[0].name
  const conversion = (spec.conversion ??= { strategy: 'None' })
  if (conversion.strategy === 'Webhook' && !conversion.conversionReviewVersions?.length) {
    conversion.conversionReviewVersions = ['v1beta1']
  }
  const service = conversion.webhookClientConfig?.service
  if (service) service.port ??= HTTPS
  spec.preserveUnknownFields ??= true
}

export const apiextensionsDefaults: Record<string, Defaults> = {
  'apiextensions.k8s.io/v1/CustomResourceDefinition': setDefinition,
  'apiextensions.k8s.io/v1beta1/CustomResourceDefinition': setBetaDefinition,
}
