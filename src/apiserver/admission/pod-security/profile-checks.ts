import type { Container, SELinuxOptions } from '../../../../schemas/types/core/v1.generated.ts'
import {
  type Check,
  containersNamed,
  containersOf,
  isRootElsewhere,
  isWindows,
  namesOf,
  plural,
  quoted,
  type Subject,
  setters,
  sorted,
  type Violation,
} from './check.ts'

const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/'
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod'
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/'

export const appArmorProfile: Check = {
  id: 'appArmorProfile',
  level: 'baseline',
  since: 0,
  run(subject) {
    const wrong = (type: string | undefined): boolean =>
      type !== undefined && type !== 'RuntimeDefault' && type !== 'Localhost'
    const podType = subject.spec.securityContext?.appArmorProfile?.type
    const typeOf = (container: Container): string | undefined => container.securityContext?.appArmorProfile?.type
    const names = namesOf(subject, container => wrong(typeOf(container)))
    const types = sorted(
      [podType, ...containersOf(subject).map(typeOf)].flatMap(type => (type !== undefined && wrong(type) ? type : [])),
    )
    const annotations = wrongAnnotations(subject, key => key.startsWith(APPARMOR), ['', 'runtime/default'])
    const who = [
      setters(wrong(podType), names),
      annotations.length > 0 ? plural('annotation', 'annotations', annotations.length) : undefined,
    ].filter(setter => setter !== undefined)
    if (who.length === 0) return undefined
    const values = [...types, ...annotations]
    return {
      reason: plural('forbidden AppArmor profile', 'forbidden AppArmor profiles', values.length),
      detail: `${who.join(' and ')} must not set AppArmor profile type to ${quoted(values)}`,
    }
  },
}

/** `key="value"` of annotations that are neither among the allowed values nor a profile of the node. */
function wrongAnnotations(
  { metadata }: Subject,
  wanted: (key: string) => boolean,
  allowed: readonly string[],
): string[] {
  return Object.entries(metadata.annotations ?? {})
    .filter(([key, value]) => wanted(key) && !allowed.includes(value) && !value.startsWith('localhost/'))
    .map(([key, value]) => `${key}="${value}"`)
    .sort()
}

export const seLinuxOptions: Check = {
  id: 'seLinuxOptions',
  level: 'baseline',
  since: 0,
  run(subject, version) {
    const allowed = [
      '',
      'container_t',
      'container_init_t',
      'container_kvm_t',
      ...(version >= 31 ? ['container_engine_t'] : []),
    ]
    const wrongType = ({ type = '' }: SELinuxOptions): boolean => !allowed.includes(type)
    const wrong = (options: SELinuxOptions | undefined): boolean =>
      options !== undefined && (wrongType(options) || Boolean(options.user) || Boolean(options.role))
    const pod = subject.spec.securityContext?.seLinuxOptions
    const who = setters(
      wrong(pod),
      namesOf(subject, ({ securityContext }) => wrong(securityContext?.seLinuxOptions)),
    )
    if (!who) return undefined
    const all = [pod, ...containersOf(subject).map(({ securityContext }) => securityContext?.seLinuxOptions)].flatMap(
      each => each ?? [],
    )
    const types = sorted(all.filter(wrongType).map(({ type = '' }) => type))
    const what: string[] = []
    if (types.length > 0) what.push(`${plural('type', 'types', types.length)} ${quoted(types)}`)
    if (all.some(({ user }) => user)) what.push('user may not be set')
    if (all.some(({ role }) => role)) what.push('role may not be set')
    return {
      reason: 'seLinuxOptions',
      detail: `${who} set forbidden securityContext.seLinuxOptions: ${what.join('; ')}`,
    }
  },
}

export const procMount: Check = {
  id: 'procMount',
  level: 'baseline',
  since: 0,
  run: (subject, version) => (isRootElsewhere(subject, version) ? undefined : unmasked(subject)),
}

/** The restricted standard knows no exception. */
export const procMountRestricted: Check = {
  id: 'procMount_restricted',
  level: 'restricted',
  since: 35,
  overrides: ['procMount'],
  run: unmasked,
}

function unmasked(subject: Subject): Violation | undefined {
  const mountOf = ({ securityContext }: Container): string => securityContext?.procMount || 'Default'
  const isSet = (mount: string): boolean => mount !== 'Default'
  const names = namesOf(subject, container => isSet(mountOf(container)))
  if (names.length === 0) return undefined
  const kinds = sorted(containersOf(subject).map(mountOf).filter(isSet))
  return {
    reason: 'procMount',
    detail: `${containersNamed(names)} must not set securityContext.procMount to ${quoted(kinds)}`,
  }
}

/** Up to 1.18 the profile was an annotation, since then it is a field. */
export const seccompBaseline: Check = {
  id: 'seccompProfile_baseline',
  level: 'baseline',
  since: 0,
  run(subject, version) {
    if (version >= 19) return unconfined(subject)
    const isSeccomp = (key: string): boolean => key === SECCOMP_POD || key.startsWith(SECCOMP_CONTAINER)
    const forbidden = wrongAnnotations(subject, isSeccomp, ['', 'runtime/default', 'docker/default'])
    if (forbidden.length === 0) return undefined
    const what = plural('forbidden annotation', 'forbidden annotations', forbidden.length)
    return { reason: 'seccompProfile', detail: `${what} ${forbidden.join(', ')}` }
  },
}

export const seccompRestricted: Check = {
  id: 'seccompProfile_restricted',
  level: 'restricted',
  since: 19,
  overrides: ['seccompProfile_baseline'],
  run(subject, version) {
    if (isWindows(subject, version)) return undefined
    const bad = unconfined(subject)
    if (bad || subject.spec.securityContext?.seccompProfile) return bad
    const silent = namesOf(subject, ({ securityContext }) => securityContext?.seccompProfile === undefined)
    if (silent.length === 0) return undefined
    const detail = `pod or ${containersNamed(silent)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`
    return { reason: 'seccompProfile', detail }
  },
}

function unconfined(subject: Subject): Violation | undefined {
  const wrong = (type: string | undefined): boolean =>
    type !== undefined && type !== 'RuntimeDefault' && type !== 'Localhost'
  const podType = subject.spec.securityContext?.seccompProfile?.type
  const typeOf = ({ securityContext }: Container): string | undefined => securityContext?.seccompProfile?.type
  const who = setters(
    wrong(podType),
    namesOf(subject, container => wrong(typeOf(container))),
  )
  if (!who) return undefined
  const types = sorted(
    [podType, ...containersOf(subject).map(typeOf)].flatMap(type => (type !== undefined && wrong(type) ? type : [])),
  )
  return {
    reason: 'seccompProfile',
    detail: `${who} must not set securityContext.seccompProfile.type to ${quoted(types)}`,
  }
}

/** Sysctls that are namespaced and harmless, by the version of the standard that let them in. */
const SAFE_SYSCTLS: Record<string, number> = {
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
}

export const sysctls: Check = {
  id: 'sysctls',
  level: 'baseline',
  since: 0,
  run({ spec }, version) {
    const isSafe = (name: string): boolean => Object.hasOwn(SAFE_SYSCTLS, name) && SAFE_SYSCTLS[name]! <= version
    const forbidden = (spec.securityContext?.sysctls ?? []).map(({ name = '' }) => name).filter(name => !isSafe(name))
    return forbidden.length > 0 ? { reason: 'forbidden sysctls', detail: forbidden.join(', ') } : undefined
  },
}
