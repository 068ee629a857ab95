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

export const apiextensionsDefaults: Record<string, Defaults> = {
  'apiextensions.k8s.io/v1/CustomResourceDefinition': setDefinition,
}
