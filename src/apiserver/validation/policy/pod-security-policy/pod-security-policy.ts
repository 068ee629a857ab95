import type {
  IDRange,
  PodSecurityPolicy,
  PodSecurityPolicySpec,
} from '../../../../../schemas/types/policy/v1beta1.generated.ts'
import { dnsSubdomain } from '../../../../resource/names.ts'
import type { KubeObject } from '../../../../resource/object.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import { FieldPath } from '../../../field-path.ts'
import { goQuote, typed } from '../../../go-text.ts'
import type { KindRules } from '../../../kind-rules.ts'
import { validateSeccomp } from '../../core/pod-annotations.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../../object-meta.ts'
import { validateAllowances } from './allowances.ts'

type Policy = PodSecurityPolicy & KubeObject

const SPEC = FieldPath.of('spec')
const ANNOTATIONS = FieldPath.of('metadata', 'annotations')

/** Kept with the group it was born in. Truth: pkg/apis/policy/validation, pkg/registry/policy/podsecuritypolicy */
export const podSecurityPolicy: KindRules<Policy> = {
  group: () => 'extensions',
  validate(object, errors) {
    validateObjectMeta(object, false, dnsSubdomain, errors)
    validatePolicy(object, errors)
  },
  validateUpdate(object, old, errors) {
    validateObjectMetaUpdate(object, old, errors)
    validatePolicy(object, errors)
  },
}

function validatePolicy({ metadata, spec = {} }: Policy, errors: FieldErrors): void {
  validateProfiles(metadata.annotations ?? {}, errors)
  validateStrategies(spec, errors)
  validateAllowances(spec, errors, SPEC)
}

const APP_ARMOR = 'apparmor.security.beta.kubernetes.io/'
const SECCOMP = 'seccomp.security.alpha.kubernetes.io/'

function validateProfiles(annotations: Readonly<Record<string, string>>, errors: FieldErrors): void {
  const each = (key: string, check: (profile: string, whole: string, at: FieldPath) => void): void => {
    const whole = annotations[key]
    if (!whole) return
    const profiles = key.endsWith('defaultProfileName') ? [whole] : whole.split(',')
    for (const profile of profiles) check(profile, whole, ANNOTATIONS.key(key))
  }
  for (const name of ['defaultProfileName', 'allowedProfileNames']) {
    each(`${APP_ARMOR}${name}`, (profile, whole, at) => {
      if (profile === '' || profile === 'runtime/default' || profile === 'unconfined') return
      if (!profile.startsWith('localhost/'))
        errors.invalid(at, whole, `invalid AppArmor profile name: ${goQuote(profile)}`)
    })
  }
  for (const name of ['defaultProfileName', 'allowedProfileNames']) {
    each(`${SECCOMP}${name}`, (profile, _whole, at) => {
      if (profile !== '*' || name === 'defaultProfileName') validateSeccomp(profile, errors, at)
    })
  }
}

const RULES = ['MayRunAs', 'MustRunAs', 'RunAsAny']

/** Under which ids and labels a pod may run. */
function validateStrategies(spec: PodSecurityPolicySpec, errors: FieldErrors): void {
  const { runAsUser, runAsGroup, seLinux, supplementalGroups, fsGroup } = spec
  const rule = (name: string, given: string | undefined, supported: readonly string[]): void => {
    if (!supported.includes(given ?? '')) errors.notSupported(SPEC.child(name).child('rule'), given ?? '', supported)
  }
  rule('runAsUser', runAsUser?.rule, ['MustRunAs', 'MustRunAsNonRoot', 'RunAsAny'])
  validateRanges(runAsUser?.ranges, errors, SPEC.child('runAsUser').child('ranges'))
  if (runAsGroup) {
    const ranges = SPEC.child('runAsGroup').child('ranges')
    if (runAsGroup.rule === 'RunAsAny') {
      if (runAsGroup.ranges?.length)
        errors.invalid(ranges, typed('[]policy.IDRange', runAsGroup.ranges), 'Ranges must be empty')
    } else if (RULES.includes(runAsGroup.rule ?? '')) {
      if (!runAsGroup.ranges?.length)
        errors.invalid(ranges, typed('[]policy.IDRange', runAsGroup.ranges), 'must provide at least one range')
      validateRanges(runAsGroup.ranges, errors, ranges)
    } else rule('runAsGroup', runAsGroup.rule, ['MustRunAs', 'RunAsAny', 'MayRunAs'])
  }
  rule('seLinux', seLinux?.rule, ['MustRunAs', 'RunAsAny'])
  for (const [name, group] of [
    ['supplementalGroups', supplementalGroups],
    ['fsGroup', fsGroup],
  ] as const) {
    rule(name, group?.rule, RULES)
    validateRanges(group?.ranges, errors, SPEC.child(name).child('ranges'))
  }
}

function validateRanges(ranges: IDRange[] | undefined, errors: FieldErrors, path: FieldPath): void {
  ranges?.forEach(({ min = 0, max = 0 }, index) => {
    const at = path.index(index)
    if (min < 0) errors.invalid(at.child('min'), min, 'min cannot be negative')
    if (max < 0) errors.invalid(at.child('max'), max, 'max cannot be negative')
    if (min > max) errors.invalid(at.child('min'), min, 'min cannot be greater than max')
  })
}
