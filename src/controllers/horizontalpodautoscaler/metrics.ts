/** What a metric is asked for and what is said when nobody answers. */
export interface Metric {
  readonly type: string
  readonly resource?: { readonly name: string; readonly target?: Target }
  readonly containerResource?: { readonly name: string; readonly target?: Target }
  readonly pods?: { readonly metric?: { readonly name?: string }; readonly target?: Target }
  readonly object?: {
    readonly metric?: { readonly name?: string }
    readonly target?: Target
    readonly describedObject?: { readonly apiVersion?: string; readonly kind: string; readonly name: string }
  }
  readonly external?: { readonly metric?: { readonly name?: string }; readonly target?: Target }
}

export interface Target {
  readonly averageUtilization?: number
  readonly averageValue?: string
  readonly value?: string
}

export interface Missing {
  /** Of the condition and of the event. */
  readonly reason: string
  readonly why: string
  /** Of the metric as a whole. */
  readonly failure: string
}

const NO_RESOURCES =
  'unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)'
const NO_CUSTOM =
  'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered'
const NO_EXTERNAL =
  'unable to fetch metrics from external metrics API: no external metrics API (external.metrics.k8s.io) registered'

/**
 * Nothing measures pods here, as in a cluster without a metrics server.
 *
 * Truth: pkg/controller/podautoscaler/horizontal.go computeStatusForResourceMetric
 */
export function missingMetric({ type, resource, containerResource, pods, object, external }: Metric): Missing {
  const measured = ({ name, target }: NonNullable<Metric['resource']>): string => {
    const what = target?.averageValue === undefined ? 'utilization' : 'usage'
    return `failed to get ${name} ${what}: unable to get metrics for resource ${name}: ${NO_RESOURCES}`
  }
  if (resource) {
    const why = measured(resource)
    const failure = `failed to get ${resource.name} resource metric value: ${why}`
    return { reason: 'FailedGetResourceMetric', why, failure }
  }
  if (containerResource) {
    const why = measured(containerResource)
    const failure = `failed to get ${containerResource.name} container metric value: ${why}`
    return { reason: 'FailedGetContainerResourceMetric', why, failure }
  }
  const name = (pods ?? object ?? external)?.metric?.name ?? ''
  const why = `unable to get metric ${name}: ${external ? NO_EXTERNAL : NO_CUSTOM}`
  return {
    reason: `FailedGet${type}Metric`,
    why,
    failure: `failed to get ${type.toLowerCase()} metric value: ${why}`,
  }
}
