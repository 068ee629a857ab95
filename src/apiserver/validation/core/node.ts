import type { Node, Taint } from '../../../../schemas/types/core/v1.generated.ts'
import { parseCidr } from '../../../resource/cidr.ts'
import { dnsSubdomain, labelValue, qualifiedName } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Minor } from '../../../resource/version.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { goQuote, goStruct } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { cidrWarnings, validateCidr } from '../cidr.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { validateAmount } from './amounts.ts'
import { validateNodeAnnotations } from './node-annotations.ts'
import { validateNodeConfig } from './node-config.ts'

type NodeObject = Node & KubeObject

const POD_CIDRS = FieldPath.of('spec', 'podCIDRs')
const TAINTS = FieldPath.of('metadata', 'taints')
/** Up to then kubelets could be told where to read their configuration. */
const CONFIGURED_BELOW: Minor = 22
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

/** Truth: pkg/registry/core/node, pkg/apis/core/validation ValidateNode */
export const node: KindRules<NodeObject> = {
  prepareCreate(object, { minor }) {
    prepare(object, undefined, minor)
    if (minor >= CONFIGURED_BELOW) delete object.status?.config
  },

  validate: (object, errors, { minor }) => validateNode(object, errors, minor),

  prepareUpdate(object, old, { minor }) {
    prepare(object, old, minor)
    if (old.status === undefined) delete object.status
    else object.status = old.status
  },

  validateUpdate(object, old, errors, { minor }) {
    validateNode(object, errors, minor, old)
    validateChange(object, old, errors, minor)
  },

  warnings: (object, { minor }) => nodeWarnings(object, minor),

  subresources: {
    status: {
      prepareUpdate(object, old, { minor }) {
        object.spec = { ...old.spec }
        if (minor >= CONFIGURED_BELOW && !old.status?.config) delete object.status?.config
      },
      validateUpdate(object, old, errors, { minor }) {
        validateChange(object, old, errors, minor)
      },
    },
  },
}

/**
 * The range that came first and the list say the same, and the field wins; fields behind closed gates go.
 * Truth: pkg/apis/core/v1/conversion.go, pkg/registry/core/node/strategy.go dropDisabledFields
 */
function prepare({ spec }: NodeObject, old: NodeObject | undefined, minor: Minor): void {
  if (!spec || minor < 16) return
  if (spec.podCIDR && spec.podCIDRs?.[0] !== spec.podCIDR) spec.podCIDRs = [spec.podCIDR]
  else if (!spec.podCIDR && spec.podCIDRs?.[0]) spec.podCIDR = spec.podCIDRs[0]
  if (minor < 21 && spec.podCIDRs && (old?.spec?.podCIDRs?.length ?? 0) < 2)
    spec.podCIDRs.length = Math.min(spec.podCIDRs.length, 1)
  if (minor >= CONFIGURED_BELOW && !old?.spec?.configSource) delete spec.configSource
}

function validateNode(object: NodeObject, errors: FieldErrors, minor: Minor, old?: NodeObject): void {
  validateObjectMeta(object, false, dnsSubdomain, errors)
  validateNodeAnnotations(object.metadata.annotations, errors, validateTaints)
  validateTaints(object.spec?.taints, errors)
  validateAmounts(object, errors)
  validatePodCidrs(object, errors, minor, old)
}

function validateAmounts({ status }: NodeObject, errors: FieldErrors): void {
  for (const field of ['capacity', 'allocatable'] as const) {
    const amounts = status?.[field]
    for (const name in amounts) validateAmount(name, amounts[name]!, errors, FieldPath.of('status', field, name))
  }
}

/** Truth: pkg/apis/core/validation validateNodeTaints */
function validateTaints(taints: Taint[] | undefined, errors: FieldErrors, at: FieldPath = TAINTS): void {
  const seen = new Set<string>()
  taints?.forEach((taint, index) => {
    const path = at.index(index)
    const { key = '', value = '', effect = '' } = taint
    for (const complaint of qualifiedName(key)) errors.invalid(path.child('key'), key, complaint)
    const complaints = labelValue(value)
    if (complaints.length > 0) errors.invalid(path.child('value'), value, complaints.join(';'))
    if (effect === '') errors.required(path.child('effect'))
    else if (!EFFECTS.includes(effect)) errors.notSupported(path.child('effect'), effect, EFFECTS)
    const pair = `${effect} ${key}`
    if (seen.has(pair)) {
      const fields = { Key: key, Value: value, Effect: effect, TimeAdded: taint.timeAdded ?? null }
      const shown = errors.shown(goStruct(fields, 'core.Taint'))
      errors.add({
        reason: 'FieldValueDuplicate',
        message: `Duplicate value${shown}: taints must be unique by key and effect pair`,
        field: path.toString(),
      })
    }
    seen.add(pair)
  })
}

function validatePodCidrs({ spec }: NodeObject, errors: FieldErrors, minor: Minor, old: NodeObject | undefined): void {
  const cidrs = spec?.podCIDRs ?? []
  if (cidrs.length === 0) return
  cidrs.forEach((cidr, index) => {
    if (minor >= 27) validateCidr(cidr, minor, errors, POD_CIDRS.index(index), old?.spec?.podCIDRs)
    else if (!parseCidr(cidr)) errors.invalid(POD_CIDRS.index(index), cidrs, 'must be valid CIDR')
  })
  if (cidrs.length < 2) return
  const parsed = cidrs.map(parseCidr)
  const bad = parsed.indexOf(undefined)
  if (bad >= 0) {
    const why =
      minor >= 27
        ? `invalid CIDR[${bad}]: <nil> (invalid CIDR address: ${cidrs[bad]})`
        : `failed to parse cidr value:${goQuote(cidrs[bad]!)} with error:invalid CIDR address: ${cidrs[bad]}`
    errors.internal(POD_CIDRS, `invalid PodCIDRs. failed to check with dual stack with error:${why}`)
  }
  const dual = bad < 0 && new Set(parsed.map(cidr => cidr!.ip.family)).size === 2
  if (!dual || cidrs.length > 2) {
    errors.invalid(POD_CIDRS, cidrs, 'may specify no more than one CIDR for each IP family')
  }
  if (minor >= 27) return
  const seen = new Set<string>()
  cidrs.forEach((cidr, index) => {
    if (seen.has(cidr)) errors.duplicate(POD_CIDRS.index(index), cidr)
    seen.add(cidr)
  })
}

/** A node is given its range and its machine once. Truth: ValidateNodeUpdate */
function validateChange(object: NodeObject, old: NodeObject, errors: FieldErrors, minor: Minor): void {
  validateObjectMetaUpdate(object, old, errors)
  validateNodeAnnotations(object.metadata.annotations, errors, validateTaints)
  validateAmounts(object, errors)
  validateAddresses(object, errors)
  const before = old.spec?.podCIDRs ?? []
  if (before.length > 0) {
    const next = object.spec?.podCIDRs ?? []
    const fixed = 'node updates may not change podCIDR except from "" to valid'
    if (next.length !== before.length) errors.forbidden(POD_CIDRS, fixed)
    else
      for (let index = 0; index < next.length; index++)
        if (next[index] !== before[index]) errors.forbidden(POD_CIDRS, fixed)
  }
  const { providerID = '' } = old.spec ?? {}
  if (providerID !== '' && (object.spec?.providerID ?? '') !== providerID) {
    const fixed = 'node updates may not change providerID except from "" to valid'
    errors.forbidden(FieldPath.of('spec', 'providerID'), fixed)
  }
  validateNodeConfig(object, errors)
  validateTaints(object.spec?.taints, errors)
  const renamed = (object.spec?.externalID ?? '') !== (old.spec?.externalID ?? '')
  if (minor >= NAMES_THE_FIELD) {
    if (renamed) errors.forbidden(FieldPath.of('spec', 'externalID'), 'may not be updated')
    return
  }
  // What was told above is told once more, as something that is not among what may change.
  const moved = before.length > 0 && !semanticallyEqual(object.spec?.podCIDRs, before)
  const replaced = providerID !== '' && (object.spec?.providerID ?? '') !== providerID
  if (!renamed && !moved && !replaced) return
  const unless = minor >= 24 ? '' : ' (or configSource, if the DynamicKubeletConfig feature gate is enabled)'
  errors.forbidden(FieldPath.of(''), `node updates may only change labels, taints, or capacity${unless}`)
}

/** Since this release an update is no longer compared as a whole. */
const NAMES_THE_FIELD: Minor = 25

function validateAddresses({ status }: NodeObject, errors: FieldErrors): void {
  const addresses = status?.addresses ?? []
  addresses.forEach((address, index) => {
    if (!addresses.slice(0, index).some(other => semanticallyEqual(other, address))) return
    const shown = goStruct({ Type: address.type ?? '', Address: address.address ?? '' }, 'core.NodeAddress')
    errors.duplicate(FieldPath.of('status', 'addresses').index(index), shown)
  })
}

/** Truth: pkg/api/node/util.go GetWarningsForNode */
function nodeWarnings({ spec }: NodeObject, minor: Minor): string[] {
  if (minor < 24) return []
  const warnings: string[] = []
  if (spec?.configSource) warnings.push('spec.configSource: the feature is removed')
  if (spec?.externalID) warnings.push('spec.externalID: this field is deprecated, and is unused by Kubernetes')
  spec?.podCIDRs?.forEach((cidr, index) => {
    warnings.push(...cidrWarnings(POD_CIDRS.index(index), cidr))
  })
  return warnings
}
