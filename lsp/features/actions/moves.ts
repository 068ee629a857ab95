import { isObject, type JsonObject } from '../../../src/resource/json.ts'
import { definition } from './definition-moves.ts'
import { inSpec, mapped, without } from './reshape.ts'
import { binding, deviceClaim, deviceSlice, priorityLevel, runtimeClass, slice } from './small-moves.ts'

/** What has to move for an object to be read in a newer version, by kind and that version. Truth: the conversions in pkg/apis */
export const MOVES: Readonly<Record<string, (object: JsonObject, from: string) => JsonObject>> = {
  'Ingress networking.k8s.io/v1': object => inSpec(object, ingress),
  'HorizontalPodAutoscaler autoscaling/v2': (object, from) =>
    from === 'autoscaling/v2beta1' ? inSpec(object, autoscaler) : object,
  'Deployment apps/v1': object => inSpec(object, selecting),
  'DaemonSet apps/v1': object => inSpec(object, spec => selecting(without(spec, 'templateGeneration'))),
  'ReplicaSet apps/v1': object => inSpec(object, selecting),
  'StatefulSet apps/v1': object => inSpec(object, selecting),
  'ValidatingWebhookConfiguration admissionregistration.k8s.io/v1': webhooks,
  'MutatingWebhookConfiguration admissionregistration.k8s.io/v1': webhooks,
  'CustomResourceDefinition apiextensions.k8s.io/v1': object => inSpec(object, definition),
  'EndpointSlice discovery.k8s.io/v1': slice,
  'PriorityLevelConfiguration flowcontrol.apiserver.k8s.io/v1': object => inSpec(object, priorityLevel),
  'RuntimeClass node.k8s.io/v1': runtimeClass,
  'RoleBinding rbac.authorization.k8s.io/v1': binding,
  'ClusterRoleBinding rbac.authorization.k8s.io/v1': binding,
  'ResourceClaim resource.k8s.io/v1': object => inSpec(object, deviceClaim),
  'ResourceClaimTemplate resource.k8s.io/v1': object => inSpec(object, template => inSpec(template, deviceClaim)),
  'ResourceSlice resource.k8s.io/v1': object => inSpec(object, deviceSlice),
}

/** `backend: { serviceName, servicePort }` is `service: { name, port: { name | number } }` now; paths say their type. */
function ingress(spec: JsonObject): JsonObject {
  const { backend, rules } = spec
  return {
    ...without(spec, 'backend'),
    ...(isObject(backend) && { defaultBackend: ingressBackend(backend) }),
    ...(rules !== undefined && { rules: mapped(rules, ingressRule)! }),
  }
}

function ingressRule(rule: JsonObject): JsonObject {
  const { http } = rule
  if (!isObject(http)) return rule
  const paths = mapped(http['paths'], path => {
    const { backend } = path
    return {
      pathType: 'ImplementationSpecific',
      ...path,
      ...(isObject(backend) && { backend: ingressBackend(backend) }),
    }
  })
  return { ...rule, http: { ...http, ...(paths !== undefined && { paths }) } }
}

function ingressBackend(backend: JsonObject): JsonObject {
  const { serviceName, servicePort } = backend
  if (serviceName === undefined) return backend
  const port =
    typeof servicePort === 'string' && !/^\d+$/.test(servicePort)
      ? { name: servicePort }
      : { number: Number(servicePort ?? 80) }
  return { ...without(backend, 'serviceName', 'servicePort'), service: { name: serviceName, port } }
}

/** A workload says what it selects; before, that was taken from the labels of its pods. */
function selecting(spec: JsonObject): JsonObject {
  const { selector, template } = spec
  const metadata = isObject(template) ? template['metadata'] : undefined
  const labels = isObject(metadata) ? metadata['labels'] : undefined
  const bare = without(spec, 'rollbackTo')
  return selector === undefined && isObject(labels) ? { ...bare, selector: { matchLabels: labels } } : bare
}

/** Targets of metrics have a type now. */
function autoscaler(spec: JsonObject): JsonObject {
  const metrics = mapped(spec['metrics'], metric => {
    const changed: JsonObject = {}
    for (const [key, source] of Object.entries(metric))
      if (source !== undefined) changed[key] = isObject(source) ? metricSource(key, source) : source
    return changed
  })
  return { ...spec, ...(metrics !== undefined && { metrics }) }
}

function metricSource(type: string, source: JsonObject): JsonObject {
  const { targetAverageUtilization, targetAverageValue, targetValue, metricName, metricSelector, selector } = source
  const target =
    targetAverageUtilization !== undefined
      ? { type: 'Utilization', averageUtilization: targetAverageUtilization }
      : targetAverageValue !== undefined
        ? { type: 'AverageValue', averageValue: targetAverageValue }
        : targetValue !== undefined
          ? { type: 'Value', value: targetValue }
          : undefined
  const rest = without(
    source,
    'targetAverageUtilization',
    'targetAverageValue',
    'targetValue',
    'metricName',
    'metricSelector',
    'selector',
  )
  const chosen = metricSelector ?? selector
  const metric =
    metricName === undefined ? undefined : { name: metricName, ...(chosen !== undefined && { selector: chosen }) }
  const described =
    type === 'object' && isObject(rest['target'])
      ? { ...without(rest, 'target'), describedObject: rest['target'] }
      : rest
  return { ...described, ...(metric && { metric }), ...(target && { target }) }
}

/** A webhook says which reviews it reads, and that a dry run is safe. */
function webhooks(object: JsonObject): JsonObject {
  const webhooks = mapped(object['webhooks'], webhook => ({
    ...webhook,
    admissionReviewVersions: webhook['admissionReviewVersions'] ?? ['v1beta1'],
    sideEffects: webhook['sideEffects'] ?? 'None',
  }))
  return { ...object, ...(webhooks !== undefined && { webhooks }) }
}
