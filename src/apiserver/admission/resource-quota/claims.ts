import type { PersistentVolumeClaim } from '../../../../schemas/types/core/v1.generated.ts'
import type { KubeObject } from '../../../resource/object.ts'
import { compareQuantities, parseQuantity, type Quantity } from '../../../resource/quantity.ts'
import { claimClass } from '../claim-class.ts'
import { type Evaluator, scopeHolds } from './evaluator.ts'
import { count, type Usage } from './usage.ts'

type Claim = PersistentVolumeClaim & KubeObject

const NAMES = ['persistentvolumeclaims', 'requests.storage']
const NANO = 1_000_000_000n
const BY_CLASS = '.storageclass.storage.k8s.io/'

/** Claims and the storage they ask for, in all and by class. Truth: pkg/quota/v1/evaluator/core/persistent_volume_claims.go */
export const claims: Evaluator = {
  handles: ({ operation, subresource }) => operation !== 'delete' && !subresource,

  counts: name =>
    name === 'count/persistentvolumeclaims' || NAMES.some(known => name === known || name.endsWith(BY_CLASS + known)),

  inScope(scope, object, { gates }) {
    if (scope.scopeName !== 'VolumeAttributesClass' || !gates.enabled('VolumeAttributesClass')) return false
    const names = attributesClasses(object as Claim)
    return names.length === 0 ? scopeHolds(scope, undefined) : names.some(name => scopeHolds(scope, name))
  },

  usage(object) {
    const claim = object as Claim
    const name = claimClass(claim)
    const usage: Usage = new Map([['count/persistentvolumeclaims', count(1)]])
    const charge = (what: string, amount: Quantity): void => {
      usage.set(what, amount)
      if (name) usage.set(`${name}${BY_CLASS}${what}`, amount)
    }
    charge('persistentvolumeclaims', count(1))
    const storage = storageOf(claim)
    if (storage) charge('requests.storage', storage)
    return usage
  },
}

/** Whole bytes; while a claim shrinks back from a failed growth, what is allocated counts. */
function storageOf({ spec, status }: Claim): Quantity | undefined {
  const asked = parseQuantity(spec?.resources?.requests?.['storage'] ?? '')
  if (!asked) return undefined
  const allocated = parseQuantity(status?.allocatedResources?.['storage'] ?? '')
  return whole(allocated && compareQuantities(allocated, asked) > 0 ? allocated : asked)
}

function whole(quantity: Quantity): Quantity {
  const part = quantity.nanos % NANO
  if (part === 0n) return quantity
  return { nanos: quantity.nanos - part + (part > 0n ? NANO : -NANO), format: quantity.format }
}

const attributesClasses = ({ spec, status }: Claim): string[] =>
  [
    spec?.volumeAttributesClassName,
    status?.currentVolumeAttributesClassName,
    status?.modifyVolumeStatus?.targetVolumeAttributesClassName,
  ].filter(name => name !== undefined && name !== '') as string[]
