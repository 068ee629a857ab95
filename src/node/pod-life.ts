import type { Condition, Container, ContainerState, ContainerStatus, Pod, PodStatus } from '../resource/kinds.ts'
import { conditionOf, isReady, isTerminal, isTerminating, timestamp } from '../resource/pod-state.ts'
import type { Behaviour } from './behaviour.ts'

/** Addresses that a node gives out. */
export interface Addresses {
  readonly hostIP: string
  nextPodIP(): string
}

/**
 * The next state of a pod on its node, or undefined when nothing more will happen to it.
 *
 *   run       Pending → Running and ready
 *   exit 0    Pending → Running and ready → Succeeded
 *   exit 1    … → Failed, or with restartPolicy OnFailure or Always one more restart, again and again
 */
export function nextStatus(pod: Pod, behaviour: Behaviour, now: number, addresses: Addresses): PodStatus | undefined {
  if (!pod.spec.nodeName || isTerminating(pod) || isTerminal(pod) || behaviour.does === 'not start') return undefined
  const started = { ...pod.status, ...addressesOf(pod, now, addresses) }
  if (pod.status?.phase !== 'Running') {
    if (behaviour.does === 'stay unready') return runningStatus(pod, started, now, { ready: false })
    if (behaviour.does === 'crash') return runningStatus(pod, started, now, { ready: false, crashed: true })
    return runningStatus(pod, started, now, { ready: true })
  }
  if (behaviour.does !== 'exit') return undefined
  const restarts =
    pod.spec.restartPolicy === 'Always' || (behaviour.code !== 0 && pod.spec.restartPolicy === 'OnFailure')
  return restarts
    ? runningStatus(pod, started, now, { ready: isReady(pod), restarted: true, code: behaviour.code })
    : endedStatus(pod, started, now, behaviour.code)
}

const FIRST_BACK_OFF = 10_000
const LONGEST_BACK_OFF = 300_000

/**
 * Milliseconds that a container which has exited before stays up until it exits again: the back-off of its
 * restarts, 10 s, 20 s, 40 s … 5 min.
 *
 * Truth: pkg/kubelet/kubelet.go initialBackOff, MaxContainerBackOff
 */
export function restsFor(pod: Pod, now: number): number {
  const container = pod.status?.containerStatuses?.[0]
  const startedAt = container?.state?.running?.startedAt
  if (pod.status?.phase !== 'Running' || !container?.restartCount || startedAt === undefined) return 0
  const backOff = Math.min(FIRST_BACK_OFF * 2 ** (container.restartCount - 1), LONGEST_BACK_OFF)
  return Math.max(0, Date.parse(startedAt) + backOff - now)
}

function addressesOf(pod: Pod, now: number, addresses: Addresses): Partial<PodStatus> {
  if (pod.status?.podIP !== undefined) return {}
  const podIP = addresses.nextPodIP()
  const { hostIP } = addresses
  return { hostIP, hostIPs: [{ ip: hostIP }], podIP, podIPs: [{ ip: podIP }], startTime: timestamp(now) }
}

export interface Running {
  readonly ready: boolean
  /** Has exited once and waits in its back-off. */
  readonly crashed?: boolean
  /** Has exited once more and runs again. */
  readonly restarted?: boolean
  readonly code?: number
  /** When readiness last changed, in milliseconds; now when absent. */
  readonly since?: number
  readonly restarts?: number
}

export function runningStatus(pod: Pod, status: PodStatus, now: number, running: Running): PodStatus {
  const since = running.since ?? now
  const container = ({ name, image }: Container): ContainerStatus => {
    const before = restartsOf(pod, name)
    const restartCount = running.restarts ?? (running.crashed || running.restarted ? before + 1 : before)
    return {
      name,
      ...(image === undefined ? {} : { image }),
      imageID: image ?? '',
      ready: running.ready,
      started: !running.crashed,
      restartCount,
      state: running.crashed
        ? { waiting: { reason: 'CrashLoopBackOff' } }
        : { running: { startedAt: timestamp(since) } },
    }
  }
  return {
    ...status,
    phase: 'Running',
    conditions: conditionsOf(pod, now, running.ready ? undefined : 'ContainersNotReady', since),
    containerStatuses: pod.spec.containers.map(container),
  }
}

export function endedStatus(pod: Pod, status: PodStatus, now: number, code: number): PodStatus {
  const time = timestamp(now)
  const state: ContainerState = {
    terminated: { exitCode: code, reason: code === 0 ? 'Completed' : 'Error', startedAt: time, finishedAt: time },
  }
  return {
    ...status,
    phase: code === 0 ? 'Succeeded' : 'Failed',
    conditions: conditionsOf(pod, now, code === 0 ? 'PodCompleted' : 'PodFailed', now),
    containerStatuses: pod.spec.containers.map(({ name, image }) => ({
      name,
      ...(image === undefined ? {} : { image }),
      imageID: image ?? '',
      ready: false,
      started: false,
      restartCount: restartsOf(pod, name),
      state,
    })),
  }
}

const restartsOf = (pod: Pod, container: string): number =>
  pod.status?.containerStatuses?.find(status => status.name === container)?.restartCount ?? 0

/** `reason` absent: ready. */
function conditionsOf(pod: Pod, now: number, reason: string | undefined, since: number): Condition[] {
  const others = (pod.status?.conditions ?? []).filter(
    ({ type }) => type !== 'Initialized' && type !== 'ContainersReady' && type !== 'Ready',
  )
  const readiness = (type: string): Condition => {
    const status = reason === undefined ? 'True' : 'False'
    const before = conditionOf(pod.status?.conditions, type)
    const unchanged = since === now && before?.status === status ? before.lastTransitionTime : undefined
    return { type, status, ...(reason ? { reason } : {}), lastTransitionTime: unchanged ?? timestamp(since) }
  }
  const initialized = conditionOf(pod.status?.conditions, 'Initialized') ?? {
    type: 'Initialized',
    status: 'True',
    lastTransitionTime: timestamp(now),
  }
  return [...others, initialized, readiness('ContainersReady'), readiness('Ready')]
}
