import type { ReplicaSet } from '../resource/kinds.ts'
import { matchesSelector } from '../resource/labels.ts'
import type { Controller } from './controller.ts'
import { ownersOf } from './ownership.ts'
import { keepReplicas } from './replicaset/keep-replicas.ts'

/**
 * The ReplicaSet controller: as many active pods as asked for, no more, no fewer.
 *
 * Truth: pkg/controller/replicaset/replica_set.go
 */
export const replicaSet: Controller<'apps/ReplicaSet'> = {
  name: 'replicaset-controller',
  kind: 'apps/ReplicaSet',
  watches: {
    Pod: ownersOf('apps/ReplicaSet', (owner, pod) => matchesSelector(owner.spec.selector, pod.metadata.labels)),
  },
  reconcile: (set: ReplicaSet, world) =>
    keepReplicas(world, {
      owner: set,
      selector: set.spec.selector,
      template: set.spec.template,
      replicas: set.spec.replicas ?? 1,
      minReadySeconds: set.spec.minReadySeconds ?? 0,
      status: set.status ?? {},
      reportsTerminating: world.minor >= 35,
    }),
}
