// Made by `npm run docs` from the files in the folders beside it.
import type { Rule } from '../src/lint/rule.ts'
import accountKeepsItsToken from './access/account-keeps-its-token.ts'
import aggregatedRoleHasNoRules from './access/aggregated-role-has-no-rules.ts'
import bindingRoleExists from './access/binding-role-exists.ts'
import bindingSubjectExists from './access/binding-subject-exists.ts'
import noBindingToEveryone from './access/no-binding-to-everyone.ts'
import noClusterAdminBinding from './access/no-cluster-admin-binding.ts'
import noDefaultServiceAccount from './access/no-default-service-account.ts'
import noEndpointsForEditors from './access/no-endpoints-for-editors.ts'
import noRightToApproveCertificates from './access/no-right-to-approve-certificates.ts'
import noRightToConfigMaps from './access/no-right-to-config-maps.ts'
import noRightToCreatePods from './access/no-right-to-create-pods.ts'
import noRightToCreateVolumes from './access/no-right-to-create-volumes.ts'
import noRightToDeleteAll from './access/no-right-to-delete-all.ts'
import noRightToEnterPods from './access/no-right-to-enter-pods.ts'
import noRightToEscalate from './access/no-right-to-escalate.ts'
import noRightToGrant from './access/no-right-to-grant.ts'
import noRightToHideTraces from './access/no-right-to-hide-traces.ts'
import noRightToMintTokens from './access/no-right-to-mint-tokens.ts'
import noRightToNodesProxy from './access/no-right-to-nodes-proxy.ts'
import noRightToReroute from './access/no-right-to-reroute.ts'
import noRightToSecrets from './access/no-right-to-secrets.ts'
import noRightToSystemConfig from './access/no-right-to-system-config.ts'
import noRightToWebhooks from './access/no-right-to-webhooks.ts'
import noRightsForDefaultAccount from './access/no-rights-for-default-account.ts'
import noRoleOfEverything from './access/no-role-of-everything.ts'
import noUnneededToken from './access/no-unneeded-token.ts'
import noWildcardRights from './access/no-wildcard-rights.ts'
import rightsNameWhatExists from './access/rights-name-what-exists.ts'
import tokenExpiresSoon from './access/token-expires-soon.ts'
import viewStaysView from './access/view-stays-view.ts'
import autoscalerCanMeasure from './availability/autoscaler-can-measure.ts'
import autoscalerDecidesAlone from './availability/autoscaler-decides-alone.ts'
import autoscalerHasRoom from './availability/autoscaler-has-room.ts'
import autoscalerRunsReplicas from './availability/autoscaler-runs-replicas.ts'
import budgetLeavesRoom from './availability/budget-leaves-room.ts'
import budgetLetsUnhealthyGo from './availability/budget-lets-unhealthy-go.ts'
import cronJobCanStart from './availability/cron-job-can-start.ts'
import cronJobHasDeadline from './availability/cron-job-has-deadline.ts'
import cronJobKeepsFailures from './availability/cron-job-keeps-failures.ts'
import cronJobSaysConcurrency from './availability/cron-job-says-concurrency.ts'
import emptyDirHasLimit from './availability/empty-dir-has-limit.ts'
import everyContainerSaysReady from './availability/every-container-says-ready.ts'
import finishedJobIsRemoved from './availability/finished-job-is-removed.ts'
import hasDisruptionBudget from './availability/has-disruption-budget.ts'
import hasGracePeriod from './availability/has-grace-period.ts'
import hasLivenessProbe from './availability/has-liveness-probe.ts'
import hasNodeAffinity from './availability/has-node-affinity.ts'
import hasPreStopHook from './availability/has-pre-stop-hook.ts'
import hasPriorityClass from './availability/has-priority-class.ts'
import hasReadinessProbe from './availability/has-readiness-probe.ts'
import hasStartupProbe from './availability/has-startup-probe.ts'
import hookFitsGracePeriod from './availability/hook-fits-grace-period.ts'
import isUpdatedPodByPod from './availability/is-updated-pod-by-pod.ts'
import jobHasTimeLimit from './availability/job-has-time-limit.ts'
import livenessForgivesOnce from './availability/liveness-forgives-once.ts'
import livenessWaitsLongerThanReadiness from './availability/liveness-waits-longer-than-readiness.ts'
import noNakedPod from './availability/no-naked-pod.ts'
import noRecreateBehindService from './availability/no-recreate-behind-service.ts'
import noReplicasBesideAutoscaler from './availability/no-replicas-beside-autoscaler.ts'
import priorityClassIsAllowed from './availability/priority-class-is-allowed.ts'
import probeEndsBeforeTheNext from './availability/probe-ends-before-the-next.ts'
import probePortExists from './availability/probe-port-exists.ts'
import probePortIsDeclared from './availability/probe-port-is-declared.ts'
import replicasAreSpread from './availability/replicas-are-spread.ts'
import replicasDoNotShareADisk from './availability/replicas-do-not-share-a-disk.ts'
import rolloutFreesTheDisk from './availability/rollout-frees-the-disk.ts'
import rolloutKeepsServing from './availability/rollout-keeps-serving.ts'
import runsReplicas from './availability/runs-replicas.ts'
import setsNdots from './availability/sets-ndots.ts'
import spreadCountsOwnPods from './availability/spread-counts-own-pods.ts'
import allowedRepositoriesAreWhole from './images/allowed-repositories-are-whole.ts'
import imageFromTrustedRegistry from './images/image-from-trusted-registry.ts'
import imageHasDigest from './images/image-has-digest.ts'
import imageHasTag from './images/image-has-tag.ts'
import imageIsAlwaysPulled from './images/image-is-always-pulled.ts'
import imageNameIsValid from './images/image-name-is-valid.ts'
import imageNamesRegistry from './images/image-names-registry.ts'
import noRetiredRegistry from './images/no-retired-registry.ts'
import noRetiredSoftware from './images/no-retired-software.ts'
import pullPolicyFitsTag from './images/pull-policy-fits-tag.ts'
import fileModeIsOctal from './metadata/file-mode-is-octal.ts'
import hasRecommendedLabels from './metadata/has-recommended-labels.ts'
import hasRequiredAnnotations from './metadata/has-required-annotations.ts'
import hasRequiredLabels from './metadata/has-required-labels.ts'
import instanceLabelIsName from './metadata/instance-label-is-name.ts'
import keysAreSorted from './metadata/keys-are-sorted.ts'
import nameFollowsPattern from './metadata/name-follows-pattern.ts'
import noDefaultNamespace from './metadata/no-default-namespace.ts'
import noServerWrittenFields from './metadata/no-server-written-fields.ts'
import noServiceAccountField from './metadata/no-service-account-field.ts'
import noSystemNamespace from './metadata/no-system-namespace.ts'
import noTemplateLeftovers from './metadata/no-template-leftovers.ts'
import hostPortsDoNotCollide from './networking/host-ports-do-not-collide.ts'
import ingressBackendExists from './networking/ingress-backend-exists.ts'
import ingressHasHost from './networking/ingress-has-host.ts'
import ingressHasTls from './networking/ingress-has-tls.ts'
import ingressPathIsUnique from './networking/ingress-path-is-unique.ts'
import networkPolicyPeerSelectsPods from './networking/network-policy-peer-selects-pods.ts'
import networkPolicyRestricts from './networking/network-policy-restricts.ts'
import networkPolicySelectsPods from './networking/network-policy-selects-pods.ts'
import noExternalIps from './networking/no-external-ips.ts'
import noExternalNameService from './networking/no-external-name-service.ts'
import noIngressSnippets from './networking/no-ingress-snippets.ts'
import noLoadBalancerService from './networking/no-load-balancer-service.ts'
import noNodePortService from './networking/no-node-port-service.ts'
import openshiftRouteHasTls from './networking/openshift-route-has-tls.ts'
import podsHaveEgressPolicy from './networking/pods-have-egress-policy.ts'
import podsHaveNetworkPolicy from './networking/pods-have-network-policy.ts'
import routeIsLetIn from './networking/route-is-let-in.ts'
import routeRefersToWhatExists from './networking/route-refers-to-what-exists.ts'
import serviceAddressIsFree from './networking/service-address-is-free.ts'
import servicePortReachesContainer from './networking/service-port-reaches-container.ts'
import serviceSelectorIsItsOwn from './networking/service-selector-is-its-own.ts'
import serviceSelectsPods from './networking/service-selects-pods.ts'
import webhookFailsClosed from './networking/webhook-fails-closed.ts'
import namespaceHasPodSecurity from './pod-security/namespace-has-pod-security.ts'
import podSecurityBaseline from './pod-security/pod-security-baseline.ts'
import podSecurityRestricted from './pod-security/pod-security-restricted.ts'
import budgetSelectsPods from './references/budget-selects-pods.ts'
import claimExists from './references/claim-exists.ts'
import classExists from './references/class-exists.ts'
import configExists from './references/config-exists.ts'
import configIsUsed from './references/config-is-used.ts'
import configKeyExists from './references/config-key-exists.ts'
import definitionIsUnique from './references/definition-is-unique.ts'
import envReferenceIsDefined from './references/env-reference-is-defined.ts'
import monitorSelectsSomething from './references/monitor-selects-something.ts'
import namedSecretExists from './references/named-secret-exists.ts'
import namespaceExists from './references/namespace-exists.ts'
import noOwnerReferences from './references/no-owner-references.ts'
import objectIsUnique from './references/object-is-unique.ts'
import scaleTargetExists from './references/scale-target-exists.ts'
import serviceAccountExists from './references/service-account-exists.ts'
import statefulSetHasService from './references/stateful-set-has-service.ts'
import volumeIsMounted from './references/volume-is-mounted.ts'
import webhookServiceExists from './references/webhook-service-exists.ts'
import cpuRequestIsLimit from './resources/cpu-request-is-limit.ts'
import ephemeralStorageRequestIsLimit from './resources/ephemeral-storage-request-is-limit.ts'
import hasCpuLimit from './resources/has-cpu-limit.ts'
import hasCpuRequest from './resources/has-cpu-request.ts'
import hasEphemeralStorageLimit from './resources/has-ephemeral-storage-limit.ts'
import hasEphemeralStorageRequest from './resources/has-ephemeral-storage-request.ts'
import hasMemoryLimit from './resources/has-memory-limit.ts'
import hasMemoryRequest from './resources/has-memory-request.ts'
import initContainerHasRequests from './resources/init-container-has-requests.ts'
import limitIsNearRequest from './resources/limit-is-near-request.ts'
import memoryInBinaryUnits from './resources/memory-in-binary-units.ts'
import memoryRequestIsLimit from './resources/memory-request-is-limit.ts'
import namespaceHasLimitRange from './resources/namespace-has-limit-range.ts'
import namespaceHasQuota from './resources/namespace-has-quota.ts'
import noSuspiciousQuantity from './resources/no-suspicious-quantity.ts'
import podsFitNodes from './resources/pods-fit-nodes.ts'
import noSecretInArguments from './secrets/no-secret-in-arguments.ts'
import noSecretInConfigMap from './secrets/no-secret-in-config-map.ts'
import noSecretInEnv from './secrets/no-secret-in-env.ts'
import noSecretInText from './secrets/no-secret-in-text.ts'
import secretIsMounted from './secrets/secret-is-mounted.ts'
import capabilitiesWithinBaseline from './security/capabilities-within-baseline.ts'
import dropsAllCapabilities from './security/drops-all-capabilities.ts'
import dropsSomeCapability from './security/drops-some-capability.ts'
import groupIdIsHigh from './security/group-id-is-high.ts'
import hasApparmorProfile from './security/has-apparmor-profile.ts'
import hasLinuxHardening from './security/has-linux-hardening.ts'
import hasSeccompProfile from './security/has-seccomp-profile.ts'
import hasSecurityContext from './security/has-security-context.ts'
import hostPathIsReadOnly from './security/host-path-is-read-only.ts'
import noAddedCapability from './security/no-added-capability.ts'
import noCustomSelinux from './security/no-custom-selinux.ts'
import noDangerousCapability from './security/no-dangerous-capability.ts'
import noDockerInDocker from './security/no-docker-in-docker.ts'
import noGitSyncCommand from './security/no-git-sync-command.ts'
import noHostAliases from './security/no-host-aliases.ts'
import noHostIpc from './security/no-host-ipc.ts'
import noHostNetwork from './security/no-host-network.ts'
import noHostPath from './security/no-host-path.ts'
import noHostPid from './security/no-host-pid.ts'
import noHostPort from './security/no-host-port.ts'
import noInteractiveContainer from './security/no-interactive-container.ts'
import noMountPropagation from './security/no-mount-propagation.ts'
import noPrivilegeEscalation from './security/no-privilege-escalation.ts'
import noPrivilegedConstraints from './security/no-privileged-constraints.ts'
import noPrivilegedContainer from './security/no-privileged-container.ts'
import noPrivilegedPort from './security/no-privileged-port.ts'
import noProbeHost from './security/no-probe-host.ts'
import noRawPackets from './security/no-raw-packets.ts'
import noRestrictedVolumeType from './security/no-restricted-volume-type.ts'
import noRootGroup from './security/no-root-group.ts'
import noRuntimeSocket from './security/no-runtime-socket.ts'
import noSensitiveHostPath from './security/no-sensitive-host-path.ts'
import noSharedProcesses from './security/no-shared-processes.ts'
import noSshPort from './security/no-ssh-port.ts'
import noSubPath from './security/no-sub-path.ts'
import noSudo from './security/no-sudo.ts'
import noUnconfinedApparmor from './security/no-unconfined-apparmor.ts'
import noUnconfinedSeccomp from './security/no-unconfined-seccomp.ts'
import noUnmaskedProc from './security/no-unmasked-proc.ts'
import noUnsafeSysctl from './security/no-unsafe-sysctl.ts'
import noWindowsHostProcess from './security/no-windows-host-process.ts'
import probeAsksByItself from './security/probe-asks-by-itself.ts'
import rootFilesystemIsReadOnly from './security/root-filesystem-is-read-only.ts'
import runsAsNonRoot from './security/runs-as-non-root.ts'
import userIdIsHigh from './security/user-id-is-high.ts'
import usesUserNamespace from './security/uses-user-namespace.ts'

/** Every rule, by family and name. */
export const RULES: readonly Rule[] = [
  accountKeepsItsToken,
  aggregatedRoleHasNoRules,
  bindingRoleExists,
  bindingSubjectExists,
  noBindingToEveryone,
  noClusterAdminBinding,
  noDefaultServiceAccount,
  noEndpointsForEditors,
  noRightToApproveCertificates,
  noRightToConfigMaps,
  noRightToCreatePods,
  noRightToCreateVolumes,
  noRightToDeleteAll,
  noRightToEnterPods,
  noRightToEscalate,
  noRightToGrant,
  noRightToHideTraces,
  noRightToMintTokens,
  noRightToNodesProxy,
  noRightToReroute,
  noRightToSecrets,
  noRightToSystemConfig,
  noRightToWebhooks,
  noRightsForDefaultAccount,
  noRoleOfEverything,
  noUnneededToken,
  noWildcardRights,
  rightsNameWhatExists,
  tokenExpiresSoon,
  viewStaysView,
  autoscalerCanMeasure,
  autoscalerDecidesAlone,
  autoscalerHasRoom,
  autoscalerRunsReplicas,
  budgetLeavesRoom,
  budgetLetsUnhealthyGo,
  cronJobCanStart,
  cronJobHasDeadline,
  cronJobKeepsFailures,
  cronJobSaysConcurrency,
  emptyDirHasLimit,
  everyContainerSaysReady,
  finishedJobIsRemoved,
  hasDisruptionBudget,
  hasGracePeriod,
  hasLivenessProbe,
  hasNodeAffinity,
  hasPreStopHook,
  hasPriorityClass,
  hasReadinessProbe,
  hasStartupProbe,
  hookFitsGracePeriod,
  isUpdatedPodByPod,
  jobHasTimeLimit,
  livenessForgivesOnce,
  livenessWaitsLongerThanReadiness,
  noNakedPod,
  noRecreateBehindService,
  noReplicasBesideAutoscaler,
  priorityClassIsAllowed,
  probeEndsBeforeTheNext,
  probePortExists,
  probePortIsDeclared,
  replicasAreSpread,
  replicasDoNotShareADisk,
  rolloutFreesTheDisk,
  rolloutKeepsServing,
  runsReplicas,
  setsNdots,
  spreadCountsOwnPods,
  allowedRepositoriesAreWhole,
  imageFromTrustedRegistry,
  imageHasDigest,
  imageHasTag,
  imageIsAlwaysPulled,
  imageNameIsValid,
  imageNamesRegistry,
  noRetiredRegistry,
  noRetiredSoftware,
  pullPolicyFitsTag,
  fileModeIsOctal,
  hasRecommendedLabels,
  hasRequiredAnnotations,
  hasRequiredLabels,
  instanceLabelIsName,
  keysAreSorted,
  nameFollowsPattern,
  noDefaultNamespace,
  noServerWrittenFields,
  noServiceAccountField,
  noSystemNamespace,
  noTemplateLeftovers,
  hostPortsDoNotCollide,
  ingressBackendExists,
  ingressHasHost,
  ingressHasTls,
  ingressPathIsUnique,
  networkPolicyPeerSelectsPods,
  networkPolicyRestricts,
  networkPolicySelectsPods,
  noExternalIps,
  noExternalNameService,
  noIngressSnippets,
  noLoadBalancerService,
  noNodePortService,
  openshiftRouteHasTls,
  podsHaveEgressPolicy,
  podsHaveNetworkPolicy,
  routeIsLetIn,
  routeRefersToWhatExists,
  serviceAddressIsFree,
  servicePortReachesContainer,
  serviceSelectorIsItsOwn,
  serviceSelectsPods,
  webhookFailsClosed,
  namespaceHasPodSecurity,
  podSecurityBaseline,
  podSecurityRestricted,
  budgetSelectsPods,
  claimExists,
  classExists,
  configExists,
  configIsUsed,
  configKeyExists,
  definitionIsUnique,
  envReferenceIsDefined,
  monitorSelectsSomething,
  namedSecretExists,
  namespaceExists,
  noOwnerReferences,
  objectIsUnique,
  scaleTargetExists,
  serviceAccountExists,
  statefulSetHasService,
  volumeIsMounted,
  webhookServiceExists,
  cpuRequestIsLimit,
  ephemeralStorageRequestIsLimit,
  hasCpuLimit,
  hasCpuRequest,
  hasEphemeralStorageLimit,
  hasEphemeralStorageRequest,
  hasMemoryLimit,
  hasMemoryRequest,
  initContainerHasRequests,
  limitIsNearRequest,
  memoryInBinaryUnits,
  memoryRequestIsLimit,
  namespaceHasLimitRange,
  namespaceHasQuota,
  noSuspiciousQuantity,
  podsFitNodes,
  noSecretInArguments,
  noSecretInConfigMap,
  noSecretInEnv,
  noSecretInText,
  secretIsMounted,
  capabilitiesWithinBaseline,
  dropsAllCapabilities,
  dropsSomeCapability,
  groupIdIsHigh,
  hasApparmorProfile,
  hasLinuxHardening,
  hasSeccompProfile,
  hasSecurityContext,
  hostPathIsReadOnly,
  noAddedCapability,
  noCustomSelinux,
  noDangerousCapability,
  noDockerInDocker,
  noGitSyncCommand,
  noHostAliases,
  noHostIpc,
  noHostNetwork,
  noHostPath,
  noHostPid,
  noHostPort,
  noInteractiveContainer,
  noMountPropagation,
  noPrivilegeEscalation,
  noPrivilegedConstraints,
  noPrivilegedContainer,
  noPrivilegedPort,
  noProbeHost,
  noRawPackets,
  noRestrictedVolumeType,
  noRootGroup,
  noRuntimeSocket,
  noSensitiveHostPath,
  noSharedProcesses,
  noSshPort,
  noSubPath,
  noSudo,
  noUnconfinedApparmor,
  noUnconfinedSeccomp,
  noUnmaskedProc,
  noUnsafeSysctl,
  noWindowsHostProcess,
  probeAsksByItself,
  rootFilesystemIsReadOnly,
  runsAsNonRoot,
  userIdIsHigh,
  usesUserNamespace,
]

/** The family of each rule: the folder it is in. */
export const FAMILIES: Readonly<Record<string, string>> = {
  'account-keeps-its-token': 'access',
  'aggregated-role-has-no-rules': 'access',
  'binding-role-exists': 'access',
  'binding-subject-exists': 'access',
  'no-binding-to-everyone': 'access',
  'no-cluster-admin-binding': 'access',
  'no-default-service-account': 'access',
  'no-endpoints-for-editors': 'access',
  'no-right-to-approve-certificates': 'access',
  'no-right-to-config-maps': 'access',
  'no-right-to-create-pods': 'access',
  'no-right-to-create-volumes': 'access',
  'no-right-to-delete-all': 'access',
  'no-right-to-enter-pods': 'access',
  'no-right-to-escalate': 'access',
  'no-right-to-grant': 'access',
  'no-right-to-hide-traces': 'access',
  'no-right-to-mint-tokens': 'access',
  'no-right-to-nodes-proxy': 'access',
  'no-right-to-reroute': 'access',
  'no-right-to-secrets': 'access',
  'no-right-to-system-config': 'access',
  'no-right-to-webhooks': 'access',
  'no-rights-for-default-account': 'access',
  'no-role-of-everything': 'access',
  'no-unneeded-token': 'access',
  'no-wildcard-rights': 'access',
  'rights-name-what-exists': 'access',
  'token-expires-soon': 'access',
  'view-stays-view': 'access',
  'autoscaler-can-measure': 'availability',
  'autoscaler-decides-alone': 'availability',
  'autoscaler-has-room': 'availability',
  'autoscaler-runs-replicas': 'availability',
  'budget-leaves-room': 'availability',
  'budget-lets-unhealthy-go': 'availability',
  'cron-job-can-start': 'availability',
  'cron-job-has-deadline': 'availability',
  'cron-job-keeps-failures': 'availability',
  'cron-job-says-concurrency': 'availability',
  'empty-dir-has-limit': 'availability',
  'every-container-says-ready': 'availability',
  'finished-job-is-removed': 'availability',
  'has-disruption-budget': 'availability',
  'has-grace-period': 'availability',
  'has-liveness-probe': 'availability',
  'has-node-affinity': 'availability',
  'has-pre-stop-hook': 'availability',
  'has-priority-class': 'availability',
  'has-readiness-probe': 'availability',
  'has-startup-probe': 'availability',
  'hook-fits-grace-period': 'availability',
  'is-updated-pod-by-pod': 'availability',
  'job-has-time-limit': 'availability',
  'liveness-forgives-once': 'availability',
  'liveness-waits-longer-than-readiness': 'availability',
  'no-naked-pod': 'availability',
  'no-recreate-behind-service': 'availability',
  'no-replicas-beside-autoscaler': 'availability',
  'priority-class-is-allowed': 'availability',
  'probe-ends-before-the-next': 'availability',
  'probe-port-exists': 'availability',
  'probe-port-is-declared': 'availability',
  'replicas-are-spread': 'availability',
  'replicas-do-not-share-a-disk': 'availability',
  'rollout-frees-the-disk': 'availability',
  'rollout-keeps-serving': 'availability',
  'runs-replicas': 'availability',
  'sets-ndots': 'availability',
  'spread-counts-own-pods': 'availability',
  'allowed-repositories-are-whole': 'images',
  'image-from-trusted-registry': 'images',
  'image-has-digest': 'images',
  'image-has-tag': 'images',
  'image-is-always-pulled': 'images',
  'image-name-is-valid': 'images',
  'image-names-registry': 'images',
  'no-retired-registry': 'images',
  'no-retired-software': 'images',
  'pull-policy-fits-tag': 'images',
  'file-mode-is-octal': 'metadata',
  'has-recommended-labels': 'metadata',
  'has-required-annotations': 'metadata',
  'has-required-labels': 'metadata',
  'instance-label-is-name': 'metadata',
  'keys-are-sorted': 'metadata',
  'name-follows-pattern': 'metadata',
  'no-default-namespace': 'metadata',
  'no-server-written-fields': 'metadata',
  'no-service-account-field': 'metadata',
  'no-system-namespace': 'metadata',
  'no-template-leftovers': 'metadata',
  'host-ports-do-not-collide': 'networking',
  'ingress-backend-exists': 'networking',
  'ingress-has-host': 'networking',
  'ingress-has-tls': 'networking',
  'ingress-path-is-unique': 'networking',
  'network-policy-peer-selects-pods': 'networking',
  'network-policy-restricts': 'networking',
  'network-policy-selects-pods': 'networking',
  'no-external-ips': 'networking',
  'no-external-name-service': 'networking',
  'no-ingress-snippets': 'networking',
  'no-load-balancer-service': 'networking',
  'no-node-port-service': 'networking',
  'openshift-route-has-tls': 'networking',
  'pods-have-egress-policy': 'networking',
  'pods-have-network-policy': 'networking',
  'route-is-let-in': 'networking',
  'route-refers-to-what-exists': 'networking',
  'service-address-is-free': 'networking',
  'service-port-reaches-container': 'networking',
  'service-selector-is-its-own': 'networking',
  'service-selects-pods': 'networking',
  'webhook-fails-closed': 'networking',
  'namespace-has-pod-security': 'pod-security',
  'pod-security-baseline': 'pod-security',
  'pod-security-restricted': 'pod-security',
  'budget-selects-pods': 'references',
  'claim-exists': 'references',
  'class-exists': 'references',
  'config-exists': 'references',
  'config-is-used': 'references',
  'config-key-exists': 'references',
  'definition-is-unique': 'references',
  'env-reference-is-defined': 'references',
  'monitor-selects-something': 'references',
  'named-secret-exists': 'references',
  'namespace-exists': 'references',
  'no-owner-references': 'references',
  'object-is-unique': 'references',
  'scale-target-exists': 'references',
  'service-account-exists': 'references',
  'stateful-set-has-service': 'references',
  'volume-is-mounted': 'references',
  'webhook-service-exists': 'references',
  'cpu-request-is-limit': 'resources',
  'ephemeral-storage-request-is-limit': 'resources',
  'has-cpu-limit': 'resources',
  'has-cpu-request': 'resources',
  'has-ephemeral-storage-limit': 'resources',
  'has-ephemeral-storage-request': 'resources',
  'has-memory-limit': 'resources',
  'has-memory-request': 'resources',
  'init-container-has-requests': 'resources',
  'limit-is-near-request': 'resources',
  'memory-in-binary-units': 'resources',
  'memory-request-is-limit': 'resources',
  'namespace-has-limit-range': 'resources',
  'namespace-has-quota': 'resources',
  'no-suspicious-quantity': 'resources',
  'pods-fit-nodes': 'resources',
  'no-secret-in-arguments': 'secrets',
  'no-secret-in-config-map': 'secrets',
  'no-secret-in-env': 'secrets',
  'no-secret-in-text': 'secrets',
  'secret-is-mounted': 'secrets',
  'capabilities-within-baseline': 'security',
  'drops-all-capabilities': 'security',
  'drops-some-capability': 'security',
  'group-id-is-high': 'security',
  'has-apparmor-profile': 'security',
  'has-linux-hardening': 'security',
  'has-seccomp-profile': 'security',
  'has-security-context': 'security',
  'host-path-is-read-only': 'security',
  'no-added-capability': 'security',
  'no-custom-selinux': 'security',
  'no-dangerous-capability': 'security',
  'no-docker-in-docker': 'security',
  'no-git-sync-command': 'security',
  'no-host-aliases': 'security',
  'no-host-ipc': 'security',
  'no-host-network': 'security',
  'no-host-path': 'security',
  'no-host-pid': 'security',
  'no-host-port': 'security',
  'no-interactive-container': 'security',
  'no-mount-propagation': 'security',
  'no-privilege-escalation': 'security',
  'no-privileged-constraints': 'security',
  'no-privileged-container': 'security',
  'no-privileged-port': 'security',
  'no-probe-host': 'security',
  'no-raw-packets': 'security',
  'no-restricted-volume-type': 'security',
  'no-root-group': 'security',
  'no-runtime-socket': 'security',
  'no-sensitive-host-path': 'security',
  'no-shared-processes': 'security',
  'no-ssh-port': 'security',
  'no-sub-path': 'security',
  'no-sudo': 'security',
  'no-unconfined-apparmor': 'security',
  'no-unconfined-seccomp': 'security',
  'no-unmasked-proc': 'security',
  'no-unsafe-sysctl': 'security',
  'no-windows-host-process': 'security',
  'probe-asks-by-itself': 'security',
  'root-filesystem-is-read-only': 'security',
  'runs-as-non-root': 'security',
  'user-id-is-high': 'security',
  'uses-user-namespace': 'security',
}
