/**
 * Texts that the API takes in fields whose type is only a text: what validation compares them with, or what nearly
 * everybody writes there. Truth: pkg/apis/*\/types.go and the validation beside it.
 */
const CLOSED: Readonly<Record<string, readonly string[]>> = {
  'CSIDriverSpec.fsGroupPolicy': ['File', 'None', 'ReadWriteOnceWithFSType'],
  'CSIDriverSpec.volumeLifecycleModes': ['Ephemeral', 'Persistent'],
  'ContainerResizePolicy.resourceName': ['cpu', 'memory'],
  'ContainerResizePolicy.restartPolicy': ['NotRequired', 'RestartContainer'],
  'CustomResourceColumnDefinition.type': ['boolean', 'date', 'integer', 'number', 'string'],
  'CustomResourceConversion.strategy': ['None', 'Webhook'],
  'CustomResourceDefinitionSpec.scope': ['Cluster', 'Namespaced'],
  'FlowDistinguisherMethod.type': ['ByNamespace', 'ByUser'],
  'HPAScalingPolicy.type': ['Percent', 'Pods'],
  'HPAScalingRules.selectPolicy': ['Disabled', 'Max', 'Min'],
  'IngressClassParametersReference.scope': ['Cluster', 'Namespace'],
  'JSONSchemaProps.type': ['array', 'boolean', 'integer', 'number', 'object', 'string'],
  'JSONSchemaProps.x-kubernetes-list-type': ['atomic', 'map', 'set'],
  'JSONSchemaProps.x-kubernetes-map-type': ['atomic', 'granular'],
  'LabelSelectorRequirement.operator': ['DoesNotExist', 'Exists', 'In', 'NotIn'],
  'LimitRangeItem.type': ['Container', 'PersistentVolumeClaim', 'Pod'],
  'LimitResponse.type': ['Queue', 'Reject'],
  'MetricSpec.type': ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'],
  'MetricTarget.type': ['AverageValue', 'Utilization', 'Value'],
  'PodOS.name': ['linux', 'windows'],
  'PodSecurityContext.seLinuxChangePolicy': ['MountOption', 'Recursive'],
  'PriorityLevelConfigurationSpec.type': ['Exempt', 'Limited'],
  'RoleRef.apiGroup': ['rbac.authorization.k8s.io'],
  'RoleRef.kind': ['ClusterRole', 'Role'],
  'Subject.kind': ['Group', 'ServiceAccount', 'User'],
}

const USUAL: Readonly<Record<string, readonly string[]>> = {
  'Capabilities.add': ['NET_BIND_SERVICE', 'CHOWN', 'NET_ADMIN', 'SETGID', 'SETUID', 'SYS_PTRACE', 'SYS_TIME'],
  'Capabilities.drop': ['ALL'],
  'Container.restartPolicy': ['Always'],
  'ContainerResourceMetricSource.name': ['cpu', 'memory'],
  'CrossVersionObjectReference.apiVersion': ['apps/v1'],
  'CrossVersionObjectReference.kind': ['Deployment', 'StatefulSet', 'ReplicaSet'],
  'EmptyDirVolumeSource.medium': ['Memory'],
  'ObjectFieldSelector.fieldPath': [
    'metadata.name',
    'metadata.namespace',
    'metadata.uid',
    'spec.nodeName',
    'spec.serviceAccountName',
    'status.hostIP',
    'status.podIP',
    'status.podIPs',
  ],
  'PodAffinityTerm.topologyKey': ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'],
  'PodFailurePolicyOnPodConditionsPattern.type': ['DisruptionTarget'],
  'PolicyRule.verbs': ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', '*'],
  'ResourceFieldSelector.resource': ['limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'],
  'ResourceMetricSource.name': ['cpu', 'memory'],
  'Secret.type': [
    'Opaque',
    'kubernetes.io/tls',
    'kubernetes.io/dockerconfigjson',
    'kubernetes.io/basic-auth',
    'kubernetes.io/ssh-auth',
    'kubernetes.io/service-account-token',
  ],
  'ServicePort.appProtocol': ['http', 'https', 'kubernetes.io/h2c', 'kubernetes.io/ws', 'kubernetes.io/wss'],
  'Subject.apiGroup': ['rbac.authorization.k8s.io'],
  'TopologySpreadConstraint.topologyKey': ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'],
  'TypedLocalObjectReference.kind': ['PersistentVolumeClaim', 'VolumeSnapshot'],
  'TypedObjectReference.kind': ['PersistentVolumeClaim', 'VolumeSnapshot'],
}

/** The only values that a field takes, although its type does not say so. */
export const closedValues = (owner: string, field: string): readonly string[] | undefined => CLOSED[`${owner}.${field}`]

/** What is mostly written in a field that takes more than that. */
export const usualValues = (owner: string, field: string): readonly string[] =>
  closedValues(owner, field) ?? USUAL[`${owner}.${field}`] ?? []
