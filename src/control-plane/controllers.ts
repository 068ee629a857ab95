import { clusterRoleAggregation } from '../controllers/clusterroleaggregation.ts'
import type { Controller } from '../controllers/controller.ts'
import { cronJob } from '../controllers/cronjob.ts'
import { daemonSet } from '../controllers/daemonset.ts'
import { deployment } from '../controllers/deployment.ts'
import { disruption } from '../controllers/disruption.ts'
import { endpoints } from '../controllers/endpoints.ts'
import { endpointSlice } from '../controllers/endpointslice.ts'
import { endpointSliceMirroring } from '../controllers/endpointslice-mirroring.ts'
import { ephemeralVolume } from '../controllers/ephemeral-volume.ts'
import { garbageCollector } from '../controllers/garbagecollector.ts'
import type { Measurements } from '../controllers/horizontalpodautoscaler/measured.ts'
import { horizontalPodAutoscaler, horizontalPodAutoscalerWith } from '../controllers/horizontalpodautoscaler.ts'
import { job, orphanPods } from '../controllers/job.ts'
import { namespace } from '../controllers/namespace.ts'
import { nodeLifecycle } from '../controllers/nodelifecycle.ts'
import { claimBinder, volumeBinder } from '../controllers/persistentvolume.ts'
import { persistentVolumeProtection } from '../controllers/persistentvolume-protection.ts'
import { persistentVolumeClaimProtection } from '../controllers/persistentvolumeclaim-protection.ts'
import { podGarbageCollector } from '../controllers/podgc.ts'
import { replicaSet } from '../controllers/replicaset.ts'
import { replicationController } from '../controllers/replicationcontroller.ts'
import { resourceClaim } from '../controllers/resourceclaim.ts'
import { resourceQuota } from '../controllers/resourcequota.ts'
import { rootCertificatePublisher, serviceAccount } from '../controllers/serviceaccount.ts'
import { statefulSet } from '../controllers/statefulset.ts'
import { taintEviction } from '../controllers/taint-eviction.ts'
import { ttlAfterFinished } from '../controllers/ttlafterfinished.ts'

/** Every controller of kube-controller-manager that drydock knows. A controller's place is its turn within a round. */
export const controllers: readonly Controller[] = [
  // What a new quota limits is known before anybody makes pods.
  resourceQuota,
  serviceAccount,
  rootCertificatePublisher,
  horizontalPodAutoscaler,
  deployment,
  replicaSet,
  replicationController,
  statefulSet,
  daemonSet,
  cronJob,
  job,
  orphanPods,
  ttlAfterFinished,
  disruption,
  endpoints,
  endpointSlice,
  endpointSliceMirroring,
  ephemeralVolume,
  resourceClaim,
  claimBinder,
  volumeBinder,
  persistentVolumeClaimProtection,
  persistentVolumeProtection,
  nodeLifecycle,
  taintEviction,
  podGarbageCollector,
  clusterRoleAggregation,
  namespace,
  garbageCollector,
]

/** The same, with autoscalers that are told what is measured. */
export const controllersWith = (metrics: Measurements | undefined): readonly Controller[] =>
  metrics
    ? controllers.map(each => (each === horizontalPodAutoscaler ? horizontalPodAutoscalerWith(metrics) : each))
    : controllers
