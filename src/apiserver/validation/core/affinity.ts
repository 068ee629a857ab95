import type {
  Affinity,
  NodeAffinity,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
} from '../../../../schemas/types/core/v1.generated.ts'
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateLabelSelector } from '../label-selector.ts'
import { validateFormat } from './complaints.ts'
import { brokenBefore, NOWHERE, type PodOptions } from './pod-options.ts'

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution'
const WEIGHT = 'must be in the range 1-100'

/** Truth: pkg/apis/core/validation validateAffinity */
export function validateAffinity(
  affinity: Affinity | undefined,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  if (!affinity) return
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity
  if (nodeAffinity) validateNodeAffinity(nodeAffinity, errors, path.child('nodeAffinity'), options)
  if (podAffinity) validatePodAffinity(podAffinity, errors, path.child('podAffinity'), options)
  if (podAntiAffinity) validatePodAffinity(podAntiAffinity, errors, path.child('podAntiAffinity'), options)
}

function validateNodeAffinity(affinity: NodeAffinity, errors: FieldErrors, path: FieldPath, options: PodOptions): void {
  if (affinity[REQUIRED]) {
    validateNodeSelector(affinity[REQUIRED], allowsInvalidNodeValues(options), errors, path.child(REQUIRED))
  }
  affinity[PREFERRED]?.forEach(({ weight = 0, preference }, index) => {
    const at = path.child(PREFERRED).index(index)
    if (weight <= 0 || weight > 100) errors.invalid(at.child('weight'), weight, WEIGHT)
    if (preference) validateNodeSelectorTerm(preference, true, errors, at.child('preference'))
  })
}

/** The values of required terms are judged as labels since 1.32; a stored pod may keep those that were let through. */
function allowsInvalidNodeValues(options: PodOptions): boolean {
  if (options.minor < 32) return true
  return brokenBefore(options, (old, errors) =>
    old.affinity?.nodeAffinity?.[REQUIRED]?.nodeSelectorTerms?.forEach(term => {
      for (const { values } of term.matchExpressions ?? []) {
        for (const value of values ?? []) validateFormat(labelValue, value, errors, NOWHERE)
      }
    }),
  )
}

/** Truth: pkg/apis/core/validation ValidateNodeSelector */
export function validateNodeSelector(
  { nodeSelectorTerms: terms }: NodeSelector,
  allowInvalidValues: boolean,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const at = path.child('nodeSelectorTerms')
  if (!terms?.length) {
    errors.required(at, 'must have at least one node selector term')
    return
  }
  terms.forEach((term, index) => {
    validateNodeSelectorTerm(term, allowInvalidValues, errors, at.index(index))
  })
}

function validateNodeSelectorTerm(
  { matchExpressions, matchFields }: NodeSelectorTerm,
  allowInvalidValues: boolean,
  errors: FieldErrors,
  path: FieldPath,
): void {
  matchExpressions?.forEach((requirement, index) => {
    validateRequirement(requirement, allowInvalidValues, errors, path.child('matchExpressions').index(index))
  })
  matchFields?.forEach((requirement, index) => {
    validateFieldRequirement(requirement, errors, path.child('matchFields').index(index))
  })
}

function validateRequirement(
  { key = '', operator = '', values }: NodeSelectorRequirement,
  allowInvalidValues: boolean,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const count = values?.length ?? 0
  if (operator === 'In' || operator === 'NotIn') {
    if (count === 0) errors.required(path.child('values'), "must be specified when `operator` is 'In' or 'NotIn'")
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (count > 0) {
      errors.forbidden(path.child('values'), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
    }
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (count !== 1) {
      errors.required(path.child('values'), "must be specified single value when `operator` is 'Lt' or 'Gt'")
    }
  } else errors.invalid(path.child('operator'), operator, 'not a valid selector operator')
  validateFormat(qualifiedName, key, errors, path.child('key'))
  if (allowInvalidValues) return
  values?.forEach((value, index) => {
    validateFormat(labelValue, value, errors, path.child('values').index(index))
  })
}

/** Only a node's name can be asked for. */
function validateFieldRequirement(
  { key = '', operator = '', values }: NodeSelectorRequirement,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (operator === 'In' || operator === 'NotIn') {
    if (values?.length !== 1) {
      const must = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"
      errors.required(path.child('values'), must)
    }
  } else errors.invalid(path.child('operator'), operator, 'not a valid selector operator')
  if (key !== 'metadata.name') {
    errors.invalid(path.child('key'), key, 'not a valid field selector key')
    return
  }
  values?.forEach((value, index) => {
    validateFormat(dnsSubdomain, value, errors, path.child('values').index(index))
  })
}

function validatePodAffinity(affinity: PodAffinity, errors: FieldErrors, path: FieldPath, options: PodOptions): void {
  const allow = allowsInvalidSelectorValues(options)
  affinity[REQUIRED]?.forEach((term, index) => {
    validatePodAffinityTerm(term, allow, errors, path.child(REQUIRED).index(index), options)
  })
  affinity[PREFERRED]?.forEach(({ weight = 0, podAffinityTerm }, index) => {
    const at = path.child(PREFERRED).index(index)
    if (weight <= 0 || weight > 100) errors.invalid(at.child('weight'), weight, WEIGHT)
    validatePodAffinityTerm(podAffinityTerm ?? {}, allow, errors, at.child('podAffinityTerm'), options)
  })
}

function termsOf(affinity: PodAffinity | undefined): PodAffinityTerm[] {
  return [...(affinity?.[REQUIRED] ?? []), ...(affinity?.[PREFERRED] ?? []).map(term => term.podAffinityTerm ?? {})]
}

function allowsInvalidSelectorValues(options: PodOptions): boolean {
  return brokenBefore(options, (old, errors) => {
    for (const term of [...termsOf(old.affinity?.podAffinity), ...termsOf(old.affinity?.podAntiAffinity)]) {
      validateLabelSelector(term.labelSelector, errors, NOWHERE)
      validateLabelSelector(term.namespaceSelector, errors, NOWHERE)
    }
  })
}

/** Truth: pkg/apis/core/validation validatePodAffinityTerm */
function validatePodAffinityTerm(
  term: PodAffinityTerm,
  allowInvalidValues: boolean,
  errors: FieldErrors,
  path: FieldPath,
  { minor }: PodOptions,
): void {
  const { labelSelector, namespaceSelector, namespaces, topologyKey = '' } = term
  const at = minor < 21 ? 'matchExpressions' : 'labelSelector'
  if (labelSelector) validateLabelSelector(labelSelector, errors, path.child(at), { allowInvalidValues })
  if (namespaceSelector) {
    validateLabelSelector(namespaceSelector, errors, path.child('namespaceSelector'), { allowInvalidValues })
  }
  for (const name of namespaces ?? []) validateFormat(dnsLabel, name, errors, path.child('namespace'))
  validateKeys(term, errors, path)
  if (!topologyKey) errors.required(path.child('topologyKey'), 'can not be empty')
  validateFormat(qualifiedName, topologyKey, errors, path.child('topologyKey'))
}

/** Truth: pkg/apis/core/validation validateMatchLabelKeysAndMismatchLabelKeys */
function validateKeys(
  { labelSelector, matchLabelKeys, mismatchLabelKeys }: PodAffinityTerm,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!matchLabelKeys?.length && !mismatchLabelKeys?.length) return
  for (const field of ['matchLabelKeys', 'mismatchLabelKeys'] as const) {
    const keys = field === 'matchLabelKeys' ? matchLabelKeys : mismatchLabelKeys
    if (!keys?.length) continue
    if (!labelSelector) {
      errors.forbidden(path.child(field), 'must not be specified when labelSelector is not set')
      continue
    }
    keys.forEach((key, index) => {
      validateFormat(qualifiedName, key, errors, path.child(field).index(index))
    })
  }
  if (labelSelector) {
    // The pod's own values were merged into the selector before, so a key that stands there twice was the user's too.
    const seen = new Set(Object.keys(labelSelector.matchLabels ?? {}))
    for (const { key = '' } of labelSelector.matchExpressions ?? []) {
      const index = matchLabelKeys?.lastIndexOf(key) ?? -1
      if (index >= 0 && seen.has(key)) {
        errors.invalid(path.index(index), key, 'exists in both matchLabelKeys and labelSelector')
      }
      seen.add(key)
    }
  }
  matchLabelKeys?.forEach((key, index) => {
    if (!mismatchLabelKeys?.includes(key)) return
    errors.invalid(
      path.child('matchLabelKeys').index(index),
      key,
      'exists in both matchLabelKeys and mismatchLabelKeys',
    )
  })
}
