const CONTAINER =
  'Name s, Image s, Command []string, Args []string, WorkingDir s, Ports []core.ContainerPort, ' +
  'EnvFrom []core.EnvFromSource, Env []core.EnvVar, Resources core.ResourceRequirements, VolumeMounts []core.VolumeMount, ' +
  'VolumeDevices []core.VolumeDevice, LivenessProbe *core.Probe, ReadinessProbe *core.Probe, StartupProbe *core.Probe, ' +
  'Lifecycle *core.Lifecycle, TerminationMessagePath s, TerminationMessagePolicy s, ImagePullPolicy s, ' +
  'SecurityContext *core.SecurityContext, Stdin b, StdinOnce b, TTY=tty b'

/** A pod's template, for messages that show it whole; what is behind a pointer need not be laid out. */
export const POD_LAYOUTS: Readonly<Record<string, string>> = {
  'core.PodTemplateSpec': 'ObjectMeta=metadata v1.ObjectMeta, Spec core.PodSpec',
  'v1.ObjectMeta':
    'Name s, GenerateName s, Namespace s, SelfLink s, UID=uid s, ResourceVersion s, Generation i, CreationTimestamp v1.Time, ' +
    'DeletionTimestamp *v1.Time, DeletionGracePeriodSeconds *int64, Labels map[string]string, ' +
    'Annotations map[string]string, OwnerReferences []v1.OwnerReference, Finalizers []string, ClusterName s, ' +
    'ManagedFields []v1.ManagedFieldsEntry',
  'core.PodSpec':
    'Volumes []core.Volume, InitContainers []core.Container, Containers []core.Container, ' +
    'EphemeralContainers []core.EphemeralContainer, RestartPolicy s, TerminationGracePeriodSeconds *int64, ' +
    'ActiveDeadlineSeconds *int64, DNSPolicy=dnsPolicy s, NodeSelector map[string]string, ServiceAccountName s, ' +
    'AutomountServiceAccountToken *bool, NodeName s, SecurityContext *core.PodSecurityContext, ' +
    'ImagePullSecrets []core.LocalObjectReference, Hostname s, Subdomain s, SetHostnameAsFQDN *bool, ' +
    'Affinity *core.Affinity, SchedulerName s, Tolerations []core.Toleration, HostAliases []core.HostAlias, ' +
    'PriorityClassName s, Priority *int32, PreemptionPolicy *core.PreemptionPolicy, DNSConfig=dnsConfig *core.PodDNSConfig, ' +
    'ReadinessGates []core.PodReadinessGate, RuntimeClassName *string, Overhead core.ResourceList, ' +
    'EnableServiceLinks *bool, TopologySpreadConstraints []core.TopologySpreadConstraint',
  'core.Volume': 'Name s, VolumeSource=. core.VolumeSource',
  'core.VolumeSource':
    'HostPath *core.HostPathVolumeSource, EmptyDir *core.EmptyDirVolumeSource, ' +
    'GCEPersistentDisk=gcePersistentDisk *core.GCEPersistentDiskVolumeSource, ' +
    'AWSElasticBlockStore=awsElasticBlockStore *core.AWSElasticBlockStoreVolumeSource, ' +
    'GitRepo *core.GitRepoVolumeSource, Secret *core.SecretVolumeSource, NFS=nfs *core.NFSVolumeSource, ' +
    'ISCSI=iscsi *core.ISCSIVolumeSource, Glusterfs *core.GlusterfsVolumeSource, ' +
    'PersistentVolumeClaim *core.PersistentVolumeClaimVolumeSource, RBD=rbd *core.RBDVolumeSource, ' +
    'Quobyte *core.QuobyteVolumeSource, FlexVolume *core.FlexVolumeSource, Cinder *core.CinderVolumeSource, ' +
    'CephFS=cephfs *core.CephFSVolumeSource, Flocker *core.FlockerVolumeSource, ' +
    'DownwardAPI *core.DownwardAPIVolumeSource, FC=fc *core.FCVolumeSource, AzureFile *core.AzureFileVolumeSource, ' +
    'ConfigMap *core.ConfigMapVolumeSource, VsphereVolume *core.VsphereVirtualDiskVolumeSource, ' +
    'AzureDisk *core.AzureDiskVolumeSource, PhotonPersistentDisk *core.PhotonPersistentDiskVolumeSource, ' +
    'Projected *core.ProjectedVolumeSource, PortworxVolume *core.PortworxVolumeSource, ' +
    'ScaleIO *core.ScaleIOVolumeSource, StorageOS=storageos *core.StorageOSVolumeSource, CSI=csi *core.CSIVolumeSource, ' +
    'Ephemeral *core.EphemeralVolumeSource',
  'core.Container': CONTAINER,
  'core.EphemeralContainer': 'EphemeralContainerCommon=. core.EphemeralContainerCommon, TargetContainerName s',
  'core.EphemeralContainerCommon': CONTAINER,
  'core.ContainerPort': 'Name s, HostPort i, ContainerPort i, Protocol s, HostIP s',
  'core.EnvFromSource': 'Prefix s, ConfigMapRef *core.ConfigMapEnvSource, SecretRef *core.SecretEnvSource',
  'core.EnvVar': 'Name s, Value s, ValueFrom *core.EnvVarSource',
  'core.ResourceRequirements': 'Limits core.ResourceList, Requests core.ResourceList',
  'core.VolumeMount':
    'Name s, ReadOnly b, MountPath s, SubPath s, MountPropagation *core.MountPropagationMode, SubPathExpr s',
  'core.VolumeDevice': 'Name s, DevicePath s',
  'core.HostAlias': 'IP=ip s, Hostnames []string',
  'core.PodReadinessGate': 'ConditionType s',
  'core.TopologySpreadConstraint': 'MaxSkew i, TopologyKey s, WhenUnsatisfiable s, LabelSelector *v1.LabelSelector',
  'core.LocalObjectReference': 'Name s',
}
