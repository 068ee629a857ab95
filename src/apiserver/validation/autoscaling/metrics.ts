import type { MetricSpec, MetricTarget } from '../../../../schemas/types/autoscaling/v2.generated.ts'
import { dnsLabel, pathSegment } from '../../../resource/names.ts'
import { parseQuantity } from '../../../resource/quantity.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { quantityText } from '../../go-text.ts'
import { validateContainerResourceName } from '../core/resource-names.ts'
import { validateObjectReference } from './object-reference.ts'

type Source = 'object' | 'external' | 'pods' | 'resource' | 'containerResource'

/** Where each type of metric keeps its source, in the order in which the server lists the types. */
const TYPES: Record<string, Source> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
}

/** In the order in which the server looks for a source; only the first one there is looked into. */
const JUDGES: { [S in Source]: (source: NonNullable<MetricSpec[S]>, errors: FieldErrors, path: FieldPath) => void } = {
  object({ describedObject = {}, metric = {}, target = {} }, errors, path) {
    validateObjectReference(describedObject, errors, path.child('describedObject'))
    validateMetricName(metric.name, errors, path.child('metric', 'name'))
    validateTarget(target, errors, path.child('target'))
    if (target.value === undefined && target.averageValue === undefined) {
      errors.required(path.child('target', 'averageValue'), 'must set either a target value or averageValue')
    }
  },
  external({ metric = {}, target = {} }, errors, path) {
    validateMetricName(metric.name, errors, path.child('metric', 'name'))
    validateTarget(target, errors, path.child('target'))
    const { value, averageValue } = target
    if (value === undefined && averageValue === undefined) {
      const detail = 'must set either a target value for metric or a per-pod target'
      errors.required(path.child('target', 'averageValue'), detail)
    }
    if (value !== undefined && averageValue !== undefined) {
      errors.forbidden(path.child('target', 'value'), 'may not set both a target value for metric and a per-pod target')
    }
  },
  pods({ metric = {}, target = {} }, errors, path) {
    validateMetricName(metric.name, errors, path.child('metric', 'name'))
    validateTarget(target, errors, path.child('target'))
    if (target.averageValue === undefined) {
      errors.required(path.child('target', 'averageValue'), 'must specify a positive target averageValue')
    }
  },
  resource({ name, target = {} }, errors, path) {
    if (!name) errors.required(path.child('name'), 'must specify a resource name')
    validateUtilization(target, errors, path.child('target'))
  },
  containerResource({ name, container, target = {} }, errors, path) {
    if (!name) errors.required(path.child('name'), 'must specify a resource name')
    else validateContainerResourceName(name, errors, path.child('name'))
    if (!container) errors.required(path.child('container'), 'must specify a container')
    else for (const complaint of dnsLabel(container)) errors.invalid(path.child('container'), container, complaint)
    validateUtilization(target, errors, path.child('target'))
  },
}

/** Truth: pkg/apis/autoscaling/validation validateMetricSpec */
export function validateMetric(metric: MetricSpec, errors: FieldErrors, path: FieldPath): void {
  const type = metric.type ?? ''
  const expected = TYPES[type]
  if (type === '') errors.required(path.child('type'), 'must specify a metric source type')
  if (!expected) errors.notSupported(path.child('type'), type, Object.keys(TYPES))
  const present = (Object.keys(JUDGES) as Source[]).filter(source => metric[source])
  const [first] = present
  if (first) judge(first, metric, errors, path)
  if (!expected) errors.notSupported(path.child('type'), type, Object.keys(TYPES))
  else if (!metric[expected]) {
    errors.required(path.child(expected), 'must populate information for the given metric source')
  }
  if (present.length === 1) return
  for (const source of present) {
    if (source !== expected) errors.forbidden(path.child(source), 'must populate the given metric source only')
  }
}

function judge<S extends Source>(source: S, metric: MetricSpec, errors: FieldErrors, path: FieldPath): void {
  const value = metric[source]
  if (value) JUDGES[source](value, errors, path.child(source))
}

function validateMetricName(name: string | undefined, errors: FieldErrors, path: FieldPath): void {
  if (!name) errors.required(path, 'must specify a metric name')
  else for (const complaint of pathSegment(name)) errors.invalid(path, name, complaint)
}

/** A share of what is requested, or a plain value; one of them, not both. */
function validateUtilization(target: MetricTarget, errors: FieldErrors, path: FieldPath): void {
  validateTarget(target, errors, path)
  const { averageUtilization, averageValue } = target
  if (averageUtilization === undefined && averageValue === undefined) {
    errors.required(path.child('averageUtilization'), 'must set either a target raw value or a target utilization')
  }
  if (averageUtilization !== undefined && averageValue !== undefined) {
    errors.forbidden(path.child('averageValue'), 'may not set both a target raw value and a target utilization')
  }
}

function validateTarget(target: MetricTarget, errors: FieldErrors, path: FieldPath): void {
  const { type = '', value, averageValue, averageUtilization } = target
  if (type === '') errors.required(path.child('type'), 'must specify a metric target type')
  if (!['Utilization', 'Value', 'AverageValue'].includes(type)) {
    errors.invalid(path.child('type'), type, 'must be either Utilization, Value, or AverageValue')
  }
  if (value !== undefined && !isPositive(value))
    errors.invalid(path.child('value'), quantityText(value), 'must be positive')
  if (averageValue !== undefined && !isPositive(averageValue)) {
    errors.invalid(path.child('averageValue'), quantityText(averageValue), 'must be positive')
  }
  if (averageUtilization !== undefined && averageUtilization < 1) {
    errors.invalid(path.child('averageUtilization'), averageUtilization, 'must be greater than 0')
  }
}

const isPositive = (quantity: string): boolean => (parseQuantity(quantity)?.nanos ?? 0n) > 0n
