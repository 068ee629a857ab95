import type {
  Container,
  ContainerPort,
  EnvVar,
  Pod,
  PodSpec,
  PodTemplateSpec,
  Probe,
} from '../../../schemas/types/core/v1.generated.ts'
import type { Context } from '../context.ts'
import { imageTag } from './image-tag.ts'
import { setPodRequests } from './pod-level-requests.ts'
import { roundToMilli } from './rounding.ts'
import { setVolumeDefaults } from './volumes.ts'

type Release = Pick<Context, 'minor' | 'gates'>

/** Truth: pkg/apis/core/v1/defaults.go SetDefaults_Pod: what a pod gets and a template does not. */
export function setPodDefaults(pod: Pod, release: Release): void {
  const spec = (pod.spec ??= {})
  setPodSpecDefaults(spec)
  for (const list of ['containers', 'initContainers'] as const) {
    for (const container of spec[list] ?? []) requestLimits(container)
  }
  if (spec.hostNetwork) exposeOnHost(spec)
  if (release.gates.enabled('PodLevelResources')) setPodRequests(spec)
  spec.enableServiceLinks ??= true
  dropOldAnnotations(pod.metadata)
}

export function setPodTemplateDefaults(template: PodTemplateSpec, release: Release): void {
  const spec = (template.spec ??= {})
  setPodSpecDefaults(spec)
  if (spec.hostNetwork && release.minor < 28) exposeOnHost(spec)
  dropOldAnnotations(template.metadata)
}

function setPodSpecDefaults(spec: PodSpec): void {
  spec.dnsPolicy ||= 'ClusterFirst'
  spec.restartPolicy ||= 'Always'
  spec.securityContext ??= {}
  spec.terminationGracePeriodSeconds ??= 30
  spec.schedulerName ||= 'default-scheduler'
  roundToMilli(spec.overhead)
  roundToMilli(spec.resources?.limits)
  roundToMilli(spec.resources?.requests)
  for (const volume of spec.volumes ?? []) setVolumeDefaults(volume)
  for (const list of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    for (const container of spec[list] ?? []) setContainerDefaults(container)
  }
  // The name that came first is still written, and read where it stands alone.
  const account = spec.serviceAccountName || spec.serviceAccount
  if (account) {
    spec.serviceAccountName = account
    spec.serviceAccount = account
  }
}

export function pullPolicyOf(image: string): string {
  return imageTag(image) === 'latest' ? 'Always' : 'IfNotPresent'
}

function setContainerDefaults(container: Container): void {
  container.imagePullPolicy ||= pullPolicyOf(container.image ?? '')
  container.terminationMessagePath ||= '/dev/termination-log'
  container.terminationMessagePolicy ||= 'File'
  for (const port of container.ports ?? []) port.protocol ||= 'TCP'
  for (const variable of container.env ?? []) setVariableDefaults(variable)
  roundToMilli(container.resources?.limits)
  roundToMilli(container.resources?.requests)
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) {
    if (probe) setProbeDefaults(probe)
  }
  for (const hook of [container.lifecycle?.postStart, container.lifecycle?.preStop]) {
    if (hook) setHttpGetDefaults(hook)
  }
}

function setVariableDefaults({ valueFrom }: EnvVar): void {
  if (valueFrom?.fieldRef) valueFrom.fieldRef.apiVersion ||= 'v1'
  if (valueFrom?.fileKeyRef) valueFrom.fileKeyRef.optional ??= false
}

function setProbeDefaults(probe: Probe): void {
  setHttpGetDefaults(probe)
  if (probe.grpc) probe.grpc.service ??= ''
  probe.timeoutSeconds ||= 1
  probe.periodSeconds ||= 10
  probe.successThreshold ||= 1
  probe.failureThreshold ||= 3
}

function setHttpGetDefaults({ httpGet }: Pick<Probe, 'httpGet'>): void {
  if (!httpGet) return
  httpGet.path ||= '/'
  httpGet.scheme ||= 'HTTP'
}

/** What has a limit and asks for nothing asks for its limit. */
function requestLimits({ resources }: Container): void {
  if (!resources?.limits) return
  resources.requests = { ...resources.limits, ...resources.requests }
}

function exposeOnHost(spec: PodSpec): void {
  for (const list of ['containers', 'initContainers'] as const) {
    for (const { ports } of spec[list] ?? []) for (const port of ports ?? []) takeHostPort(port)
  }
}

function takeHostPort(port: ContainerPort): void {
  if (!port.hostPort && port.containerPort) port.hostPort = port.containerPort
}

/** Init containers once lived in these; no release reads them any more. Truth: pkg/apis/core/v1/conversion.go */
const INIT_CONTAINER_ANNOTATIONS = [
  'pod.beta.kubernetes.io/init-containers',
  'pod.alpha.kubernetes.io/init-containers',
  'pod.beta.kubernetes.io/init-container-statuses',
  'pod.alpha.kubernetes.io/init-container-statuses',
]

function dropOldAnnotations(metadata: { annotations?: Record<string, string> } | undefined): void {
  const annotations = metadata?.annotations
  if (!annotations) return
  for (const name of INIT_CONTAINER_ANNOTATIONS) delete annotations[name]
  if (Object.keys(annotations).length === 0) delete metadata.annotations
}
