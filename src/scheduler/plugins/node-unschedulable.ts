import { tolerates } from '../../resource/taints.ts'
import { perNode } from '../framework.ts'
import { unresolvable } from '../status.ts'

const CORDONED = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }
const NAME = 'NodeUnschedulable'
const REJECTED = unresolvable(NAME, 'node(s) were unschedulable')

/** A cordoned node takes only pods that tolerate its taint. Truth: plugins/nodeunschedulable/node_unschedulable.go */
export const nodeUnschedulable = perNode(NAME, ({ shape }, node) =>
  node.unschedulable && !shape.tolerations.some(toleration => tolerates(toleration, CORDONED)) ? REJECTED : undefined,
)
