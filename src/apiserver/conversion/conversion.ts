import { clone } from '../../resource/json.ts'
import { formatApiVersion, type KubeObject, parseApiVersion } from '../../resource/object.ts'
import type { Minor } from '../../resource/version.ts'
import { catalog } from '../../schema/catalog.ts'
import type { Context, Resource } from '../context.ts'
import { goQuote } from '../go-text.ts'
import { badRequest, type Status } from '../status.ts'
import { apiextensionsConversions } from './apiextensions.ts'
import { annotationProblem, appsConversions } from './apps.ts'
import { autoscalingConversions } from './autoscaling.ts'
import { networkingConversions } from './networking.ts'
import { policyConversions } from './policy.ts'

/** Between a version of a kind and the hub, the one version that the kind's rules are written for. Both change the object. */
export interface Conversion {
  toHub(object: KubeObject): void
  fromHub(object: KubeObject): void
  /** What is not kept even where the version is the hub itself. */
  asHub?(object: KubeObject): void
}

/** The hubs of a kind, by group and kind; the first that the release knows is its hub, or, where shapes differ, the first. */
const HUBS: Record<string, readonly string[]> = {
  'apiextensions.k8s.io/CustomResourceDefinition': ['apiextensions.k8s.io/v1'],
  'apps/ControllerRevision': ['apps/v1'],
  'apps/DaemonSet': ['apps/v1'],
  'apps/Deployment': ['apps/v1'],
  'apps/ReplicaSet': ['apps/v1'],
  'apps/StatefulSet': ['apps/v1'],
  'extensions/DaemonSet': ['apps/v1'],
  'extensions/Deployment': ['apps/v1'],
  'extensions/ReplicaSet': ['apps/v1'],
  'autoscaling/HorizontalPodAutoscaler': ['autoscaling/v2', 'autoscaling/v2beta2'],
  'extensions/Ingress': ['networking.k8s.io/v1'],
  'extensions/NetworkPolicy': ['networking.k8s.io/v1'],
  'networking.k8s.io/Ingress': ['networking.k8s.io/v1'],
  'networking.k8s.io/IngressClass': ['networking.k8s.io/v1'],
  'batch/CronJob': ['batch/v1', 'batch/v1beta1'],
  'policy/PodDisruptionBudget': ['policy/v1', 'policy/v1beta1'],
}

/** By `apiVersion/kind`; where there is none the shapes are equal. */
const CONVERSIONS: Record<string, Conversion> = {
  ...apiextensionsConversions,
  ...appsConversions,
  ...autoscalingConversions,
  ...networkingConversions,
  ...policyConversions,
}

/** Truth: each group's pkg/apis/<group>/install and <version>/conversion.go */
export function hubOf(resource: Resource, minor: Minor): Resource {
  const versions = HUBS[`${resource.group}/${resource.kind}`]
  const served = versions?.find(version => catalog(minor).kind(version, resource.kind))
  const hub = served ?? (CONVERSIONS[`${formatApiVersion(resource)}/${resource.kind}`] ? versions?.[0] : undefined)
  return hub && hub !== formatApiVersion(resource) ? { ...resource, ...parseApiVersion(hub) } : resource
}

function toHub(object: KubeObject, hub: Resource): KubeObject {
  CONVERSIONS[`${object.apiVersion}/${object.kind}`]?.toHub(object)
  object.apiVersion = formatApiVersion(hub)
  return object
}

function fromHub(object: KubeObject, asked: Resource): KubeObject {
  object.apiVersion = formatApiVersion(asked)
  CONVERSIONS[`${object.apiVersion}/${object.kind}`]?.fromHub(object)
  return object
}

/** A hub's object in the version that was asked for; itself where that is the hub. */
export const asAsked = (object: KubeObject, { asked }: Context): KubeObject =>
  asked ? fromHub(clone(object), asked) : object

/** The form in which an object is kept: that of its kind's hub. */
export function asStored(object: KubeObject, resource: Resource, minor: Minor): KubeObject {
  const hub = hubOf(resource, minor)
  return hub === resource ? object : toHub(clone(object), hub)
}

/** What is kept, in a version of its kind. */
export const asServed = (object: KubeObject, resource: Resource): KubeObject =>
  object.apiVersion === formatApiVersion(resource) ? object : fromHub(clone(object), resource)

/** Does with the hub's form of an object what is to be done; what comes out of it is in the version that was asked for. */
export function throughHub<R extends { readonly object?: KubeObject }>(
  object: KubeObject,
  context: Context,
  act: (object: KubeObject, context: Context) => R,
): R {
  const { resource, minor } = context
  const hub = hubOf(resource, minor)
  if (hub === resource) {
    CONVERSIONS[`${object.apiVersion}/${object.kind}`]?.asHub?.(object)
    return act(object, context)
  }
  const result = act(toHub(object, hub), { ...context, resource: hub, asked: resource })
  return result.object ? { ...result, object: fromHub(result.object, resource) } : result
}

/** The answer to an object that cannot be converted at all. */
export function refuseUnconvertible(object: KubeObject): Status | undefined {
  const problem = annotationProblem(object)
  if (!problem) return undefined
  const { version } = parseApiVersion(object.apiVersion)
  return badRequest(`${object.kind} in version ${goQuote(version)} cannot be handled as a ${object.kind}: ${problem}`)
}

/** What is stored under a name, in the form of the hub that the request is about. */
export function stored({ world, resource, asked, namespace }: Context, name: string): KubeObject | undefined {
  const found =
    world.get(resource.group, resource.kind, namespace, name) ??
    (asked && asked.group !== resource.group ? world.get(asked.group, resource.kind, namespace, name) : undefined)
  if (!found || !asked || found.apiVersion === formatApiVersion(resource)) return found
  return toHub(clone(found), resource)
}

/** What is stored under a name, in the version that the request is about. */
export function storedAsAsked({ world, resource, minor, namespace }: Context, name: string): KubeObject | undefined {
  const hub = hubOf(resource, minor)
  const found =
    world.get(resource.group, resource.kind, namespace, name) ??
    (hub.group === resource.group ? undefined : world.get(hub.group, resource.kind, namespace, name))
  if (!found || found.apiVersion === formatApiVersion(resource)) return found
  const copy = clone(found)
  return fromHub(copy.apiVersion === formatApiVersion(hub) ? copy : toHub(copy, hub), resource)
}
