import type { Minor } from '../resource/version.ts'
import type { Resource } from './context.ts'

/** Since when it is deprecated, since when it is gone, and what came instead. */
type Lifecycle = readonly [since: Minor, gone?: Minor, instead?: string]

/** By `version Kind`. Truth: zz_generated.prerelease-lifecycle.go of each group */
const LIFECYCLES: Readonly<Record<string, Lifecycle>> = {
  'v1 ComponentStatus': [19],
  'v1 Endpoints': [33, undefined, 'discovery.k8s.io/v1 EndpointSlice'],
  'extensions/v1beta1 Ingress': [14, 22, 'networking.k8s.io/v1 Ingress'],
  'networking.k8s.io/v1beta1 Ingress': [19, 22, 'networking.k8s.io/v1 Ingress'],
  // The server itself names the list here.
  'networking.k8s.io/v1beta1 IngressClass': [19, 22, 'networking.k8s.io/v1 IngressClassList'],
  'policy/v1beta1 PodSecurityPolicy': [21, 25],
  'batch/v1beta1 CronJob': [21, 25, 'batch/v1 CronJob'],
  'discovery.k8s.io/v1beta1 EndpointSlice': [21, 25, 'discovery.k8s.io/v1 EndpointSlice'],
  'events.k8s.io/v1beta1 Event': [22, 25, 'events.k8s.io/v1 Event'],
  'node.k8s.io/v1beta1 RuntimeClass': [22, 25, 'node.k8s.io/v1 RuntimeClass'],
  'policy/v1beta1 PodDisruptionBudget': [21, 25, 'policy/v1 PodDisruptionBudget'],
  'autoscaling/v2beta1 HorizontalPodAutoscaler': [22, 25, 'autoscaling/v2 HorizontalPodAutoscaler'],
  'autoscaling/v2beta2 HorizontalPodAutoscaler': [23, 26, 'autoscaling/v2 HorizontalPodAutoscaler'],
  ...both('apiextensions.k8s.io', 'v1beta1', ['CustomResourceDefinition'], 16, 22),
  ...both(
    'admissionregistration.k8s.io',
    'v1beta1',
    ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    16,
    22,
  ),
  ...both('apiregistration.k8s.io', 'v1beta1', ['APIService'], 19, 22),
  ...both('certificates.k8s.io', 'v1beta1', ['CertificateSigningRequest'], 19, 22),
  ...both('coordination.k8s.io', 'v1beta1', ['Lease'], 19, 22),
  ...both('rbac.authorization.k8s.io', 'v1beta1', ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'], 17, 22),
  ...both('scheduling.k8s.io', 'v1beta1', ['PriorityClass'], 14, 22),
  ...both('storage.k8s.io', 'v1beta1', ['CSIDriver', 'StorageClass', 'VolumeAttachment'], 19, 22),
  ...both('storage.k8s.io', 'v1beta1', ['CSINode'], 17, 22),
  ...both('storage.k8s.io', 'v1beta1', ['CSIStorageCapacity'], 24, 27),
  ...flowcontrol('v1beta1', 'v1beta3', 23, 26),
  ...flowcontrol('v1beta2', 'v1beta3', 26, 29),
  ...flowcontrol('v1beta3', 'v1', 29, 32),
}

/** Kinds whose v1 came instead. */
function both(group: string, version: string, kinds: string[], since: Minor, gone: Minor): Record<string, Lifecycle> {
  return Object.fromEntries(kinds.map(kind => [`${group}/${version} ${kind}`, [since, gone, `${group}/v1 ${kind}`]]))
}

function flowcontrol(version: string, instead: string, since: Minor, gone: Minor): Record<string, Lifecycle> {
  const group = 'flowcontrol.apiserver.k8s.io'
  return Object.fromEntries(
    ['FlowSchema', 'PriorityLevelConfiguration'].map(kind => [
      `${group}/${version} ${kind}`,
      [since, gone, `${group}/${instead} ${kind}`],
    ]),
  )
}

/** What every request to a deprecated API is told, since 1.19. Truth: apiserver/pkg/endpoints/deprecation WarningMessage */
export function deprecationWarnings({ group, version, kind }: Resource, minor: Minor): string[] {
  const name = `${group ? `${group}/${version}` : version} ${kind}`
  const lifecycle = LIFECYCLES[name]
  if (!lifecycle || minor < 19 || minor < lifecycle[0]) return []
  const [since, gone, instead] = lifecycle
  return [
    `${name} is deprecated in v1.${since}+${gone === undefined ? '' : `, unavailable in v1.${gone}+`}${instead === undefined ? '' : `; use ${instead}`}`,
  ]
}
