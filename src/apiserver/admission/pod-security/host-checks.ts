import type { Container, LifecycleHandler, Probe } from '../../../../schemas/types/core/v1.generated.ts'
import { type Check, containersNamed, containersOf, namesOf, plural, quoted, setters, sorted } from './check.ts'

export const hostNamespaces: Check = {
  id: 'hostNamespaces',
  level: 'baseline',
  since: 0,
  run({ spec }) {
    const shared = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter(field => spec[field])
    if (shared.length === 0) return undefined
    return { reason: 'host namespaces', detail: shared.map(field => `${field}=true`).join(', ') }
  },
}

export const hostPathVolumes: Check = {
  id: 'hostPathVolumes',
  level: 'baseline',
  since: 0,
  run({ spec }) {
    const names = (spec.volumes ?? []).filter(({ hostPath }) => hostPath).map(({ name = '' }) => name)
    if (names.length === 0) return undefined
    return { reason: 'hostPath volumes', detail: `${plural('volume', 'volumes', names.length)} ${quoted(names)}` }
  },
}

export const hostPorts: Check = {
  id: 'hostPorts',
  level: 'baseline',
  since: 0,
  run(subject) {
    const ports = (container: Container): number[] => (container.ports ?? []).flatMap(({ hostPort }) => hostPort || [])
    const names = namesOf(subject, container => ports(container).length > 0)
    if (names.length === 0) return undefined
    const used = sorted(containersOf(subject).flatMap(ports).map(String))
    const verb = plural('uses', 'use', names.length)
    return {
      reason: 'hostPort',
      detail: `${containersNamed(names)} ${verb} ${plural('hostPort', 'hostPorts', used.length)} ${used.join(', ')}`,
    }
  },
}

/** A probe or a hook that is sent elsewhere lets the kubelet be used against others. */
export const hostProbes: Check = {
  id: 'hostProbesAndHostLifecycle',
  level: 'baseline',
  since: 34,
  run(subject) {
    const names = namesOf(subject, container => hostsOf(container).length > 0)
    if (names.length === 0) return undefined
    const hosts = sorted(containersOf(subject).flatMap(hostsOf))
    const verb = plural('uses', 'use', names.length)
    const what = plural('host', 'hosts', hosts.length)
    return {
      reason: 'probe or lifecycle host',
      detail: `${containersNamed(names)} ${verb} probe or lifecycle ${what} ${quoted(hosts)}`,
    }
  },
}

function hostsOf({ livenessProbe, readinessProbe, startupProbe, lifecycle }: Container): string[] {
  const handlers: (Probe | LifecycleHandler | undefined)[] = [
    livenessProbe,
    readinessProbe,
    startupProbe,
    lifecycle?.postStart,
    lifecycle?.preStop,
  ]
  return handlers.flatMap(handler => [handler?.httpGet?.host, handler?.tcpSocket?.host].flatMap(host => host || []))
}

export const windowsHostProcess: Check = {
  id: 'windowsHostProcess',
  level: 'baseline',
  since: 0,
  run(subject) {
    const pod = subject.spec.securityContext?.windowsOptions?.hostProcess === true
    const names = namesOf(subject, ({ securityContext }) => securityContext?.windowsOptions?.hostProcess === true)
    const who = setters(pod, names)
    return who
      ? { reason: 'hostProcess', detail: `${who} must not set securityContext.windowsOptions.hostProcess=true` }
      : undefined
  },
}
