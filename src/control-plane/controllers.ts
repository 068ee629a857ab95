import type { Controller } from '../controllers/controller.ts'
import { deployment } from '../controllers/deployment.ts'
import { replicaSet } from '../controllers/replicaset.ts'
import { replicationController } from '../controllers/replicationcontroller.ts'

/** Every controller of kube-controller-manager that drydock knows. A controller's place is its turn within a round. */
export const controllers: readonly Controller[] = [deployment, replicaSet, replicationController]
