import type {
  ExecAction,
  GRPCAction,
  HTTPGetAction,
  Lifecycle,
  Probe,
  SleepAction,
  TCPSocketAction,
} from '../../../../schemas/types/core/v1.generated.ts'
import { httpHeaderName, negativeComplaint, portName, portNumber } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateFormat } from './complaints.ts'
import { oldContainer, type PodOptions } from './pod-options.ts'

/** What a probe or a hook does. */
interface Handler {
  exec?: ExecAction
  httpGet?: HTTPGetAction
  tcpSocket?: TCPSocketAction
  grpc?: GRPCAction
  sleep?: SleepAction
}

type ProbeKind = 'livenessProbe' | 'readinessProbe' | 'startupProbe'

/** Truth: pkg/apis/core/validation validateLivenessProbe, validateReadinessProbe, validateStartupProbe */
export function validateProbe(
  kind: ProbeKind,
  probe: Probe | undefined,
  grace: number | undefined,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  if (!probe) return
  const at = path.child(kind)
  validateHandler(probe, grace, errors, at, options)
  for (const field of NON_NEGATIVE) {
    const value = probe[field] ?? 0
    if (value < 0) errors.invalid(at.child(field), value, negativeComplaint)
  }
  const period = probe.terminationGracePeriodSeconds
  const set = period !== undefined && period !== null && options.gates.enabled('ProbeTerminationGracePeriod')
  if (set && period <= 0) errors.invalid(at.child('terminationGracePeriodSeconds'), period, 'must be greater than 0')
  if (kind === 'readinessProbe') {
    if (set) errors.invalid(at.child('terminationGracePeriodSeconds'), period, 'must not be set for readinessProbes')
  } else if (probe.successThreshold !== 1) {
    errors.invalid(at.child('successThreshold'), probe.successThreshold ?? 0, 'must be 1')
  }
}

const NON_NEGATIVE = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const

export function validateLifecycle(
  lifecycle: Lifecycle | undefined,
  grace: number | undefined,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  if (lifecycle?.postStart) validateHandler(lifecycle.postStart, grace, errors, path.child('postStart'), options)
  if (lifecycle?.preStop) validateHandler(lifecycle.preStop, grace, errors, path.child('preStop'), options)
}

const KINDS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const

/** Exactly one of its kinds; the second and later are refused unseen. */
function validateHandler(
  handler: Handler,
  grace: number | undefined,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  let found = 0
  for (const kind of KINDS) {
    const action = handler[kind]
    if (!action) continue
    if (found++ > 0) errors.forbidden(path.child(kind), 'may not specify more than 1 handler type')
    else validateAction(kind, handler, grace, errors, path.child(kind), options)
  }
  if (found === 0) errors.required(path, 'must specify a handler type')
}

function validateAction(
  kind: (typeof KINDS)[number],
  { exec, httpGet, tcpSocket, grpc, sleep }: Handler,
  grace: number | undefined,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  switch (kind) {
    case 'exec':
      if (!exec?.command?.length) errors.required(path.child('command'))
      return
    case 'httpGet':
      validateHttpGet(httpGet!, errors, path)
      return
    case 'tcpSocket':
      validatePort(tcpSocket!.port ?? 0, errors, path.child('port'))
      return
    case 'grpc':
      validatePort(grpc!.port ?? 0, errors, path.child('port'))
      return
    case 'sleep':
      validateSleep(sleep!.seconds ?? 0, grace, errors, path, options)
      return
  }
}

const SCHEMES = ['HTTP', 'HTTPS']

function validateHttpGet(
  { path: url, port, scheme = '', httpHeaders }: HTTPGetAction,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!url) errors.required(path.child('path'))
  validatePort(port ?? 0, errors, path.child('port'))
  if (!SCHEMES.includes(scheme)) errors.notSupported(path.child('scheme'), scheme, SCHEMES)
  for (const { name = '' } of httpHeaders ?? []) validateFormat(httpHeaderName, name, errors, path.child('httpHeaders'))
}

export function validatePort(port: number | string, errors: FieldErrors, path: FieldPath): void {
  if (typeof port === 'string') {
    validateFormat(portName, port, errors, path)
    return
  }
  for (const complaint of portNumber(port)) errors.invalid(path, port, complaint)
}

function validateSleep(
  seconds: number,
  grace: number | undefined,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  if (grace === undefined || grace === null) return
  const zeroAllowed =
    options.gates.enabled('PodLifecycleSleepActionAllowZero') ||
    oldContainer(options, ({ lifecycle }) =>
      [lifecycle?.preStop, lifecycle?.postStart].some(hook => hook?.sleep && !hook.sleep.seconds),
    )
  if (seconds <= grace && (zeroAllowed ? seconds >= 0 : seconds > 0)) return
  errors.invalid(
    path,
    seconds,
    zeroAllowed
      ? `must be non-negative and less than terminationGracePeriodSeconds (${grace})`
      : `must be greater than 0 and less than terminationGracePeriodSeconds (${grace})${options.minor >= 32 ? '. Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.' : ''}`,
  )
}
