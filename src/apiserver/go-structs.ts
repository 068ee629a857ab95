import { POD_LAYOUTS } from './go-pod-structs.ts'

/** One field of a Go struct. */
interface GoField {
  readonly name: string
  /** As the API spells it. */
  readonly json: string
  readonly type: string
}

/**
 * How the structs that old messages show are laid out: `GoName type`, with `=json` where the API spells a field
 * otherwise than with a small first letter and `=.` where it spells the fields inside beside the others. These are the server's own types as they were when they were shown.
 *
 * Truth: pkg/apis/<group>/types.go, apimachinery/pkg/apis/meta/v1/types.go
 */
const LAYOUTS: Record<string, string> = {
  'v1.LabelSelector': 'MatchLabels map[string]string, MatchExpressions []v1.LabelSelectorRequirement',
  'v1.LabelSelectorRequirement': 'Key s, Operator s, Values []string',
  'v1.OwnerReference': 'APIVersion=apiVersion s, Kind s, Name s, UID=uid s, Controller *bool, BlockOwnerDeletion *bool',
  'core.Probe':
    'Handler=. core.Handler, InitialDelaySeconds i, TimeoutSeconds i, PeriodSeconds i, SuccessThreshold i, FailureThreshold i',
  'core.Handler':
    'Exec *core.ExecAction, HTTPGet=httpGet *core.HTTPGetAction, TCPSocket=tcpSocket *core.TCPSocketAction',
  'core.Lifecycle': 'PostStart *core.Handler, PreStop *core.Handler',
  'core.SeccompProfile': 'Type s, LocalhostProfile *string',
  'core.SecurityContext':
    'Capabilities *core.Capabilities, Privileged *bool, SELinuxOptions=seLinuxOptions *core.SELinuxOptions, ' +
    'WindowsOptions *core.WindowsSecurityContextOptions, RunAsUser *int64, RunAsGroup *int64, RunAsNonRoot *bool, ' +
    'ReadOnlyRootFilesystem *bool, AllowPrivilegeEscalation *bool, ProcMount *core.ProcMountType, ' +
    'SeccompProfile *core.SeccompProfile',
  'core.Toleration': 'Key s, Operator s, Value s, Effect s, TolerationSeconds *int64',
  'core.NodeAddress': 'Type s, Address s',
  'core.PodIP': 'IP=ip s',
  'core.HostIP': 'IP=ip s',
  'core.VolumeNodeAffinity': 'Required *core.NodeSelector',
  'core.Taint': 'Key s, Value s, Effect s, TimeAdded *v1.Time',
  'core.ServicePort': 'Name s, Protocol s, AppProtocol *string, Port i, TargetPort intstr.IntOrString, NodePort i',
  'core.ScopeSelector': 'MatchExpressions []core.ScopedResourceSelectorRequirement',
  'core.ScopedResourceSelectorRequirement': 'ScopeName s, Operator s, Values []string',
  'core.ObjectReference':
    'Kind s, Namespace s, Name s, UID=uid s, APIVersion=apiVersion s, ResourceVersion s, FieldPath s',
  'networking.ServiceCIDRSpec': 'CIDRs []string',
  'policy.IDRange': 'Min i, Max i',
  'apps.DeploymentStrategy': 'Type s, RollingUpdate *apps.RollingUpdateDeployment',
  'apps.DaemonSetUpdateStrategy': 'Type s, RollingUpdate *apps.RollingUpdateDaemonSet',
  'apps.StatefulSetUpdateStrategy': 'Type s, RollingUpdate *apps.RollingUpdateStatefulSetStrategy',
  'apiextensions.CustomResourceDefinitionVersion':
    'Name s, Served b, Storage b, Deprecated b, DeprecationWarning *string, Schema *apiextensions.CustomResourceValidation, ' +
    'Subresources *apiextensions.CustomResourceSubresources, ' +
    'AdditionalPrinterColumns []apiextensions.CustomResourceColumnDefinition',
  'apiextensions.CustomResourceColumnDefinition':
    'Name s, Type s, Format s, Description s, Priority i, JSONPath=jsonPath s',
  'apiextensions.JSONSchemaProps':
    'ID=id s, Schema=$schema s, Ref=$ref *string, Description s, Type s, Nullable b, Format s, Title s, ' +
    'Default *apiextensions.JSON, Maximum *float64, ExclusiveMaximum b, Minimum *float64, ExclusiveMinimum b, ' +
    'MaxLength *int64, MinLength *int64, Pattern s, MaxItems *int64, MinItems *int64, UniqueItems b, ' +
    'MultipleOf *float64, Enum []apiextensions.JSON, MaxProperties *int64, MinProperties *int64, Required []string, ' +
    'Items *apiextensions.JSONSchemaPropsOrArray, AllOf []apiextensions.JSONSchemaProps, ' +
    'OneOf []apiextensions.JSONSchemaProps, AnyOf []apiextensions.JSONSchemaProps, Not *apiextensions.JSONSchemaProps, ' +
    'Properties map[string]apiextensions.JSONSchemaProps, AdditionalProperties *apiextensions.JSONSchemaPropsOrBool, ' +
    'PatternProperties map[string]apiextensions.JSONSchemaProps, Dependencies apiextensions.JSONSchemaDependencies, ' +
    'AdditionalItems *apiextensions.JSONSchemaPropsOrBool, Definitions apiextensions.JSONSchemaDefinitions, ' +
    'ExternalDocs *apiextensions.ExternalDocumentation, Example *apiextensions.JSON, ' +
    'XPreserveUnknownFields=x-kubernetes-preserve-unknown-fields *bool, ' +
    'XEmbeddedResource=x-kubernetes-embedded-resource b, XIntOrString=x-kubernetes-int-or-string b, ' +
    'XListMapKeys=x-kubernetes-list-map-keys []string, XListType=x-kubernetes-list-type *string, ' +
    'XMapType=x-kubernetes-map-type *string',
  'runtime.Unknown': 'TypeMeta runtime.TypeMeta, Raw []uint8, ContentEncoding s, ContentType s',
  'runtime.TypeMeta': 'APIVersion=apiVersion s, Kind s',
  'rbac.RoleRef': 'APIGroup=apiGroup s, Kind s, Name s',
  'storage.CSIDriverSpec':
    'AttachRequired *bool, FSGroupPolicy=fsGroupPolicy *storage.FSGroupPolicy, PodInfoOnMount *bool, ' +
    'VolumeLifecycleModes []storage.VolumeLifecycleMode, StorageCapacity *bool, TokenRequests []storage.TokenRequest, ' +
    'RequiresRepublish *bool',
  'storage.TokenRequest': 'Audience s, ExpirationSeconds *int64',
  'apiextensions.JSONSchemaPropsOrArray':
    'Schema=Schema *apiextensions.JSONSchemaProps, JSONSchemas=JSONSchemas []apiextensions.JSONSchemaProps',
  'apiextensions.JSONSchemaPropsOrStringArray':
    'Schema=Schema *apiextensions.JSONSchemaProps, Property=Property []string',
  'policy.PodDisruptionBudgetSpec':
    'MinAvailable *intstr.IntOrString, Selector *v1.LabelSelector, MaxUnavailable *intstr.IntOrString',
  'flowcontrol.FlowDistinguisherMethod': 'Type s',
  'flowcontrol.FlowSchemaSpec':
    'PriorityLevelConfiguration flowcontrol.PriorityLevelConfigurationReference, MatchingPrecedence i, ' +
    'DistinguisherMethod *flowcontrol.FlowDistinguisherMethod, Rules []flowcontrol.PolicyRulesWithSubjects',
  'flowcontrol.PriorityLevelConfigurationReference': 'Name s',
  'flowcontrol.PolicyRulesWithSubjects':
    'Subjects []flowcontrol.Subject, ResourceRules []flowcontrol.ResourcePolicyRule, ' +
    'NonResourceRules []flowcontrol.NonResourcePolicyRule',
  'flowcontrol.Subject':
    'Kind s, User *flowcontrol.UserSubject, Group *flowcontrol.GroupSubject, ' +
    'ServiceAccount *flowcontrol.ServiceAccountSubject',
  'flowcontrol.ResourcePolicyRule':
    'Verbs []string, APIGroups=apiGroups []string, Resources []string, ClusterScope b, Namespaces []string',
  'flowcontrol.NonResourcePolicyRule': 'Verbs []string, NonResourceURLs []string',
  'storage.CSINodeDriver': 'Name s, NodeID s, TopologyKeys []string, Allocatable *storage.VolumeNodeResources',
  'storage.VolumeAttachmentSpec': 'Attacher s, Source storage.VolumeAttachmentSource, NodeName s',
  'storage.VolumeAttachmentSource': 'PersistentVolumeName *string, InlineVolumeSpec *core.PersistentVolumeSpec',
}

const fieldOf = (text: string): GoField => {
  const [head = '', type = ''] = text.split(' ')
  const [name = '', json = name.charAt(0).toLowerCase() + name.slice(1)] = head.split('=')
  return { name, json, type }
}

export const GO_STRUCTS: Readonly<Record<string, readonly GoField[]>> = Object.fromEntries(
  Object.entries({ ...LAYOUTS, ...POD_LAYOUTS }).map(([type, layout]) => [type, layout.split(', ').map(fieldOf)]),
)
