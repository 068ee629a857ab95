import type { TopologySpreadConstraint } from '../../../../schemas/types/core/v1.generated.ts'
import { qualifiedName } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateLabelSelector } from '../label-selector.ts'
import { validateFormat } from './complaints.ts'
import { brokenBefore, NOWHERE, type PodOptions } from './pod-options.ts'

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway']
const POLICIES = ['Honor', 'Ignore']
const POSITIVE = 'must be greater than zero'

/** Truth: pkg/apis/core/validation validateTopologySpreadConstraints */
export function validateTopologySpread(
  constraints: TopologySpreadConstraint[] | undefined,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  if (!constraints?.length) return
  const selectorsAreFree = options.minor < 26 || selectorsWereBroken(options)
  constraints.forEach((constraint, index) => {
    const at = path.index(index)
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable: action = '' } = constraint
    if (maxSkew <= 0) errors.invalid(at.child('maxSkew'), maxSkew, POSITIVE)
    if (!topologyKey) errors.required(at.child('topologyKey'), 'can not be empty')
    if (!ACTIONS.includes(action)) errors.notSupported(at.child('whenUnsatisfiable'), action, ACTIONS)
    const repeated = constraints
      .slice(index + 1)
      .some(other => (other.topologyKey ?? '') === topologyKey && (other.whenUnsatisfiable ?? '') === action)
    if (repeated) errors.duplicate(at.child('{topologyKey, whenUnsatisfiable}'), `{${topologyKey}, ${action}}`)
    validateMinDomains(constraint, errors, at.child('minDomains'))
    for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const policy = constraint[field]
      if (policy === undefined || policy === null || POLICIES.includes(policy)) continue
      errors.notSupported(at.child(field), policy, POLICIES)
    }
    validateMatchLabelKeys(constraint, errors, at, options)
    if (!selectorsAreFree) {
      validateLabelSelector(constraint.labelSelector, errors, at.child('labelSelector'))
    }
  })
}

const selectorsWereBroken = (options: PodOptions): boolean =>
  brokenBefore(options, (old, errors) =>
    old.topologySpreadConstraints?.forEach(({ labelSelector }) => {
      validateLabelSelector(labelSelector, errors, NOWHERE)
    }),
  )

function validateMinDomains(
  { minDomains, whenUnsatisfiable: action = '' }: TopologySpreadConstraint,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (minDomains === undefined || minDomains === null) return
  if (minDomains <= 0) errors.invalid(path, minDomains, POSITIVE)
  if (action !== 'DoNotSchedule') {
    const why = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`
    errors.invalid(path, minDomains, why)
  }
}

function validateMatchLabelKeys(
  { matchLabelKeys: keys, labelSelector }: TopologySpreadConstraint,
  errors: FieldErrors,
  path: FieldPath,
  { gates }: PodOptions,
): void {
  if (!keys?.length) return
  const at = path.child('matchLabelKeys')
  if (!labelSelector) errors.forbidden(at, 'must not be specified when labelSelector is not set')
  const merged = gates.enabled('MatchLabelKeysInPodTopologySpreadSelectorMerge')
  const seen = new Set(Object.keys(labelSelector?.matchLabels ?? {}))
  if (merged) {
    keys.forEach((key, index) => {
      validateFormat(qualifiedName, key, errors, at.index(index))
    })
    for (const { key = '' } of labelSelector?.matchExpressions ?? []) {
      const index = keys.lastIndexOf(key)
      if (index >= 0 && seen.has(key)) {
        // The list is not named here.
        errors.invalid(path.index(index), key, 'exists in both matchLabelKeys and labelSelector')
      }
      seen.add(key)
    }
    return
  }
  for (const { key = '' } of labelSelector?.matchExpressions ?? []) seen.add(key)
  keys.forEach((key, index) => {
    validateFormat(qualifiedName, key, errors, at.index(index))
    if (seen.has(key)) errors.invalid(at.index(index), key, 'exists in both matchLabelKeys and labelSelector')
  })
}
