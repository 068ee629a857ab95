import type { Minor } from '../../../resource/version.ts'
import { goQuote } from '../../go-text.ts'
import type { StatusCause } from '../../status.ts'
import type { Level, Standard } from './standard.ts'

export const MODES = ['enforce', 'audit', 'warn'] as const
export type Mode = (typeof MODES)[number]

/** What the labels of a namespace ask for. */
export type Policy = Record<Mode, Standard>

const PREFIX = 'pod-security.kubernetes.io/'
const LEVELS: readonly string[] = ['privileged', 'baseline', 'restricted']

export const PRIVILEGED: Standard = { level: 'privileged', version: 'latest' }

/**
 * The policy of a namespace, and what is wrong with its labels. A level nobody knows is taken for restricted
 * where it is enforced and for privileged otherwise, a version nobody knows for the latest.
 *
 * Since 1.26 what is enforced is also warned about where the labels do not say what to warn about: workloads are
 * told before their pods are refused.
 *
 * Truth: pod-security-admission/api/helpers.go PolicyToEvaluate
 */
export function policyOf(
  labels: Readonly<Record<string, string>> = {},
  minor: Minor,
): {
  policy: Policy
  causes: StatusCause[]
} {
  const causes: StatusCause[] = []
  const policy = Object.fromEntries(MODES.map(mode => [mode, standardOf(mode, labels, causes)])) as Policy
  const silent = labels[`${PREFIX}warn`] === undefined && labels[`${PREFIX}enforce`] !== undefined
  if (silent && minor >= 26) {
    const { level, version } = policy.enforce
    policy.warn = { level, version: labels[`${PREFIX}warn-version`] === undefined ? version : policy.warn.version }
  }
  return { policy, causes }
}

function standardOf(mode: Mode, labels: Readonly<Record<string, string>>, causes: StatusCause[]): Standard {
  const level = labels[`${PREFIX}${mode}`]
  const version = labels[`${PREFIX}${mode}-version`]
  let standard: Standard = PRIVILEGED
  if (level !== undefined) {
    if (LEVELS.includes(level)) standard = { ...standard, level: level as Level }
    else {
      causes.push(cause(`${PREFIX}${mode}`, level, 'must be one of privileged, baseline, restricted'))
      standard = { ...standard, level: mode === 'enforce' ? 'restricted' : 'privileged' }
    }
  }
  if (version === undefined || version === 'latest') return standard
  const minor = /^v1\.(0|[1-9]\d*)$/.exec(version)?.[1]
  if (minor !== undefined) return { ...standard, version: Number(minor) }
  causes.push(cause(`${PREFIX}${mode}-version`, version, 'must be "latest" or "v1.x"'))
  return standard
}

const cause = (label: string, value: string, detail: string): StatusCause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${goQuote(value)}: ${detail}`,
  field: `metadata.labels[${label}]`,
})
