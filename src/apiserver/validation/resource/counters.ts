import type {
  Counter,
  CounterSet,
  DeviceCounterConsumption,
} from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import { dnsLabel } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateFormat, validateRequiredFormat } from '../core/complaints.ts'
import { validateMap, validateSet } from './lists.ts'

const MOST_SETS = 8
const MOST_CONSUMPTIONS = 2
const MOST_COUNTERS = 32
const MOST_LABEL_BYTES = 63

/** What the devices of a slice share. Truth: pkg/apis/resource/validation validateCounterSet */
export function validateCounterSets(
  sets: readonly CounterSet[] | undefined,
  errors: FieldErrors,
  path: FieldPath,
): void {
  validateSet(
    sets,
    MOST_SETS,
    errors,
    path,
    ({ name = '' }) => name,
    ({ name, counters }, at) => {
      validateRequiredFormat(dnsLabel, name, errors, at.child('name'))
      validateCounters(counters, errors, at.child('counters'))
    },
  )
}

/** What a device takes of it. Truth: validateDeviceCounterConsumption */
export function validateConsumptions(
  consumptions: readonly DeviceCounterConsumption[] | undefined,
  errors: FieldErrors,
  path: FieldPath,
): void {
  validateSet(
    consumptions,
    MOST_CONSUMPTIONS,
    errors,
    path,
    ({ counterSet = '' }) => counterSet,
    ({ counterSet, counters }, at) => {
      validateRequiredFormat(dnsLabel, counterSet, errors, at.child('counterSet'))
      validateCounters(counters, errors, at.child('counters'))
    },
  )
}

function validateCounters(counters: Record<string, Counter> | undefined, errors: FieldErrors, path: FieldPath): void {
  if (!counters || Object.keys(counters).length === 0) {
    errors.required(path)
    return
  }
  const validateName = (name: string, at: FieldPath): void => validateFormat(dnsLabel, name, errors, at)
  validateMap(counters, MOST_COUNTERS, MOST_LABEL_BYTES, errors, path, validateName, () => {})
}
