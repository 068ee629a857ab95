/** The volume sources among the server's internal types, written as in `internal-structs.ts`. */
export const INTERNAL_VOLUMES: Readonly<Record<string, string>> = {
  Volume:
    'Name s, HostPath *HostPath, EmptyDir *EmptyDir, GCEPersistentDisk=gcePersistentDisk *GCEDisk, ' +
    'AWSElasticBlockStore=awsElasticBlockStore *AWSDisk, GitRepo *GitRepo, Secret *SecretVolume, NFS=nfs *NFS, ' +
    'ISCSI=iscsi *ISCSI, Glusterfs *Glusterfs, PersistentVolumeClaim *ClaimVolume, RBD=rbd *RBD, Quobyte *Quobyte, ' +
    'FlexVolume *FlexVolume, Cinder *Cinder, CephFS=cephfs *CephFS, Flocker *Flocker, DownwardAPI *DownwardAPI, FC=fc *FC, ' +
    'AzureFile *AzureFile, ConfigMap *ConfigMapVolume, VsphereVolume *Vsphere, AzureDisk *AzureDisk, ' +
    'PhotonPersistentDisk *Photon, Projected *Projected, PortworxVolume *Portworx, ScaleIO *ScaleIO, ' +
    'StorageOS=storageos *StorageOS, CSI=csi *CSI, Ephemeral *Ephemeral @19, Image *ImageVolume @31',
  HostPath: 'Path s, Type *',
  EmptyDir: 'Medium s, SizeLimit *',
  GCEDisk: 'PDName=pdName s, FSType=fsType s, Partition i, ReadOnly b',
  AWSDisk: 'VolumeID s, FSType=fsType s, Partition i, ReadOnly b',
  GitRepo: 'Repository s, Revision s, Directory s',
  SecretVolume: 'SecretName s, Items []KeyToPath, DefaultMode *, Optional *',
  ConfigMapVolume: 'Name s, Items []KeyToPath, DefaultMode *, Optional *',
  KeyToPath: 'Key s, Path s, Mode *',
  NFS: 'Server s, Path s, ReadOnly b',
  ISCSI:
    'TargetPortal s, IQN=iqn s, Lun i, ISCSIInterface=iscsiInterface s, FSType=fsType s, ReadOnly b, Portals [], ' +
    'DiscoveryCHAPAuth=chapAuthDiscovery b, SessionCHAPAuth=chapAuthSession b, SecretRef *LocalObjectReference, InitiatorName *',
  Glusterfs: 'EndpointsName=endpoints s, Path s, ReadOnly b',
  ClaimVolume: 'ClaimName s, ReadOnly b',
  RBD:
    'CephMonitors=monitors [], RBDImage=image s, FSType=fsType s, RBDPool=pool s, RadosUser=user s, Keyring s, ' +
    'SecretRef *LocalObjectReference, ReadOnly b',
  Quobyte: 'Registry s, Volume s, ReadOnly b, User s, Group s, Tenant s',
  FlexVolume: 'Driver s, FSType=fsType s, SecretRef *LocalObjectReference, ReadOnly b, Options {}',
  Cinder: 'VolumeID s, FSType=fsType s, ReadOnly b, SecretRef *LocalObjectReference',
  CephFS: 'Monitors [], Path s, User s, SecretFile s, SecretRef *LocalObjectReference, ReadOnly b',
  Flocker: 'DatasetName s, DatasetUUID s',
  DownwardAPI: 'Items []DownwardFile, DefaultMode *',
  DownwardFile: 'Path s, FieldRef *ObjectFieldSelector, ResourceFieldRef *ResourceFieldSelector, Mode *',
  FC: 'TargetWWNs [], Lun *, FSType=fsType s, ReadOnly b, WWIDs=wwids []',
  AzureFile: 'SecretName s, ShareName s, ReadOnly b',
  Vsphere: 'VolumePath s, FSType=fsType s, StoragePolicyName s, StoragePolicyID s',
  AzureDisk: 'DiskName s, DataDiskURI=diskURI s, CachingMode *, FSType=fsType *, ReadOnly *, Kind *',
  Photon: 'PdID s, FSType=fsType s',
  Projected: 'Sources []Projection, DefaultMode *',
  Projection:
    'Secret *ProjectedFiles, DownwardAPI *ProjectedDownward, ConfigMap *ProjectedFiles, ' +
    'ServiceAccountToken *Token, ClusterTrustBundle *TrustBundle @27, PodCertificate *PodCertificate @34',
  ProjectedFiles: 'Name s, Items []KeyToPath, Optional *',
  ProjectedDownward: 'Items []DownwardFile',
  Token: 'Audience s, ExpirationSeconds i, Path s',
  TrustBundle: 'Name *, SignerName *, LabelSelector json, Optional *, Path s',
  PodCertificate:
    'SignerName s, KeyType s, MaxExpirationSeconds *, CredentialBundlePath s, KeyPath s, CertificateChainPath s, UserAnnotations {} @36',
  Portworx: 'VolumeID s, FSType=fsType s, ReadOnly b',
  ScaleIO:
    'Gateway s, System s, SecretRef *LocalObjectReference, SSLEnabled=sslEnabled b, ProtectionDomain s, StoragePool s, ' +
    'StorageMode s, VolumeName s, FSType=fsType s, ReadOnly b',
  StorageOS: 'VolumeName s, VolumeNamespace s, FSType=fsType s, ReadOnly b, SecretRef *LocalObjectReference',
  CSI: 'Driver s, ReadOnly *, FSType=fsType *, VolumeAttributes {}, NodePublishSecretRef *LocalObjectReference',
  Ephemeral: 'VolumeClaimTemplate *ClaimTemplate',
  ClaimTemplate: 'ObjectMeta=metadata inline, Spec .ClaimSpec',
  ClaimSpec:
    'AccessModes [], Selector json, Resources .VolumeResources, VolumeName s, StorageClassName *, VolumeMode *, ' +
    'DataSource *TypedLocalReference, DataSourceRef *TypedObjectReference @22, VolumeAttributesClassName * @29',
  VolumeResources: 'Limits {}, Requests {}',
  TypedLocalReference: 'APIGroup=apiGroup *, Kind s, Name s',
  ImageVolume: 'Reference s, PullPolicy s',
  PersistentVolumeSource:
    'GCEPersistentDisk=gcePersistentDisk *GCEDisk, AWSElasticBlockStore=awsElasticBlockStore *AWSDisk, HostPath *HostPath, ' +
    'Glusterfs *PersistentGlusterfs, NFS=nfs *NFS, RBD=rbd *PersistentRBD, Quobyte *Quobyte, ISCSI=iscsi *PersistentISCSI, ' +
    'FlexVolume *PersistentFlex, Cinder *PersistentCinder, CephFS=cephfs *PersistentCephFS, FC=fc *FC, Flocker *Flocker, ' +
    'AzureFile *PersistentAzureFile, VsphereVolume *Vsphere, AzureDisk *AzureDisk, PhotonPersistentDisk *Photon, ' +
    'PortworxVolume *Portworx, ScaleIO=scaleIO *PersistentScaleIO, Local *Local, StorageOS=storageos *PersistentStorageOS, ' +
    'CSI=csi *PersistentCSI',
  PersistentVolumeSpec:
    'Capacity {}, ' +
    'GCEPersistentDisk=gcePersistentDisk *GCEDisk, AWSElasticBlockStore=awsElasticBlockStore *AWSDisk, HostPath *HostPath, ' +
    'Glusterfs *PersistentGlusterfs, NFS=nfs *NFS, RBD=rbd *PersistentRBD, Quobyte *Quobyte, ISCSI=iscsi *PersistentISCSI, ' +
    'FlexVolume *PersistentFlex, Cinder *PersistentCinder, CephFS=cephfs *PersistentCephFS, FC=fc *FC, Flocker *Flocker, ' +
    'AzureFile *PersistentAzureFile, VsphereVolume *Vsphere, AzureDisk *AzureDisk, PhotonPersistentDisk *Photon, ' +
    'PortworxVolume *Portworx, ScaleIO=scaleIO *PersistentScaleIO, Local *Local, StorageOS=storageos *PersistentStorageOS, ' +
    'CSI=csi *PersistentCSI, ' +
    'AccessModes [], ClaimRef *ObjectReference, PersistentVolumeReclaimPolicy s, StorageClassName s, MountOptions [], ' +
    'VolumeMode *, NodeAffinity *VolumeNodeAffinity, VolumeAttributesClassName * @29',
  SecretReference: 'Name s, Namespace s',
  PersistentGlusterfs: 'EndpointsName=endpoints s, Path s, ReadOnly b, EndpointsNamespace *',
  PersistentRBD:
    'CephMonitors=monitors [], RBDImage=image s, FSType=fsType s, RBDPool=pool s, RadosUser=user s, Keyring s, ' +
    'SecretRef *SecretReference, ReadOnly b',
  PersistentISCSI:
    'TargetPortal s, IQN=iqn s, Lun i, ISCSIInterface=iscsiInterface s, FSType=fsType s, ReadOnly b, Portals [], ' +
    'DiscoveryCHAPAuth=chapAuthDiscovery b, SessionCHAPAuth=chapAuthSession b, SecretRef *SecretReference, InitiatorName *',
  PersistentFlex: 'Driver s, FSType=fsType s, SecretRef *SecretReference, ReadOnly b, Options {}',
  PersistentCinder: 'VolumeID s, FSType=fsType s, ReadOnly b, SecretRef *SecretReference',
  PersistentCephFS: 'Monitors [], Path s, User s, SecretFile s, SecretRef *SecretReference, ReadOnly b',
  PersistentAzureFile: 'SecretName s, ShareName s, ReadOnly b, SecretNamespace *',
  PersistentScaleIO:
    'Gateway s, System s, SecretRef *SecretReference, SSLEnabled=sslEnabled b, ProtectionDomain s, StoragePool s, ' +
    'StorageMode s, VolumeName s, FSType=fsType s, ReadOnly b',
  Local: 'Path s, FSType=fsType *',
  PersistentStorageOS: 'VolumeName s, VolumeNamespace s, FSType=fsType s, ReadOnly b, SecretRef *ObjectReference',
  ObjectReference: 'Kind s, Namespace s, Name s, UID=uid s, APIVersion=apiVersion s, ResourceVersion s, FieldPath s',
  PersistentCSI:
    'Driver s, VolumeHandle s, ReadOnly b, FSType=fsType s, VolumeAttributes {}, ControllerPublishSecretRef *SecretReference, ' +
    'NodeStageSecretRef *SecretReference, NodePublishSecretRef *SecretReference, ControllerExpandSecretRef *SecretReference, ' +
    'NodeExpandSecretRef *SecretReference @25',
  VolumeNodeAffinity: 'Required *NodeSelector',
}
