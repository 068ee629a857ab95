import type {
  Container,
  PodAffinityTerm,
  PodSpec,
  PodTemplateSpec,
  TopologySpreadConstraint,
} from '../../../../schemas/types/core/v1.generated.ts'
import type { Context } from '../../context.ts'
import { type AnyContainer, eachContainer, visitContainers } from './containers-of.ts'

type Release = Pick<Context, 'gates' | 'minor'>

/**
 * Fields whose gate is closed are dropped from what is sent, unless the stored pod has them already.
 *
 * Truth: pkg/api/pod/util.go dropDisabledFields
 */
export function dropDisabledFields(spec: PodSpec, old: PodSpec | undefined, { gates }: Release): void {
  const closed = (gate: string, inUse: (old: PodSpec) => boolean): boolean =>
    !gates.enabled(gate) && !(old !== undefined && inUse(old))
  for (const { gate, field } of POD_FIELDS) {
    if (spec[field] !== undefined && closed(gate, before => before[field] !== undefined && before[field] !== null)) {
      delete spec[field]
    }
  }
  for (const { gate, has, drop } of CONTAINER_FIELDS) {
    if (!visitContainers(spec, has)) continue
    if (closed(gate, before => visitContainers(before, has))) eachContainer(spec, drop)
  }
  dropVolumeFields(spec, closed)
  dropPlacementFields(spec, closed)
  const { securityContext } = spec
  if (!securityContext) return
  for (const { gate, field } of CONTEXT_FIELDS) {
    if (securityContext[field] === undefined) continue
    if (closed(gate, before => (before.securityContext?.[field] ?? undefined) !== undefined))
      delete securityContext[field]
  }
}

export function dropDisabledTemplateFields(
  template: PodTemplateSpec | undefined,
  old: PodTemplateSpec | undefined,
  release: Release,
): void {
  if (template?.spec) dropDisabledFields(template.spec, old?.spec, release)
}

const POD_FIELDS = [
  { gate: 'EphemeralContainers', field: 'ephemeralContainers' },
  { gate: 'PodOverhead', field: 'overhead' },
  { gate: 'NonPreemptingPriority', field: 'preemptionPolicy' },
  { gate: 'SetHostnameAsFQDN', field: 'setHostnameAsFQDN' },
  { gate: 'PodSchedulingReadiness', field: 'schedulingGates' },
  { gate: 'UserNamespacesSupport', field: 'hostUsers' },
  { gate: 'DynamicResourceAllocation', field: 'resourceClaims' },
  { gate: 'PodLevelResources', field: 'resources' },
  { gate: 'HostnameOverride', field: 'hostnameOverride' },
  { gate: 'IdentifyPodOS', field: 'os' },
  { gate: 'GenericWorkload', field: 'schedulingGroup' },
] as const

const CONTEXT_FIELDS = [
  { gate: 'ConfigurableFSGroupPolicy', field: 'fsGroupChangePolicy' },
  { gate: 'SupplementalGroupsPolicy', field: 'supplementalGroupsPolicy' },
  { gate: 'SELinuxChangePolicy', field: 'seLinuxChangePolicy' },
  { gate: 'AppArmorFields', field: 'appArmorProfile' },
] as const

interface ContainerField {
  readonly gate: string
  has(container: AnyContainer): boolean
  drop(container: AnyContainer): void
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null

const CONTAINER_FIELDS: readonly ContainerField[] = [
  {
    // The field must not be lost once it was forced on everybody: it falls back to its default.
    gate: 'ProcMountType',
    has: ({ securityContext }) => isSet(securityContext?.procMount) && securityContext?.procMount !== 'Default',
    drop: ({ securityContext }) => {
      if (isSet(securityContext?.procMount)) securityContext!.procMount = 'Default'
    },
  },
  {
    gate: 'AppArmorFields',
    has: ({ securityContext }) => isSet(securityContext?.appArmorProfile),
    drop: ({ securityContext }) => {
      delete securityContext?.appArmorProfile
    },
  },
  {
    gate: 'SidecarContainers',
    has: ({ restartPolicy }) => restartPolicy === 'Always',
    drop: container => {
      if (container.restartPolicy === 'Always') delete container.restartPolicy
    },
  },
  {
    gate: 'ContainerStopSignals',
    has: ({ lifecycle }) => isSet(lifecycle?.stopSignal),
    drop: container => {
      delete container.lifecycle?.stopSignal
      if (container.lifecycle && Object.keys(container.lifecycle).length === 0) delete container.lifecycle
    },
  },
  {
    gate: 'ContainerRestartRules',
    has: ({ restartPolicyRules }) => isSet(restartPolicyRules),
    drop: container => {
      delete container.restartPolicyRules
    },
  },
  {
    gate: 'RecursiveReadOnlyMounts',
    has: ({ volumeMounts }) => (volumeMounts ?? []).some(({ recursiveReadOnly }) => isSet(recursiveReadOnly)),
    drop: ({ volumeMounts }) => {
      for (const mount of volumeMounts ?? []) delete mount.recursiveReadOnly
    },
  },
  {
    gate: 'InPlacePodVerticalScaling',
    has: ({ resizePolicy }) => isSet(resizePolicy),
    drop: container => {
      delete container.resizePolicy
    },
  },
  {
    gate: 'DynamicResourceAllocation',
    has: ({ resources }) => isSet(resources?.claims),
    drop: ({ resources }) => {
      delete resources?.claims
    },
  },
  {
    gate: 'ProbeTerminationGracePeriod',
    has: container => probesOf(container).some(probe => isSet(probe?.terminationGracePeriodSeconds)),
    drop: container => {
      for (const probe of probesOf(container)) delete probe?.terminationGracePeriodSeconds
    },
  },
  {
    gate: 'GRPCContainerProbe',
    has: container => probesOf(container).some(probe => isSet(probe?.grpc)),
    drop: container => {
      for (const probe of probesOf(container)) delete probe?.grpc
    },
  },
  {
    gate: 'PodLifecycleSleepAction',
    has: ({ lifecycle }) => isSet(lifecycle?.preStop?.sleep) || isSet(lifecycle?.postStart?.sleep),
    drop: ({ lifecycle }) => {
      delete lifecycle?.preStop?.sleep
      delete lifecycle?.postStart?.sleep
    },
  },
  {
    gate: 'EnvFiles',
    has: ({ env }) => (env ?? []).some(({ valueFrom }) => isSet(valueFrom?.fileKeyRef)),
    drop: ({ env }) => {
      for (const { valueFrom } of env ?? []) delete valueFrom?.fileKeyRef
    },
  },
]

const probesOf = ({ livenessProbe, readinessProbe, startupProbe }: Container): Container['livenessProbe'][] => [
  livenessProbe,
  readinessProbe,
  startupProbe,
]

type Closed = (gate: string, inUse: (old: PodSpec) => boolean) => boolean

function dropVolumeFields(spec: PodSpec, closed: Closed): void {
  const { volumes } = spec
  if (!volumes) return
  for (const { gate, field, usedWith } of VOLUME_SOURCES) {
    if (!volumes.some(volume => volume[field])) continue
    if (!closed(gate, old => (old.volumes ?? []).some(volume => volume[usedWith]))) continue
    for (const volume of volumes) delete volume[field]
  }
  for (const { gate, field } of PROJECTIONS) {
    const has = ({ volumes }: PodSpec): boolean =>
      (volumes ?? []).some(({ projected }) => projected?.sources?.some(source => source[field]))
    if (!has(spec) || !closed(gate, has)) continue
    for (const { projected } of volumes) for (const source of projected?.sources ?? []) delete source[field]
  }
}

/** What says beside which pods, and how evenly, a pod is to stand. */
function dropPlacementFields(spec: PodSpec, closed: Closed): void {
  for (const { gate, field } of TERM_FIELDS) {
    const has = (pod: PodSpec): boolean => affinityTerms(pod).some(term => term[field])
    if (!has(spec) || !closed(gate, has)) continue
    for (const term of affinityTerms(spec)) delete term[field]
  }
  for (const { gate, field } of SPREAD_FIELDS) {
    const has = ({ topologySpreadConstraints: constraints = [] }: PodSpec): boolean =>
      constraints.some(constraint => isSet(constraint[field]))
    if (!has(spec) || !closed(gate, has)) continue
    for (const constraint of spec.topologySpreadConstraints ?? []) delete constraint[field]
  }
}

const affinityTerms = ({ affinity }: PodSpec): PodAffinityTerm[] =>
  [affinity?.podAffinity, affinity?.podAntiAffinity].flatMap(kind => [
    ...(kind?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(kind?.preferredDuringSchedulingIgnoredDuringExecution ?? []).flatMap(({ podAffinityTerm: term }) =>
      term ? [term] : [],
    ),
  ])

const TERM_FIELDS: readonly { gate: string; field: keyof PodAffinityTerm }[] = [
  { gate: 'PodAffinityNamespaceSelector', field: 'namespaceSelector' },
  { gate: 'MatchLabelKeysInPodAffinity', field: 'matchLabelKeys' },
  { gate: 'MatchLabelKeysInPodAffinity', field: 'mismatchLabelKeys' },
]

const SPREAD_FIELDS: readonly { gate: string; field: keyof TopologySpreadConstraint }[] = [
  { gate: 'MinDomainsInPodTopologySpread', field: 'minDomains' },
  { gate: 'NodeInclusionPolicyInPodTopologySpread', field: 'nodeAffinityPolicy' },
  { gate: 'NodeInclusionPolicyInPodTopologySpread', field: 'nodeTaintsPolicy' },
  { gate: 'MatchLabelKeysInPodTopologySpread', field: 'matchLabelKeys' },
]

const VOLUME_SOURCES = [
  { gate: 'CSIInlineVolume', field: 'csi', usedWith: 'csi' },
  // As long as the gate was closed, the server looked at the wrong source of the old volumes.
  { gate: 'GenericEphemeralVolume', field: 'ephemeral', usedWith: 'csi' },
  { gate: 'ImageVolume', field: 'image', usedWith: 'image' },
] as const

const PROJECTIONS = [
  { gate: 'ClusterTrustBundleProjection', field: 'clusterTrustBundle' },
  { gate: 'PodCertificateRequest', field: 'podCertificate' },
] as const
