import type { Container } from '../../../../schemas/types/core/v1.generated.ts'
import {
  type Check,
  containersNamed,
  containersOf,
  isRootElsewhere,
  isWindows,
  namesOf,
  quoted,
  setters,
  sorted,
} from './check.ts'

export const privileged: Check = {
  id: 'privileged',
  level: 'baseline',
  since: 0,
  run(subject) {
    const names = namesOf(subject, ({ securityContext }) => securityContext?.privileged === true)
    if (names.length === 0) return undefined
    return { reason: 'privileged', detail: `${containersNamed(names)} must not set securityContext.privileged=true` }
  },
}

export const allowPrivilegeEscalation: Check = {
  id: 'allowPrivilegeEscalation',
  level: 'restricted',
  since: 8,
  run(subject, version) {
    if (isWindows(subject, version)) return undefined
    const names = namesOf(subject, ({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false)
    if (names.length === 0) return undefined
    return {
      reason: 'allowPrivilegeEscalation != false',
      detail: `${containersNamed(names)} must set securityContext.allowPrivilegeEscalation=false`,
    }
  },
}

const DEFAULT_CAPABILITIES = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
])

const added = ({ securityContext }: Container): string[] => securityContext?.capabilities?.add ?? []

export const defaultCapabilities: Check = {
  id: 'capabilities_baseline',
  level: 'baseline',
  since: 0,
  run(subject) {
    const wrong = (container: Container): string[] => added(container).filter(name => !DEFAULT_CAPABILITIES.has(name))
    const names = namesOf(subject, container => wrong(container).length > 0)
    if (names.length === 0) return undefined
    const all = sorted(containersOf(subject).flatMap(wrong))
    return {
      reason: 'non-default capabilities',
      detail: `${containersNamed(names)} must not include ${quoted(all)} in securityContext.capabilities.add`,
    }
  },
}

export const restrictedCapabilities: Check = {
  id: 'capabilities_restricted',
  level: 'restricted',
  since: 22,
  overrides: ['capabilities_baseline'],
  run(subject, version) {
    if (isWindows(subject, version)) return undefined
    const wrong = (container: Container): string[] => added(container).filter(name => name !== 'NET_BIND_SERVICE')
    const keeping = namesOf(subject, ({ securityContext }) => !securityContext?.capabilities?.drop?.includes('ALL'))
    const adding = namesOf(subject, container => wrong(container).length > 0)
    const details: string[] = []
    if (keeping.length > 0)
      details.push(`${containersNamed(keeping)} must set securityContext.capabilities.drop=["ALL"]`)
    if (adding.length > 0) {
      const all = sorted(containersOf(subject).flatMap(wrong))
      details.push(`${containersNamed(adding)} must not include ${quoted(all)} in securityContext.capabilities.add`)
    }
    return details.length > 0 ? { reason: 'unrestricted capabilities', detail: details.join('; ') } : undefined
  },
}

export const runAsNonRoot: Check = {
  id: 'runAsNonRoot',
  level: 'restricted',
  since: 0,
  run(subject, version) {
    if (isRootElsewhere(subject, version)) return undefined
    const pod = subject.spec.securityContext?.runAsNonRoot
    const who = setters(
      pod === false,
      namesOf(subject, ({ securityContext }) => securityContext?.runAsNonRoot === false),
    )
    if (who) return { reason: 'runAsNonRoot != true', detail: `${who} must not set securityContext.runAsNonRoot=false` }
    if (pod) return undefined
    const silent = namesOf(subject, ({ securityContext }) => securityContext?.runAsNonRoot === undefined)
    if (silent.length === 0) return undefined
    return {
      reason: 'runAsNonRoot != true',
      detail: `pod or ${containersNamed(silent)} must set securityContext.runAsNonRoot=true`,
    }
  },
}

export const runAsUser: Check = {
  id: 'runAsUser',
  level: 'restricted',
  since: 23,
  run(subject, version) {
    if (isRootElsewhere(subject, version)) return undefined
    const pod = subject.spec.securityContext?.runAsUser === 0
    const who = setters(
      pod,
      namesOf(subject, ({ securityContext }) => securityContext?.runAsUser === 0),
    )
    return who ? { reason: 'runAsUser=0', detail: `${who} must not set runAsUser=0` } : undefined
  },
}
