/**
 * How the server's internal types of a pod are laid out. Messages that show a whole value print these, not the
 * JSON of the API: Go's names, Go's order, nothing left out.
 *
 * A field is `GoName type`, with `=json` where the API spells it otherwise than with a small first letter and
 * `@minor` where it came with a release. Types: `s` string, `i` number, `b` boolean, `q` quantity, `n` number or
 * string, `*` any scalar behind a pointer, `[]` list and `{}` map of scalars; `.T` a struct, `*T` a pointer to
 * one, `[]T` a list of them; `json` prints as the API does, `inline` does so without a name of its own.
 *
 * Truth: pkg/apis/core/types.go
 */
export const INTERNAL_STRUCTS: Readonly<Record<string, string>> = {
  PodSpec:
    'Volumes []Volume, InitContainers []Container, Containers []Container, EphemeralContainers []EphemeralContainer, ' +
    'RestartPolicy s, TerminationGracePeriodSeconds *, ActiveDeadlineSeconds *, DNSPolicy=dnsPolicy s, NodeSelector {}, ' +
    'ServiceAccountName s, AutomountServiceAccountToken *, NodeName s, SecurityContext *PodSecurityContext, ' +
    'ImagePullSecrets []LocalObjectReference, Hostname s, Subdomain s, SetHostnameAsFQDN * @19, Affinity *Affinity, ' +
    'SchedulerName s, Tolerations []Toleration, HostAliases []HostAlias, PriorityClassName s, Priority *, ' +
    'PreemptionPolicy * @15, DNSConfig=dnsConfig *PodDNSConfig, ReadinessGates []PodReadinessGate, RuntimeClassName *, ' +
    'Overhead {} @16, EnableServiceLinks *, TopologySpreadConstraints []TopologySpreadConstraint @16, OS=os *PodOS @23, ' +
    'SchedulingGates []PodSchedulingGate @26, ResourceClaims []PodResourceClaim @26, Resources *ResourceRequirements @32, ' +
    'HostnameOverride * @34, SchedulingGroup *PodSchedulingGroup @36',
  PodOS: 'Name s',
  PodSchedulingGate: 'Name s',
  PodSchedulingGroup: 'PodGroupName *',
  PodReadinessGate: 'ConditionType s',
  PodResourceClaim: 'Name s, ResourceClaimName *, ResourceClaimTemplateName *',
  LocalObjectReference: 'Name s',
  HostAlias: 'IP=ip s, Hostnames []',
  PodDNSConfig: 'Nameservers [], Searches [], Options []PodDNSConfigOption',
  PodDNSConfigOption: 'Name s, Value *',
  TopologySpreadConstraint:
    'MaxSkew i, TopologyKey s, WhenUnsatisfiable s, LabelSelector json, MinDomains * @24, NodeAffinityPolicy * @25, ' +
    'NodeTaintsPolicy * @25, MatchLabelKeys [] @25',
  Toleration: 'Key s, Operator s, Value s, Effect s, TolerationSeconds *',
  PodSecurityContext:
    'HostNetwork b, HostPID b, HostIPC b, ShareProcessNamespace *, HostUsers * @25, SELinuxOptions=seLinuxOptions *SELinuxOptions, ' +
    'WindowsOptions *WindowsSecurityContextOptions, RunAsUser *, RunAsGroup *, RunAsNonRoot *, SupplementalGroups [], ' +
    'SupplementalGroupsPolicy * @31, FSGroup=fsGroup *, FSGroupChangePolicy=fsGroupChangePolicy * @18, Sysctls []Sysctl, ' +
    'SeccompProfile *SeccompProfile @19, AppArmorProfile *AppArmorProfile @30, SELinuxChangePolicy=seLinuxChangePolicy * @32',
  SELinuxOptions: 'User s, Role s, Type s, Level s',
  WindowsSecurityContextOptions:
    'GMSACredentialSpecName=gmsaCredentialSpecName *, GMSACredentialSpec=gmsaCredentialSpec *, RunAsUserName *, HostProcess * @22',
  Sysctl: 'Name s, Value s',
  SeccompProfile: 'Type s, LocalhostProfile *',
  AppArmorProfile: 'Type s, LocalhostProfile *',
  SecurityContext:
    'Capabilities *Capabilities, Privileged *, SELinuxOptions=seLinuxOptions *SELinuxOptions, ' +
    'WindowsOptions *WindowsSecurityContextOptions, RunAsUser *, RunAsGroup *, RunAsNonRoot *, ReadOnlyRootFilesystem *, ' +
    'AllowPrivilegeEscalation *, ProcMount *, SeccompProfile *SeccompProfile @19, AppArmorProfile *AppArmorProfile @30',
  Capabilities: 'Add [], Drop []',
  Affinity: 'NodeAffinity *NodeAffinity, PodAffinity *PodAffinity, PodAntiAffinity *PodAffinity',
  NodeAffinity:
    'RequiredDuringSchedulingIgnoredDuringExecution *NodeSelector, ' +
    'PreferredDuringSchedulingIgnoredDuringExecution []PreferredSchedulingTerm',
  NodeSelector: 'NodeSelectorTerms []NodeSelectorTerm',
  NodeSelectorTerm: 'MatchExpressions []NodeSelectorRequirement, MatchFields []NodeSelectorRequirement',
  NodeSelectorRequirement: 'Key s, Operator s, Values []',
  PreferredSchedulingTerm: 'Weight i, Preference .NodeSelectorTerm',
  PodAffinity:
    'RequiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm, ' +
    'PreferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm',
  WeightedPodAffinityTerm: 'Weight i, PodAffinityTerm .PodAffinityTerm',
  PodAffinityTerm:
    'LabelSelector json, Namespaces [], TopologyKey s, NamespaceSelector json @21, MatchLabelKeys [] @29, MismatchLabelKeys [] @29',
  EphemeralContainer: 'TargetContainerName s',
  Container:
    'Name s, Image s, Command [], Args [], WorkingDir s, Ports []ContainerPort, EnvFrom []EnvFromSource, Env []EnvVar, ' +
    'Resources .ResourceRequirements, ResizePolicy []ContainerResizePolicy @27, RestartPolicy * @28, ' +
    'RestartPolicyRules []ContainerRestartRule @34, VolumeMounts []VolumeMount, VolumeDevices []VolumeDevice, ' +
    'LivenessProbe *Probe, ReadinessProbe *Probe, StartupProbe *Probe @16, Lifecycle *Lifecycle, TerminationMessagePath s, ' +
    'TerminationMessagePolicy s, ImagePullPolicy s, SecurityContext *SecurityContext, Stdin b, StdinOnce b, TTY=tty b',
  ContainerPort: 'Name s, HostPort i, ContainerPort i, Protocol s, HostIP s',
  EnvFromSource: 'Prefix s, ConfigMapRef *NamedSource, SecretRef *NamedSource',
  NamedSource: 'Name s, Optional *',
  EnvVar: 'Name s, Value s, ValueFrom *EnvVarSource',
  EnvVarSource:
    'FieldRef *ObjectFieldSelector, ResourceFieldRef *ResourceFieldSelector, ConfigMapKeyRef *KeySelector, ' +
    'SecretKeyRef *KeySelector, FileKeyRef *FileKeySelector @34',
  ObjectFieldSelector: 'APIVersion=apiVersion s, FieldPath s',
  ResourceFieldSelector: 'ContainerName s, Resource s, Divisor q',
  KeySelector: 'Name s, Key s, Optional *',
  FileKeySelector: 'VolumeName s, Path s, Key s, Optional *',
  ResourceRequirements: 'Limits {}, Requests {}, Claims []ResourceClaim @26',
  ResourceClaim: 'Name s, Request s @31',
  ContainerResizePolicy: 'ResourceName s, RestartPolicy s',
  ContainerRestartRule: 'Action s, ExitCodes *ContainerRestartRuleOnExitCodes',
  ContainerRestartRuleOnExitCodes: 'Operator s, Values []',
  VolumeMount: 'Name s, ReadOnly b, RecursiveReadOnly * @30, MountPath s, SubPath s, MountPropagation *, SubPathExpr s',
  VolumeDevice: 'Name s, DevicePath s',
  Probe:
    'Exec *ExecAction, HTTPGet=httpGet *HTTPGetAction, TCPSocket=tcpSocket *TCPSocketAction, GRPC=grpc *GRPCAction @23, ' +
    'InitialDelaySeconds i, TimeoutSeconds i, PeriodSeconds i, SuccessThreshold i, FailureThreshold i, ' +
    'TerminationGracePeriodSeconds * @21',
  ExecAction: 'Command []',
  HTTPGetAction: 'Path s, Port n, Host s, Scheme s, HTTPHeaders=httpHeaders []HTTPHeader',
  HTTPHeader: 'Name s, Value s',
  TCPSocketAction: 'Port n, Host s',
  GRPCAction: 'Port i, Service *',
  SleepAction: 'Seconds i',
  Lifecycle: 'PostStart *LifecycleHandler, PreStop *LifecycleHandler, StopSignal * @33',
  LifecycleHandler:
    'Exec *ExecAction, HTTPGet=httpGet *HTTPGetAction, TCPSocket=tcpSocket *TCPSocketAction, Sleep *SleepAction @29',
  TypedObjectReference: 'APIGroup=apiGroup *, Kind s, Name s, Namespace * @26',
}
