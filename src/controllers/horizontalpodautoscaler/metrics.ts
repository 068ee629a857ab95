import type { LabelSelector } from '../../resource/labels.ts'
import { goText } from './selector-text.ts'

/** What a metric is asked for and what is said when nobody answers. */
export interface Metric {
  readonly type: string
  readonly resource?: { readonly name: string; readonly target?: Target }
  readonly containerResource?: { readonly name: string; readonly container: string; readonly target?: Target }
  readonly pods?: { readonly metric?: Identifier; readonly target?: Target }
  readonly object?: {
    readonly metric?: Identifier
    readonly target?: Target
    readonly describedObject?: { readonly apiVersion?: string; readonly kind: string; readonly name: string }
  }
  readonly external?: {
    readonly metric?: Identifier
    readonly target?: Target
  }
}

interface Identifier {
  readonly name?: string
  readonly selector?: LabelSelector
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

const notServed = (resource: string): string => `the server could not find the requested resource (get ${resource})`

/** Who would have to answer, and what is heard where nobody does. External metrics are asked for by their name. */
const ABSENT = {
  resource: () => notServed('pods.metrics.k8s.io'),
  custom: () => 'no custom metrics API (custom.metrics.k8s.io) registered',
  external: (metric: string) => notServed(`${metric}.external.metrics.k8s.io`),
}

/** How the answer fails: nobody measures anything, or somebody does, but not this. */
export type Silence = 'nobody measures' | 'not measured'

const silent = (api: keyof typeof ABSENT, silence: Silence, metric: string): string =>
  silence === 'nobody measures'
    ? `unable to fetch metrics from ${api} metrics API: ${ABSENT[api](metric)}`
    : `no metrics returned from ${api} metrics API`

/**
 * What is said of a metric that is not there.
 *
 * Truth: pkg/controller/podautoscaler/horizontal.go computeReplicasForMetric, replica_calculator.go
 */
export function missingMetric(metric: Metric, namespace: string, silence: Silence): Missing {
  const { resource, containerResource, pods, object, external } = metric
  const measured = resource ?? containerResource
  if (measured)
    return unmeasured(
      metric,
      `unable to get metrics for resource ${measured.name}: ${silent('resource', silence, measured.name)}`,
    )
  const { metric: { name = '', selector } = {}, target } = pods ?? object ?? external ?? {}
  const perPod = target?.averageValue !== undefined
  if (external) {
    const asked = `${namespace}/${name}/${goText(selector)}`
    const why = `unable to get external metric ${asked}: ${silent('external', silence, name)}`
    const inner = perPod ? `failed to get ${name} external metric` : `failed to get external metric ${name}`
    return {
      reason: 'FailedGetExternalMetric',
      why,
      failure: `failed to get ${name} external metric value: ${inner}: ${why}`,
    }
  }
  const custom = silent('custom', silence, name)
  if (object) {
    const { kind = '', name: on = '' } = object.describedObject ?? {}
    const why = `unable to get metric ${name}: ${kind} on ${namespace} ${on}/${custom}`
    const inner = perPod ? `failed to get ${name} object metric: ` : ''
    return { reason: 'FailedGetObjectMetric', why, failure: `failed to get object metric value: ${inner}${why}` }
  }
  const why = `unable to get metric ${name}: ${custom}`
  return { reason: 'FailedGetPodsMetric', why, failure: `failed to get pods metric value: ${why}` }
}

/** What is said of a resource that pods or their containers use, when its use cannot be told. */
export function unmeasured({ resource, containerResource }: Metric, problem: string): Missing {
  const { name = '', target } = resource ?? containerResource ?? {}
  const what = target?.averageValue === undefined ? 'utilization' : 'usage'
  const why = `failed to get ${name} ${what}: ${problem}`
  return containerResource
    ? {
        reason: 'FailedGetContainerResourceMetric',
        why,
        failure: `failed to get ${containerResource.container} container metric value: ${why}`,
      }
    : { reason: 'FailedGetResourceMetric', why, failure: `failed to get ${name} resource metric value: ${why}` }
}
