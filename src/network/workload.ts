import { isObject } from '../resource/json.ts'
import type { Labels } from '../resource/labels.ts'
import type { KubeObject, ObjectMeta } from '../resource/object.ts'
import {
  groupOf,
  listOf,
  nameOf,
  namespaceOf,
  ofKind,
  type PodObject,
  type PodSpec,
  type PodTemplate,
} from './objects.ts'

/** A port that a container declares. */
export interface DeclaredPort {
  readonly name: string
  readonly number: number
  readonly protocol: string
}

/** What the network knows of a pod: pods that are alike in this are one. */
export interface Pod {
  readonly namespace: string
  readonly labels: Labels
  readonly annotations: Labels
  readonly ports: readonly DeclaredPort[]
  readonly hostname: string
  readonly subdomain: string
}

/** Pods that one owner makes: a Deployment and its pods, or a pod of its own. */
export interface Workload {
  readonly namespace: string
  readonly name: string
  readonly kind: string
  /** One for each way in which its pods differ; at least one. */
  readonly pods: readonly Pod[]
  /** The pods that exist; empty when only the template is known. */
  readonly instances: readonly PodObject[]
  readonly object?: KubeObject
}

/** `shop/web[Deployment]` */
export const workloadName = ({ namespace, name, kind }: Pick<Workload, 'namespace' | 'name' | 'kind'>): string =>
  `${namespace}/${name}[${kind}]`

const TEMPLATED: Record<string, string> = {
  Deployment: 'apps',
  ReplicaSet: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  ReplicationController: '',
  Job: 'batch',
  CronJob: 'batch',
  VirtualMachine: 'kubevirt.io',
}

interface Owned extends KubeObject {
  spec?: { template?: PodTemplate | null; jobTemplate?: { spec?: { template?: PodTemplate | null } | null } | null }
}

/**
 * The workloads of a world, in order of name. A pod counts with the outermost owner that is there; when no
 * owner is, with the one its owner reference names.
 */
export function workloadsOf(objects: readonly KubeObject[]): Workload[] {
  const owners = new Map<string, Owned>()
  for (const object of objects) {
    if (TEMPLATED[object.kind] === undefined || !isTemplated(object)) continue
    owners.set(ownerKey(namespaceOf(object), object.kind, nameOf(object)), object)
  }
  const drafts = new Map<string, Draft>()
  for (const owner of owners.values()) {
    const top = outermost(owner, owners)
    const draft = draftOf(drafts, namespaceOf(owner), nameOf(top), top.kind, top)
    const template = templateOf(owner)
    if (template && top === owner) draft.template = podFrom(namespaceOf(owner), template.metadata, template.spec)
  }
  for (const pod of ofKind<PodObject>(objects, '', 'Pod')) {
    const namespace = namespaceOf(pod)
    const controller = controllerOf(pod)
    const owner = controller && owners.get(ownerKey(namespace, controller.kind, controller.name))
    const top = owner ? outermost(owner, owners) : undefined
    const name = top ? nameOf(top) : (controller?.name ?? nameOf(pod))
    const draft = draftOf(drafts, namespace, name, top?.kind ?? (controller?.kind || 'Pod'), top ?? pod)
    draft.instances.push(pod)
    const shape = podFrom(namespace, pod.metadata, pod.spec)
    draft.pods.set(shapeKey(shape), shape)
  }
  return [...drafts.values()].map(finish).sort((a, b) => (workloadName(a) < workloadName(b) ? -1 : 1))
}

interface Draft {
  namespace: string
  name: string
  kind: string
  object: KubeObject
  template?: Pod
  pods: Map<string, Pod>
  instances: PodObject[]
}

function draftOf(drafts: Map<string, Draft>, namespace: string, name: string, kind: string, object: KubeObject): Draft {
  const key = ownerKey(namespace, kind, name)
  let draft = drafts.get(key)
  if (!draft) drafts.set(key, (draft = { namespace, name, kind, object, pods: new Map(), instances: [] }))
  return draft
}

function finish({ namespace, name, kind, object, template, pods, instances }: Draft): Workload {
  // The template speaks for the pods to come: what exists may be of an older one and still counts.
  if (template) pods.set(shapeKey(template), template)
  const shapes = pods.size > 0 ? [...pods.values()] : [podFrom(namespace, undefined, undefined)]
  return { namespace, name, kind, pods: shapes, instances, object }
}

const isTemplated = (object: KubeObject): object is Owned => {
  const group = groupOf(object)
  return group === TEMPLATED[object.kind] || (group === 'extensions' && TEMPLATED[object.kind] === 'apps')
}

const templateOf = ({ kind, spec }: Owned): PodTemplate | undefined =>
  (kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template) ?? undefined

function outermost(start: Owned, owners: ReadonlyMap<string, Owned>): Owned {
  let top = start
  for (let steps = 0; steps < 4; steps++) {
    const controller = controllerOf(top)
    const next = controller && owners.get(ownerKey(namespaceOf(top), controller.kind, controller.name))
    if (!next) break
    top = next
  }
  return top
}

/** A static pod names its node as its owner; a node is no workload. */
function controllerOf(object: KubeObject): { kind: string; name: string } | undefined {
  const references = listOf(object.metadata?.ownerReferences).filter(reference => reference.kind !== 'Node')
  const controller = references.find(reference => reference.controller)
  return controller?.name ? { kind: controller.kind ?? '', name: controller.name } : undefined
}

const ownerKey = (namespace: string, kind: string, name: string): string => `${namespace}/${kind}/${name}`

export function podFrom(
  namespace: string,
  metadata: ObjectMeta | null | undefined,
  spec: PodSpec | null | undefined,
): Pod {
  const sidecars = listOf(spec?.initContainers).filter(container => container.restartPolicy === 'Always')
  const ports: DeclaredPort[] = []
  for (const container of [...listOf(spec?.containers), ...sidecars]) {
    for (const { name = '', containerPort, protocol = 'TCP' } of listOf(container.ports)) {
      if (typeof containerPort === 'number') ports.push({ name, number: containerPort, protocol })
    }
  }
  return {
    namespace,
    labels: textsOf(metadata?.labels),
    annotations: textsOf(metadata?.annotations),
    ports,
    hostname: spec?.hostname ?? '',
    subdomain: spec?.subdomain ?? '',
  }
}

/** A map of texts from a manifest: what is no map is empty. */
const textsOf = (map: Labels | null | undefined): Labels => (isObject(map) ? map : {})

/** What makes two pods differ for policies and Services. */
const shapeKey = ({ labels, ports, annotations, hostname, subdomain }: Pod): string =>
  [
    ...Object.keys(labels)
      .sort()
      .map(key => `${key}=${labels[key]}`),
    ...ports.map(({ name, number, protocol }) => `${name}:${number}/${protocol}`),
    annotations['k8s.v1.cni.cncf.io/networks'] ?? '',
    `${hostname}.${subdomain}`,
  ].join('\n')
