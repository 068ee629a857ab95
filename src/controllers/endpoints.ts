import { equal } from '../resource/json.ts'
import type { Pod } from '../resource/kinds.ts'
import type { KubeObject } from '../resource/object.ts'
import { isReady } from '../resource/pod-state.ts'
import { type Controller, keyOf, type ObjectKey, type Steps, succeeded, type World } from './controller.ts'
import {
  type EndpointPort,
  HEADLESS_LABEL,
  hostnameOn,
  isHeadless,
  isTarget,
  podsOf,
  portsOn,
  portsText,
  type Service,
  selectsPods,
  servicesOf,
  targetRef,
} from './endpoints/targets.ts'
import { create, remove, retry, update } from './steps.ts'

export const MANAGED_BY = 'endpoints.kubernetes.io/managed-by'

export interface EndpointAddress {
  ip: string
  hostname?: string
  nodeName?: string
  targetRef?: ReturnType<typeof targetRef>
}

export interface EndpointSubset {
  addresses?: EndpointAddress[]
  notReadyAddresses?: EndpointAddress[]
  ports?: EndpointPort[]
}

export interface Endpoints extends KubeObject {
  subsets?: EndpointSubset[]
}

/**
 * The endpoints controller: the addresses behind a Service in one object, grouped by ports.
 *
 * Truth: pkg/controller/endpoint/endpoints_controller.go syncService
 */
export const endpoints: Controller<'Service'> = {
  name: 'endpoint-controller',
  kind: 'Service',
  watches: { Pod: servicesOf, Endpoints: ({ object }) => [keyOf(object)] },
  *reconcile(object: KubeObject, world) {
    const service = object as Service
    if (!selectsPods(service)) return
    const { namespace = '', name = '', labels: own } = service.metadata
    const labels = {
      ...own,
      [MANAGED_BY]: 'endpoint-controller',
      ...(isHeadless(service) ? { [HEADLESS_LABEL]: '' } : {}),
    }
    const subsets = subsetsOf(service, podsOf(service, world))
    const there = world.get('Endpoints', namespace, name) as Endpoints | undefined
    if (there && equal(there.subsets ?? [], subsets) && equal(there.metadata.labels, labels)) return
    const next: Endpoints = there
      ? { ...there, metadata: { ...there.metadata, labels }, subsets }
      : { apiVersion: 'v1', kind: 'Endpoints', metadata: { namespace, name, labels }, subsets }
    const answer = yield there ? update(next) : create(next)
    if (!succeeded(answer)) yield retry
  },
  gone: forget,
}

function* forget({ namespace, name }: ObjectKey, world: World): Steps {
  const left = world.get('Endpoints', namespace, name)
  if (left && left.metadata.deletionTimestamp === undefined) yield remove(left)
}

interface Group {
  readonly ports: EndpointPort[]
  readonly ready: EndpointAddress[]
  readonly notReady: EndpointAddress[]
}

/** First by port, then ports with the very same addresses together. Truth: endpoints/util.go RepackSubsets */
function subsetsOf(service: Service, pods: readonly Pod[]): EndpointSubset[] {
  const publishesAll = service.spec?.publishNotReadyAddresses ?? false
  const byPort = new Map<string, Group>()
  for (const pod of pods) {
    if (!isTarget(pod, publishesAll)) continue
    const single = portsOn(pod, service).map(port => [port])
    const portless = (service.spec?.ports ?? []).length === 0 && isHeadless(service)
    for (const ports of portless ? [[]] : single) {
      const text = portsText(ports)
      let group = byPort.get(text)
      if (!group) byPort.set(text, (group = { ports, ready: [], notReady: [] }))
      ;(publishesAll || isReady(pod) ? group.ready : group.notReady).push(addressOf(pod, service))
    }
  }
  const byAddresses = new Map<string, Group>()
  for (const group of byPort.values()) {
    group.ready.sort(byIp)
    group.notReady.sort(byIp)
    const text = `${group.ready.map(({ ip }) => ip).join(' ')}/${group.notReady.map(({ ip }) => ip).join(' ')}`
    const same = byAddresses.get(text)
    if (same) same.ports.push(...group.ports)
    else byAddresses.set(text, { ...group, ports: [...group.ports] })
  }
  return [...byAddresses.values()]
    .sort((a, b) => (portsText(a.ports) < portsText(b.ports) ? -1 : 1))
    .map(({ ports, ready, notReady }) => ({
      ...(ready.length > 0 ? { addresses: ready } : {}),
      ...(notReady.length > 0 ? { notReadyAddresses: notReady } : {}),
      ...(ports.length > 0 ? { ports } : {}),
    }))
}

function addressOf(pod: Pod, service: Service): EndpointAddress {
  const hostname = hostnameOn(pod, service)
  return {
    ip: pod.status?.podIP ?? '',
    ...(hostname === undefined ? {} : { hostname }),
    ...(pod.spec.nodeName === undefined ? {} : { nodeName: pod.spec.nodeName }),
    targetRef: targetRef(pod),
  }
}

const byIp = (a: EndpointAddress, b: EndpointAddress): number => (a.ip < b.ip ? -1 : a.ip > b.ip ? 1 : 0)
