import type { RulesByKind } from '../../kind-rules.ts'
import { pod } from './pod.ts'
import { podTemplate } from './pod-template-kind.ts'
import { replicationController } from './replication-controller.ts'

/** The kinds of the core group that are pods, or make them. */
export const podRules: RulesByKind = {
  Pod: pod,
  PodTemplate: podTemplate,
  ReplicationController: replicationController,
}
