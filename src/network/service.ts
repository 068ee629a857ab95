import { isObject } from '../resource/json.ts'
import { matchesLabels } from '../resource/labels.ts'
import { listOf, nameOf, namespaceOf, type PodObject, type ServiceObject, type ServicePort } from './objects.ts'
import type { Pod, Workload } from './workload.ts'

/** A port of a Service and the port of the pod behind it. */
export interface PortTarget {
  readonly port: ServicePort
  readonly number: number
  readonly protocol: string
}

/** A workload behind a Service. */
export interface ServiceTarget {
  readonly workload: Workload
  /** Where each port of the Service arrives. A named target that the pod does not have is missing, silently. */
  readonly ports: readonly PortTarget[]
  /** Pods that exist, are selected and take traffic now. */
  readonly ready: number
  /** Pods that exist and are selected. */
  readonly existing: number
}

export interface ServiceView {
  readonly object: ServiceObject
  readonly namespace: string
  readonly name: string
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'
  readonly headless: boolean
  /** Without a selector somebody else writes its endpoints. */
  readonly selects: boolean
  readonly targets: readonly ServiceTarget[]
}

/**
 * A Service and the workloads whose pods it selects, in its own namespace.
 *
 * Truth: k8s.io/endpointslice/utils.go, pkg/controller/util/endpoint ShouldPodBeInEndpoints
 */
export function viewService(object: ServiceObject, workloads: Iterable<Workload>): ServiceView {
  const spec = object.spec ?? {}
  const namespace = namespaceOf(object)
  const type =
    spec.type === 'NodePort' || spec.type === 'LoadBalancer' || spec.type === 'ExternalName' ? spec.type : 'ClusterIP'
  const selector = isObject(spec.selector) ? (spec.selector as Record<string, string>) : {}
  const selects = type !== 'ExternalName' && Object.keys(selector).length > 0
  const targets: ServiceTarget[] = []
  for (const workload of selects ? workloads : []) {
    if (workload.namespace !== namespace) continue
    const pods = workload.pods.filter(pod => matchesLabels(selector, pod.labels))
    if (pods.length === 0) continue
    const instances = workload.instances.filter(pod => matchesLabels(selector, pod.metadata.labels) && hasEndpoint(pod))
    const takes = (pod: PodObject): boolean => (spec.publishNotReadyAddresses ?? false) || isReady(pod)
    targets.push({
      workload,
      ports: portTargets(listOf(spec.ports), pods),
      ready: instances.filter(takes).length,
      existing: instances.length,
    })
  }
  const headless = type !== 'ExternalName' && spec.clusterIP === 'None'
  return { object, namespace, name: nameOf(object), type, headless, selects, targets }
}

/** Each pod resolves names for itself, so one port can arrive at several numbers. */
function portTargets(ports: readonly ServicePort[], pods: readonly Pod[]): PortTarget[] {
  const targets: PortTarget[] = []
  for (const port of ports) {
    const numbers = new Set(pods.map(pod => targetNumber(port, pod)))
    for (const number of numbers) {
      if (number !== undefined) targets.push({ port, number, protocol: port.protocol ?? 'TCP' })
    }
  }
  return targets
}

/** Numbers need not be declared by the pod; names must be, with the Service's protocol. Truth: FindPort */
export function targetNumber({ port, targetPort, protocol = 'TCP' }: ServicePort, pod: Pod): number | undefined {
  const target = targetPort === undefined || targetPort === null || targetPort === 0 ? port : targetPort
  if (typeof target !== 'string') return target
  return pod.ports.find(declared => declared.name === target && declared.protocol === protocol)?.number
}

/** A pod that is over, or has no address yet, is in no endpoint. */
function hasEndpoint(pod: PodObject): boolean {
  const phase = pod.status?.phase
  return phase !== 'Succeeded' && phase !== 'Failed' && (pod.status?.podIP ?? '') !== ''
}

const isReady = (pod: PodObject): boolean =>
  pod.metadata.deletionTimestamp === undefined &&
  listOf(pod.status?.conditions).some(({ type, status }) => type === 'Ready' && status === 'True')
