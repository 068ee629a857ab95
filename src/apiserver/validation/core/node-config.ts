import type { ConfigMapNodeConfigSource, NodeConfigSource } from '../../../../schemas/types/core/v1.generated.ts'
import { configKey, dnsLabel, dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { goStruct } from '../../go-text.ts'
import { validateFormat } from './complaints.ts'

/** Where a kubelet read its configuration from, while that could be said of a node. */
export interface ConfiguredNode extends KubeObject {
  spec?: { configSource?: NodeConfigSource }
  status?: { config?: Partial<Record<(typeof STATES)[number], NodeConfigSource>> }
}

const STATES = ['assigned', 'active', 'lastKnownGood'] as const

/** Looked at on update alone. Truth: pkg/apis/core/validation validateNodeConfigSourceSpec, validateNodeConfigStatus */
export function validateNodeConfig({ spec, status }: ConfiguredNode, errors: FieldErrors): void {
  if (spec?.configSource) validateSource(spec.configSource, false, errors, FieldPath.of('spec', 'configSource'))
  for (const state of STATES) {
    const source = status?.config?.[state]
    if (source) validateSource(source, true, errors, FieldPath.of('status', 'config', state))
  }
}

/** What is wanted is named; what is in use is known by its uid and version as well. */
function validateSource({ configMap }: NodeConfigSource, used: boolean, errors: FieldErrors, path: FieldPath): void {
  if (!configMap) {
    errors.invalid(path, goStruct({ ConfigMap: null }), 'exactly one reference subfield must be non-nil')
    return
  }
  const at = path.child('configMap')
  for (const field of ['uid', 'resourceVersion'] as const) {
    if (used && !configMap[field]) errors.required(at.child(field), `${field} must be set in status`)
    if (!used && configMap[field]) errors.forbidden(at.child(field), `${field} must not be set in spec`)
  }
  validateConfigMap(configMap, errors, at)
}

function validateConfigMap(configMap: ConfigMapNodeConfigSource, errors: FieldErrors, path: FieldPath): void {
  for (const [field, format] of FORMATS) {
    const value = configMap[field]
    if (!value) errors.required(path.child(field), `${field} must be set`)
    else validateFormat(format, value, errors, path.child(field))
  }
}

const FORMATS = [
  ['namespace', dnsLabel],
  ['name', dnsSubdomain],
  ['kubeletConfigKey', configKey],
] as const
