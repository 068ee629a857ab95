import type { ReplicationController } from '../resource/kinds.ts'
import { matchesLabels } from '../resource/labels.ts'
import type { Controller } from './controller.ts'
import { ownersOf } from './ownership.ts'
import { keepReplicas } from './replicaset/keep-replicas.ts'

/**
 * The ReplicationController's controller: a ReplicaSet with a plain map for a selector.
 *
 * Truth: pkg/controller/replication/conversion.go
 */
export const replicationController: Controller<'ReplicationController'> = {
  name: 'replication-controller',
  kind: 'ReplicationController',
  watches: {
    Pod: ownersOf('ReplicationController', (owner, pod) => {
      const { selector } = owner.spec
      return selector !== undefined && matchesLabels(selector, pod.metadata.labels)
    }),
  },
  reconcile: (controller: ReplicationController, world) =>
    keepReplicas(world, {
      owner: controller,
      selector: { matchLabels: controller.spec.selector ?? {} },
      template: controller.spec.template,
      replicas: controller.spec.replicas ?? 1,
      minReadySeconds: controller.spec.minReadySeconds ?? 0,
      status: controller.status ?? {},
      reportsTerminating: false,
    }),
}
