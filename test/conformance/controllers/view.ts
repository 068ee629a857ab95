import { groupKindOf } from '../../../src/controllers/controller.ts'
import type { EndpointSlice } from '../../../src/controllers/endpoints/slices.ts'
import type { EndpointPort } from '../../../src/controllers/endpoints/targets.ts'
import type { EndpointAddress, Endpoints } from '../../../src/controllers/endpoints.ts'
import { isObject, type Json, type JsonObject } from '../../../src/resource/json.ts'
import type { Condition, Pod, PodTemplate } from '../../../src/resource/kinds.ts'
import type { KubeObject } from '../../../src/resource/object.ts'
import { conditionOf, isReady } from '../../../src/resource/pod-state.ts'
import type { Taint } from '../../../src/resource/taints.ts'
import type { CanonicalNames } from './names.ts'

const SHOWN_ANNOTATIONS = /^deployment\.kubernetes\.io\/|^deprecated\.daemonset\.template\.generation$/
/** Labels whose value is a uid or a repetition of the name. */
const HIDDEN_LABELS = new Set([
  'statefulset.kubernetes.io/pod-name',
  'controller-uid',
  'job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
  'pod-template-generation',
])

/** Kinds whose generation the recordings do not keep. */
const UNCOUNTED = new Set([
  'Pod',
  'EndpointSlice',
  'HorizontalPodAutoscaler',
  'LimitRange',
  'ResourceQuota',
  'Service',
  'Endpoints',
  'Node',
])

interface Loose extends KubeObject {
  readonly spec?: JsonObject & { template?: PodTemplate; taints?: Taint[] }
  readonly status?: JsonObject & { conditions?: Condition[]; phase?: string }
  readonly revision?: number
}

/** What the recordings keep of an object. */
export function viewOf(object: KubeObject, names: CanonicalNames, final: boolean): JsonObject {
  const view: JsonObject = { ...lifeOf(object, names) }
  const { metadata } = object
  switch (groupKindOf(object)) {
    case 'Pod':
      return { ...view, ...podView(object as Pod, names, final) }
    case 'Node':
      return { ...view, ...nodeView(object as Loose) }
    case 'Service':
      return view
    case 'Endpoints':
      return { ...view, ...endpointsView(object as Endpoints, names) }
    case 'discovery.k8s.io/EndpointSlice':
      return { ...view, ...sliceView(object as EndpointSlice, names) }
    case 'Namespace':
      return { ...view, phase: (object as Loose).status?.phase ?? null }
    case 'PersistentVolumeClaim':
      return {
        ...view,
        labels: labelText(metadata.labels ?? {}, names),
        phase: (object as Loose).status?.phase ?? null,
      }
    case 'apps/ControllerRevision':
      return {
        ...view,
        ...(final ? shownLabels(metadata.labels, names) : {}),
        ...shownAnnotations(metadata.annotations),
        revision: (object as Loose).revision ?? 0,
      }
    default:
      return { ...view, ...workloadView(object as Loose, names, final) }
  }
}

function lifeOf({ kind, metadata }: KubeObject, names: CanonicalNames): JsonObject {
  const owners = (metadata.ownerReferences ?? []).map(
    owner =>
      `${owner.kind}/${names.named(owner.kind, owner.name)}${owner.controller ? ' controller' : ''}${owner.blockOwnerDeletion ? ' block' : ''}`,
  )
  return {
    ...(metadata.generation === undefined || UNCOUNTED.has(kind) ? {} : { generation: metadata.generation }),
    ...(owners.length > 0 ? { owners } : {}),
    ...(metadata.deletionTimestamp === undefined ? {} : { deleting: true }),
    ...(metadata.finalizers && metadata.finalizers.length > 0 ? { finalizers: metadata.finalizers } : {}),
  }
}

function podView(pod: Pod, names: CanonicalNames, final: boolean): JsonObject {
  const { status = {} } = pod
  const target = conditionOf(status.conditions, 'DisruptionTarget')
  const restarts = Math.max(0, ...(status.containerStatuses ?? []).map(container => container.restartCount))
  return {
    labels: labelText(pod.metadata.labels ?? {}, names),
    node: pod.spec.nodeName ?? null,
    phase: status.phase ?? null,
    ready: isReady(pod),
    ...(status.reason === undefined ? {} : { reason: status.reason }),
    ...(target?.status === 'True' ? { disruptionTarget: target.reason ?? '' } : {}),
    ...(restarts > 0 ? { restarts } : {}),
    ...(final && status.podIP !== undefined ? { podIP: status.podIP } : {}),
  }
}

function labelText(labels: Record<string, string>, names: CanonicalNames): string {
  const shown = Object.entries(labels)
    .filter(([key]) => !HIDDEN_LABELS.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => [key, names.value(value)])
  return JSON.stringify(Object.fromEntries(shown))
}

function shownLabels(labels: Record<string, string> | undefined, names: CanonicalNames): JsonObject {
  if (!labels || Object.keys(labels).length === 0) return {}
  const shown: JsonObject = {}
  for (const [key, value] of Object.entries(labels)) {
    shown[key] = /controller-uid$/.test(key) ? '<uid>' : names.value(value)
  }
  return { labels: shown }
}

function shownAnnotations(annotations: Record<string, string> | undefined): JsonObject {
  const shown = Object.entries(annotations ?? {}).filter(([key]) => SHOWN_ANNOTATIONS.test(key))
  return shown.length > 0 ? { annotations: Object.fromEntries(shown) } : {}
}

function nodeView({ spec }: Loose): JsonObject {
  const taints = (spec?.taints ?? []).map(({ key, value, effect }) => `${key}=${value ?? ''}:${effect}`)
  return {
    ...(spec?.['unschedulable'] ? { unschedulable: true } : {}),
    ...(taints.length > 0 ? { taints } : {}),
  }
}

/** Of these times only that they are there. */
const HAPPENED = new Set(['startTime', 'completionTime', 'lastSuccessfulTime'])

const SPEC_FIELDS = ['replicas', 'paused', 'suspend', 'parallelism', 'completions']

function workloadView(object: Loose, names: CanonicalNames, final: boolean): JsonObject {
  const spec: JsonObject = {}
  for (const field of SPEC_FIELDS) if (object.spec?.[field] !== undefined) spec[field] = object.spec[field]
  if (spec['paused'] === false) delete spec['paused']
  const template = object.kind === 'Job' || object.kind === 'CronJob' ? undefined : object.spec?.template
  if (template) {
    const annotations = template.metadata?.annotations
    spec['template'] = {
      image: template.spec.containers[0]?.image ?? '',
      ...(annotations && Object.keys(annotations).length > 0 ? { annotations: timeless(annotations) } : {}),
    }
  }
  const status = object.status && statusView(object.status, names)
  return {
    ...(final ? shownLabels(object.metadata.labels, names) : {}),
    ...shownAnnotations(object.metadata.annotations),
    ...(Object.keys(spec).length > 0 ? { spec } : {}),
    ...(status ? { status } : {}),
  }
}

const timeless = (annotations: Record<string, string>): JsonObject =>
  Object.fromEntries(
    Object.entries(annotations).map(([key, value]) => [
      key,
      value.replace(/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-][\d:]+)$/, '<time>'),
    ]),
  )

function statusView(status: JsonObject & { conditions?: Condition[] }, names: CanonicalNames): JsonObject {
  const view: JsonObject = {}
  for (const [key, value] of Object.entries(status)) {
    if (key === 'conditions' || key === 'disruptedPods' || key === 'uncountedTerminatedPods') continue
    if (value === undefined || key === 'lastScaleTime') continue
    if (key === 'active' && Array.isArray(value)) {
      view[key] = (value as { name?: string }[]).map(({ name = '' }) => names.named('Job', name))
      continue
    }
    if (key === 'lastScheduleTime' && typeof value === 'string') {
      const minutes = Math.round((Date.parse(value) - Date.parse('2026-01-01T00:00:00Z')) / 60_000)
      view[key] = minutes < 0 ? `minute${minutes}` : `minute+${minutes}`
      continue
    }
    if (HAPPENED.has(key)) {
      view[key] = 'set'
      continue
    }
    view[key] = typeof value === 'string' ? names.value(value) : value
  }
  if (status.conditions && status.conditions.length > 0) {
    const conditions: JsonObject = {}
    for (const { type, status: value, reason, message } of status.conditions) {
      conditions[type] = {
        status: value,
        ...(reason ? { reason } : {}),
        ...(message ? { message: names.text(message) } : {}),
      }
    }
    view['conditions'] = conditions
  }
  return view
}

/** The differences between two views, by dotted path; lists are compared as JSON text. */
export function* differences(
  before: JsonObject,
  after: JsonObject,
  path = '',
): Generator<{ what: string; from: Json; to: Json }> {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const from = before[key]
    const to = after[key]
    const what = path ? `${path}.${key}` : key
    if ((isObject(from) || from === undefined) && (isObject(to) || to === undefined) && (from ?? to) !== undefined) {
      yield* differences(from ?? {}, to ?? {}, what)
    } else if (textOf(from) !== textOf(to)) yield { what, from: plain(from), to: plain(to) }
  }
}

const plain = (value: Json | undefined): Json => (Array.isArray(value) ? JSON.stringify(value) : (value ?? null))

const textOf = (value: Json | undefined): string => JSON.stringify(value ?? null)

const portTexts = (ports: readonly EndpointPort[] | null | undefined): string[] =>
  (ports ?? []).map(({ name = '', port, protocol = 'TCP' }) => `${name}:${port}/${protocol}`).sort()

function endpointsView({ metadata, subsets = [] }: Endpoints, names: CanonicalNames): JsonObject {
  const address = ({ ip, hostname, nodeName, targetRef }: EndpointAddress): string =>
    [
      ip,
      ...(targetRef ? [names.named('Pod', targetRef.name)] : []),
      ...(hostname ? [`hostname=${hostname}`] : []),
      ...(nodeName ? [`node=${nodeName}`] : []),
    ].join(' ')
  return {
    ...(metadata.labels ? { labels: labelText(metadata.labels, names) } : {}),
    annotations: {},
    subsets: subsets.map(({ addresses = [], notReadyAddresses = [], ports }) => ({
      ready: addresses.map(address).sort(),
      notReady: notReadyAddresses.map(address).sort(),
      ports: portTexts(ports),
    })),
  }
}

function sliceView(slice: EndpointSlice, names: CanonicalNames): JsonObject {
  const endpoints = (slice.endpoints ?? []).map(({ addresses, conditions, hostname, nodeName, targetRef }) => ({
    addresses,
    ...conditions,
    ...(targetRef ? { target: names.named('Pod', targetRef.name) } : {}),
    ...(nodeName ? { node: nodeName } : {}),
    ...(hostname ? { hostname } : {}),
  }))
  return {
    labels: labelText(slice.metadata.labels ?? {}, names),
    addressType: slice.addressType,
    ports: portTexts(slice.ports),
    endpoints: endpoints.sort((a, b) => (`${a.addresses}` < `${b.addresses}` ? -1 : 1)),
  }
}
