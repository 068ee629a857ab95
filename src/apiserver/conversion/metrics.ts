import type {
  CrossVersionObjectReference,
  MetricSpec,
  MetricStatus,
  MetricTarget,
} from '../../../schemas/types/autoscaling/v2.generated.ts'
import type {
  MetricSpec as FlatMetric,
  MetricStatus as FlatStatus,
} from '../../../schemas/types/autoscaling/v2beta1.generated.ts'

/** Leaves out what is not there, as Go does with pointers that are nil. */
function present<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  const result: Partial<T> = {}
  for (const name in fields) if (fields[name] !== undefined) result[name] = fields[name] as T[typeof name]
  return result as T
}

const average = (averageValue: string | undefined, averageUtilization: number | undefined): MetricTarget =>
  present<MetricTarget>({
    type: averageUtilization === undefined ? 'AverageValue' : 'Utilization',
    averageValue,
    averageUtilization,
  })

const describedAs = (object: CrossVersionObjectReference | undefined): CrossVersionObjectReference =>
  present<CrossVersionObjectReference>({
    kind: object?.kind ?? '',
    name: object?.name ?? '',
    apiVersion: object?.apiVersion,
  })

const ZERO = '0'

/** A metric as it was first written, with the target flat beside the name. Truth: pkg/apis/autoscaling/v2beta1/conversion.go */
export function metricToHub({ type, object, external, pods, resource, containerResource }: FlatMetric): MetricSpec {
  return present<MetricSpec>({
    type,
    object: object && {
      describedObject: { ...object.target },
      metric: present({ name: object.metricName, selector: object.selector }),
      target: present<MetricTarget>({
        type: object.averageValue === undefined ? 'Value' : 'AverageValue',
        value: object.targetValue ?? ZERO,
        averageValue: object.averageValue,
      }),
    },
    external: external && {
      metric: present({ name: external.metricName, selector: external.metricSelector }),
      target: present<MetricTarget>({
        type: external.targetValue === undefined ? 'AverageValue' : 'Value',
        value: external.targetValue,
        averageValue: external.targetAverageValue,
      }),
    },
    pods: pods && {
      metric: present({ name: pods.metricName, selector: pods.selector }),
      target: { type: 'AverageValue', averageValue: pods.targetAverageValue ?? ZERO },
    },
    resource: resource && {
      name: resource.name ?? '',
      target: average(resource.targetAverageValue, resource.targetAverageUtilization),
    },
    containerResource: containerResource && {
      name: containerResource.name ?? '',
      container: containerResource.container ?? '',
      target: average(containerResource.targetAverageValue, containerResource.targetAverageUtilization),
    },
  })
}

/** In the order in which Go writes the fields, as the result may become text. */
export function metricFromHub({ type, object, external, pods, resource, containerResource }: MetricSpec): FlatMetric {
  return present<FlatMetric>({
    type: type ?? '',
    object:
      object &&
      present({
        target: describedAs(object.describedObject),
        metricName: object.metric?.name ?? '',
        targetValue: object.target?.value ?? ZERO,
        selector: object.metric?.selector,
        averageValue: object.target?.averageValue,
      }),
    pods:
      pods &&
      present({
        metricName: pods.metric?.name ?? '',
        targetAverageValue: pods.target?.averageValue ?? ZERO,
        selector: pods.metric?.selector,
      }),
    resource:
      resource &&
      present({
        name: resource.name ?? '',
        targetAverageUtilization: resource.target?.averageUtilization,
        targetAverageValue: resource.target?.averageValue,
      }),
    containerResource:
      containerResource &&
      present({
        name: containerResource.name ?? '',
        targetAverageUtilization: containerResource.target?.averageUtilization,
        targetAverageValue: containerResource.target?.averageValue,
        container: containerResource.container ?? '',
      }),
    external:
      external &&
      present({
        metricName: external.metric?.name ?? '',
        metricSelector: external.metric?.selector,
        targetValue: external.target?.value,
        targetAverageValue: external.target?.averageValue,
      }),
  })
}

export function statusToHub({ type, object, external, pods, resource, containerResource }: FlatStatus): MetricStatus {
  return present<MetricStatus>({
    type,
    object: object && {
      describedObject: { ...object.target },
      metric: present({ name: object.metricName, selector: object.selector }),
      current: present({ value: object.currentValue ?? ZERO, averageValue: object.averageValue }),
    },
    external: external && {
      metric: present({ name: external.metricName, selector: external.metricSelector }),
      current: present({ value: external.currentValue ?? ZERO, averageValue: external.currentAverageValue }),
    },
    pods: pods && {
      metric: present({ name: pods.metricName, selector: pods.selector }),
      current: { averageValue: pods.currentAverageValue ?? ZERO },
    },
    resource: resource && {
      name: resource.name ?? '',
      current: present({
        averageValue: resource.currentAverageValue ?? ZERO,
        averageUtilization: resource.currentAverageUtilization,
      }),
    },
    containerResource: containerResource && {
      name: containerResource.name ?? '',
      container: containerResource.container ?? '',
      current: present({
        averageValue: containerResource.currentAverageValue ?? ZERO,
        averageUtilization: containerResource.currentAverageUtilization,
      }),
    },
  })
}

export function statusFromHub({ type, object, external, pods, resource, containerResource }: MetricStatus): FlatStatus {
  return present<FlatStatus>({
    type: type ?? '',
    object:
      object &&
      present({
        target: describedAs(object.describedObject),
        metricName: object.metric?.name ?? '',
        currentValue: object.current?.value ?? ZERO,
        selector: object.metric?.selector,
        averageValue: object.current?.averageValue,
      }),
    pods:
      pods &&
      present({
        metricName: pods.metric?.name ?? '',
        currentAverageValue: pods.current?.averageValue ?? ZERO,
        selector: pods.metric?.selector,
      }),
    resource:
      resource &&
      present({
        name: resource.name ?? '',
        currentAverageUtilization: resource.current?.averageUtilization,
        currentAverageValue: resource.current?.averageValue ?? ZERO,
      }),
    containerResource:
      containerResource &&
      present({
        name: containerResource.name ?? '',
        currentAverageUtilization: containerResource.current?.averageUtilization,
        currentAverageValue: containerResource.current?.averageValue ?? ZERO,
        container: containerResource.container ?? '',
      }),
    external:
      external &&
      present({
        metricName: external.metric?.name ?? '',
        metricSelector: external.metric?.selector,
        currentValue: external.current?.value ?? ZERO,
        currentAverageValue: external.current?.averageValue,
      }),
  })
}
