import { perNode } from '../framework.ts'
import { unresolvable } from '../status.ts'

const NAME = 'NodeName'
const NOW = unresolvable(NAME, "node(s) didn't match the requested node name")
const BEFORE_1_21 = unresolvable(NAME, "node(s) didn't match the requested hostname")

/** Truth: plugins/nodename/node_name.go */
export const nodeName = perNode(
  NAME,
  ({ shape }, node, { release }) =>
    shape.nodeName === node.name ? undefined : release.minor <= 20 ? BEFORE_1_21 : NOW,
  ({ shape }) => shape.nodeName !== undefined,
)
