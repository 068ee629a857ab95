import type { HostAlias, PodDNSConfig, PodSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import { parseIp } from '../../../resource/ip.ts'
import { dnsSubdomain, lengthComplaint, type NameFormat, regexComplaint } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateIp } from '../ip.ts'
import { validateFormat } from './complaints.ts'
import { brokenBefore, NOWHERE, type PodOptions } from './pod-options.ts'

const POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']
const MOST_NAMESERVERS = 3

export function validateDnsPolicy({ dnsPolicy = '' }: PodSpec, errors: FieldErrors, path: FieldPath): void {
  if (!dnsPolicy) errors.required(path)
  else if (!POLICIES.includes(dnsPolicy)) errors.notSupported(path, dnsPolicy, POLICIES)
}

/** Truth: pkg/apis/core/validation validatePodDNSConfig */
export function validateDnsConfig(
  { dnsPolicy, dnsConfig }: PodSpec,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  if (dnsPolicy === 'None') {
    if (!dnsConfig) {
      errors.required(path, 'must provide `dnsConfig` when `dnsPolicy` is None')
      return
    }
    if (!dnsConfig.nameservers?.length) {
      const must = 'must provide at least one DNS nameserver when `dnsPolicy` is None'
      errors.required(path.child('nameservers'), must)
      return
    }
  }
  if (!dnsConfig) return
  const { nameservers = [], options: settings } = dnsConfig
  if (nameservers.length > MOST_NAMESERVERS) {
    errors.invalid(path.child('nameservers'), nameservers, `must not have more than ${MOST_NAMESERVERS} nameservers`)
  }
  nameservers.forEach((server, index) => {
    const old = options.old?.spec.dnsConfig?.nameservers
    validateAddress(server, options.minor, errors, path.child('nameservers').index(index), old)
  })
  validateSearches(dnsConfig, errors, path.child('searches'), options)
  settings?.forEach(({ name }, index) => {
    if (!name) errors.required(path.child('options').index(index), 'must not be empty')
  })
}

/** As many as libc takes; older ones took less. */
const limits = (minor: number): { paths: number; characters: number } =>
  minor >= 26 ? { paths: 32, characters: 2048 } : { paths: 6, characters: 256 }

function validateSearches(
  { searches = [] }: PodDNSConfig,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  const { paths, characters } = limits(options.minor)
  if (searches.length > paths) errors.invalid(path, searches, `must not have more than ${paths} search paths`)
  if (byteLength(searches.join(' ')) > characters) {
    errors.invalid(
      path,
      searches,
      `must not have more than ${characters} characters (including spaces) in the search list`,
    )
  }
  if (searches.length === 0) return
  const relaxed = options.gates.enabled('RelaxedDNSSearchValidation') || strictlyBrokenBefore(options)
  searches.forEach((search, index) => {
    if (relaxed && search === '.') return
    const name = search.endsWith('.') ? search.slice(0, -1) : search
    validateFormat(relaxed ? underscoredSubdomain : dnsSubdomain, name, errors, path.index(index))
  })
}

const strictlyBrokenBefore = (options: PodOptions): boolean =>
  brokenBefore(options, ({ dnsConfig }, errors) => {
    for (const search of dnsConfig?.searches ?? [])
      validateFormat(dnsSubdomain, search.replace(/\.$/, ''), errors, NOWHERE)
  })

const UNDERSCORED_LABEL = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?'
const UNDERSCORED = `${UNDERSCORED_LABEL}(\\.${UNDERSCORED_LABEL})*`
const isUnderscored = new RegExp(`^(?:${UNDERSCORED})$`)

const underscoredSubdomain: NameFormat = name => [
  ...(byteLength(name) > 253 ? [lengthComplaint(253)] : []),
  ...(isUnderscored.test(name)
    ? []
    : [
        regexComplaint(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
          UNDERSCORED,
          'example.com',
        ),
      ]),
]

export function validateHostAliases(
  aliases: HostAlias[] | undefined,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  const old = options.old?.spec.hostAliases?.map(({ ip = '' }) => ip)
  aliases?.forEach(({ ip = '', hostnames }, index) => {
    // Up to 1.23 the place of the alias was not told.
    const at = options.minor < 24 ? path : path.index(index)
    validateAddress(ip, options.minor, errors, at.child('ip'), old)
    hostnames?.forEach((hostname, name) => {
      const hostnamePath = options.minor < 24 ? at.child('hostnames') : at.child('hostnames').index(name)
      validateFormat(dnsSubdomain, hostname, errors, hostnamePath)
    })
  })
}

/** Up to 1.23 in words of its own. */
function validateAddress(
  address: string,
  minor: number,
  errors: FieldErrors,
  path: FieldPath,
  old: readonly string[] | undefined,
): void {
  if (minor >= 24) {
    validateIp(address, minor, errors, path, old)
    return
  }
  const ip = parseIp(address)
  if (!ip || ip.padded) errors.invalid(path, address, 'must be valid IP address')
}
