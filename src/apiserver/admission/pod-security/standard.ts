import type { Minor } from '../../../resource/version.ts'
import type { Check, Subject, Violation } from './check.ts'
import { hostNamespaces, hostPathVolumes, hostPorts, hostProbes, windowsHostProcess } from './host-checks.ts'
import * as privileges from './privilege-checks.ts'
import * as profiles from './profile-checks.ts'
import { restrictedVolumes } from './volume-check.ts'

export type Level = 'privileged' | 'baseline' | 'restricted'

/** A level of the Pod Security Standards at a version; `latest` is that of the server. */
export interface Standard {
  readonly level: Level
  readonly version: Minor | 'latest'
}

export const formatStandard = ({ level, version }: Standard): string =>
  `${level}:${version === 'latest' ? 'latest' : `v1.${version}`}`

/** In the order in which violations are told: baseline first, by id. */
export const CHECKS: readonly Check[] = [
  profiles.appArmorProfile,
  privileges.defaultCapabilities,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbes,
  privileges.privileged,
  profiles.procMount,
  profiles.seLinuxOptions,
  profiles.seccompBaseline,
  profiles.sysctls,
  windowsHostProcess,
  privileges.allowPrivilegeEscalation,
  privileges.restrictedCapabilities,
  profiles.procMountRestricted,
  restrictedVolumes,
  privileges.runAsNonRoot,
  privileges.runAsUser,
  profiles.seccompRestricted,
]

/** A version that the standard had in the release, and the checks that it makes. */
export function checksOf(standard: Standard, server: Minor): { version: Minor; checks: readonly Check[] } {
  const version = standard.version === 'latest' ? server : Math.min(standard.version, server)
  if (standard.level === 'privileged') return { version, checks: [] }
  const checks = CHECKS.filter(
    ({ level, since }) => since <= version && (level === 'baseline' || standard.level === 'restricted'),
  )
  const overridden = new Set(checks.flatMap(({ overrides = [] }) => overrides))
  return { version, checks: checks.filter(({ id }) => !overridden.has(id)) }
}

/** What a standard has against a pod, on a server of a release. */
export function violations(standard: Standard, subject: Subject, server: Minor): Violation[] {
  const { version, checks } = checksOf(standard, server)
  return checks.flatMap(check => check.run(subject, version) ?? [])
}

/** `host namespaces (hostNetwork=true), privileged (container "a" must not …)` */
export const describe = (found: readonly Violation[]): string =>
  found.map(({ reason, detail }) => (detail ? `${reason} (${detail})` : reason)).join(', ')
