import type { ServiceSpec } from '../../../../../schemas/types/core/v1.generated.ts'
import { portNumber, qualifiedName } from '../../../../resource/names.ts'
import type { Minor } from '../../../../resource/version.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import { FieldPath } from '../../../field-path.ts'
import { validateFormat } from '../complaints.ts'
import { isExternallyAccessible, needsClusterIp, needsHealthCheck } from './spec.ts'

const SPEC = FieldPath.of('spec')
const POLICIES = ['Cluster', 'Local']
const LOAD_BALANCER_ONLY = "may only be used when `type` is 'LoadBalancer'"
const A_DAY = 86_400

/** Truth: pkg/apis/core/validation validateClientIPAffinityConfig */
export function validateAffinity(
  { sessionAffinity = '', sessionAffinityConfig }: ServiceSpec,
  errors: FieldErrors,
): void {
  const path = SPEC.child('sessionAffinity')
  if (sessionAffinity === '') errors.required(path)
  else if (sessionAffinity !== 'ClientIP' && sessionAffinity !== 'None') {
    errors.notSupported(path, sessionAffinity, ['ClientIP', 'None'])
  }
  const config = SPEC.child('sessionAffinityConfig')
  if (sessionAffinity === 'None' && sessionAffinityConfig) {
    errors.forbidden(config, 'must not be set when session affinity is None')
  }
  if (sessionAffinity !== 'ClientIP') return
  const needed = 'when session affinity type is ClientIP'
  if (!sessionAffinityConfig) errors.required(config, needed)
  else if (!sessionAffinityConfig.clientIP) errors.required(config.child('clientIP'), needed)
  else {
    const seconds = sessionAffinityConfig.clientIP.timeoutSeconds
    const at = config.child('clientIP', 'timeoutSeconds')
    if (seconds === undefined) errors.required(at, needed)
    else if (seconds <= 0 || seconds > A_DAY) {
      errors.invalid(at, seconds, `must be greater than 0 and less than ${A_DAY}`)
    }
  }
}

export function validateLoadBalancer(
  { type, allocateLoadBalancerNodePorts, loadBalancerClass }: ServiceSpec,
  errors: FieldErrors,
  minor: Minor,
): void {
  const balanced = type === 'LoadBalancer'
  if (allocateLoadBalancerNodePorts !== undefined && !balanced) {
    errors.forbidden(SPEC.child('allocateLoadBalancerNodePorts'), LOAD_BALANCER_ONLY)
  }
  if (balanced && allocateLoadBalancerNodePorts === undefined && minor >= 22) {
    errors.required(FieldPath.of('allocateLoadBalancerNodePorts'))
  }
  validateClass({ type, loadBalancerClass }, errors)
}

export function validateClass(
  { type, loadBalancerClass }: { type?: string | undefined; loadBalancerClass?: string | undefined },
  errors: FieldErrors,
): void {
  if (loadBalancerClass === undefined) return
  const path = SPEC.child('loadBalancerClass')
  if (type === 'LoadBalancer') validateFormat(qualifiedName, loadBalancerClass, errors, path)
  else errors.forbidden(path, LOAD_BALANCER_ONLY)
}

/** Truth: validateServiceExternalTrafficPolicy, validateServiceInternalTrafficFieldsValue, validateServiceTrafficDistribution */
export function validateTraffic(spec: ServiceSpec, errors: FieldErrors, minor: Minor): void {
  if (minor < 26) {
    validateOldTraffic(spec, errors)
    if (minor < 21) return
  } else validateExternalTraffic(spec, errors)
  const { internalTrafficPolicy, trafficDistribution } = spec
  const internal = SPEC.child('internalTrafficPolicy')
  if (internalTrafficPolicy !== undefined) {
    if (!POLICIES.includes(internalTrafficPolicy)) errors.notSupported(internal, internalTrafficPolicy, POLICIES)
  } else if (minor >= 22 && needsClusterIp(spec)) errors.required(internal)
  if (trafficDistribution !== undefined) {
    const known = minor >= 34 ? ['PreferClose', 'PreferSameZone', 'PreferSameNode'] : ['PreferClose']
    const path = SPEC.child('trafficDistribution')
    if (!known.includes(trafficDistribution)) errors.notSupported(path, trafficDistribution, known)
  }
}

function validateExternalTraffic(spec: ServiceSpec, errors: FieldErrors): void {
  const { externalTrafficPolicy = '', healthCheckNodePort = 0 } = spec
  const path = SPEC.child('externalTrafficPolicy')
  if (!isExternallyAccessible(spec)) {
    if (externalTrafficPolicy !== '') {
      errors.invalid(path, externalTrafficPolicy, 'may only be set for externally-accessible services')
    }
  } else if (externalTrafficPolicy === '') errors.required(path)
  else if (!POLICIES.includes(externalTrafficPolicy)) errors.notSupported(path, externalTrafficPolicy, POLICIES)
  const port = SPEC.child('healthCheckNodePort')
  if (!needsHealthCheck(spec)) {
    if (healthCheckNodePort === 0) return
    const text = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
    errors.invalid(port, healthCheckNodePort, text)
  } else if (healthCheckNodePort === 0) errors.required(port)
  else if (typeof healthCheckNodePort === 'number') {
    for (const complaint of portNumber(healthCheckNodePort)) errors.invalid(port, healthCheckNodePort, complaint)
  }
}

function validateOldTraffic(
  { externalTrafficPolicy = '', healthCheckNodePort = 0 }: ServiceSpec,
  errors: FieldErrors,
): void {
  if (externalTrafficPolicy !== '' && !POLICIES.includes(externalTrafficPolicy)) {
    const text = 'ExternalTrafficPolicy must be empty, Cluster or Local'
    errors.invalid(SPEC.child('externalTrafficPolicy'), externalTrafficPolicy, text)
  }
  if (healthCheckNodePort < 0) {
    errors.invalid(
      SPEC.child('healthCheckNodePort'),
      healthCheckNodePort,
      'HealthCheckNodePort must be not less than 0',
    )
  }
}

/** Until 1.25 the storage looked at this once more, before it gave out ports. */
export function validateOldTrafficCombination(spec: ServiceSpec, errors: FieldErrors): void {
  const { type, externalTrafficPolicy, healthCheckNodePort } = spec
  if (type !== 'LoadBalancer' && type !== 'NodePort' && externalTrafficPolicy) {
    const text = 'ExternalTrafficPolicy can only be set on NodePort and LoadBalancer service'
    errors.invalid(SPEC.child('externalTrafficPolicy'), externalTrafficPolicy, text)
  }
  if (!needsHealthCheck(spec) && healthCheckNodePort) {
    const text = 'HealthCheckNodePort can only be set on LoadBalancer service with ExternalTrafficPolicy=Local'
    errors.invalid(SPEC.child('healthCheckNodePort'), healthCheckNodePort, text)
  }
}
