import type {
  Device,
  ResourceSlice,
  ResourceSliceSpec,
} from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Minor } from '../../../resource/version.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { GoText, goQuote } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateNodeSelector } from '../core/affinity.ts'
import { validateFormat } from '../core/complaints.ts'
import { internalJson } from '../core/internal-json.ts'
import { validateImmutable, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { hasLists } from './attributes.ts'
import { validateCounterSets } from './counters.ts'
import { setText, validateDevice } from './device.ts'
import { dropDisabledSliceFields } from './disabled-fields.ts'
import { validateSet } from './lists.ts'
import { validateDriverName, validatePoolName } from './names.ts'
import { propertiesOf } from './older-forms.ts'
import { stampTaints } from './time-added.ts'

type Slice = ResourceSlice & KubeObject

const SPEC = FieldPath.of('spec')
const MOST_DEVICES = 128
/** Devices with taints, counters or lists take more to think about. */
const MOST_DEMANDING_DEVICES = 64
const ONE_OF = 'exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required'

/** Truth: pkg/apis/resource/validation ValidateResourceSlice, pkg/registry/resource/resourceslice */
export const resourceSlice: KindRules<Slice> = {
  prepareCreate(object, context) {
    object.metadata.generation = 1
    dropDisabledSliceFields(object.spec, undefined, context)
    stampTaints(object.spec?.devices, undefined, context)
  },
  validate(object, errors, context) {
    validateObjectMeta(object, false, dnsSubdomain, errors)
    validateSpec(object.spec ?? {}, undefined, errors, context)
  },
  prepareUpdate(object, old, context) {
    stampTaints(object.spec?.devices, old.spec?.devices, context)
    // Even what is dropped right away makes a new generation.
    if (!semanticallyEqual(object.spec, old.spec)) object.metadata.generation = (old.metadata.generation ?? 0) + 1
    dropDisabledSliceFields(object.spec, old.spec, context)
  },
  validateUpdate(object, old, errors, context) {
    validateObjectMeta(object, false, dnsSubdomain, errors)
    validateObjectMetaUpdate(object, old, errors)
    validateSpec(object.spec ?? {}, old.spec ?? {}, errors, context)
  },
  warnings: ({ spec }, { minor }) => driverWarnings(spec?.driver ?? '', minor),
}

function driverWarnings(driver: string, minor: Minor): string[] {
  if (minor < 35 || driver === driver.toLowerCase()) return []
  return [`spec.driver: driver names should be lowercase; ${goQuote(driver)} contains uppercase characters`]
}

function validateSpec(
  spec: ResourceSliceSpec,
  old: ResourceSliceSpec | undefined,
  errors: FieldErrors,
  context: Context,
): void {
  const { driver = '', pool = {}, devices, sharedCounters } = spec
  validateDriverName(driver, errors, SPEC.child('driver'))
  const poolPath = SPEC.child('pool')
  validatePoolName(pool.name ?? '', errors, poolPath.child('name'))
  const { resourceSliceCount = 0, generation = 0 } = pool
  if (resourceSliceCount <= 0) {
    errors.invalid(poolPath.child('resourceSliceCount'), resourceSliceCount, 'must be greater than zero')
  }
  if (generation < 0) {
    errors.invalid(poolPath.child('generation'), generation, 'must be greater than or equal to zero')
  }
  if (old) {
    validateImmutable(pool.name ?? '', old.pool?.name ?? '', errors, poolPath.child('name'))
    validateImmutable(driver, old.driver ?? '', errors, SPEC.child('driver'))
    validateImmutable(spec.nodeName ?? null, old.nodeName ?? null, errors, SPEC.child('nodeName'))
  }
  validatePlaces(spec, errors)
  if (sharedCounters && devices) errors.invalid(SPEC, '', 'only one of `sharedCounters` or `devices` is allowed')
  const most = devices?.some(isDemanding) ? MOST_DEMANDING_DEVICES : MOST_DEVICES
  const before = new Map(old?.devices?.map(device => [device.name ?? '', device]))
  const nameOf = ({ name = '' }: Device): string => name
  validateSet(devices, most, errors, SPEC.child('devices'), nameOf, (device, path) => {
    const places = spec.perDeviceNodeSelection === true
    validateDevice(device, before.get(nameOf(device)), places, errors, path, context)
  })
  validateCounterSets(sharedCounters, errors, SPEC.child('sharedCounters'))
}

function isDemanding(named: Device): boolean {
  const device = propertiesOf(named)
  return Boolean(device.taints?.length || device.consumesCounters?.length) || hasLists(device)
}

/** Where the devices can be reached from. */
function validatePlaces(spec: ResourceSliceSpec, errors: FieldErrors): void {
  const { nodeName, nodeSelector } = spec
  const set: string[] = []
  if (nodeName === '') {
    errors.invalid(SPEC.child('nodeName'), nodeName, 'must be either unset or set to a non-empty string')
  } else if (nodeName !== undefined) {
    set.push('`nodeName`')
    validateFormat(dnsSubdomain, nodeName, errors, SPEC.child('nodeName'))
  }
  if (nodeSelector) {
    set.push('`nodeSelector`')
    const path = SPEC.child('nodeSelector')
    validateNodeSelector(nodeSelector, false, errors, path)
    const terms = nodeSelector.nodeSelectorTerms
    if (terms?.length !== 1) {
      const shown = terms
        ? new GoText(`[${terms.map(term => internalJson('NodeSelectorTerm', term).text).join(',')}]`)
        : null
      errors.invalid(path.child('nodeSelectorTerms'), shown, 'must have exactly one node selector term')
    }
  }
  for (const field of ['allNodes', 'perDeviceNodeSelection'] as const) {
    if (spec[field]) set.push(`\`${field}\``)
    else if (spec[field] === false) {
      errors.invalid(SPEC.child(field), false, 'must be either unset or set to true')
    }
  }
  if (set.length === 0) errors.required(SPEC, ONE_OF)
  else if (set.length > 1) errors.invalid(SPEC, setText(set), `${ONE_OF}, but multiple fields are set`)
}
