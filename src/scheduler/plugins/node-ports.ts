import { perNode } from '../framework.ts'
import { unschedulable } from '../status.ts'

const NAME = 'NodePorts'
const TAKEN = unschedulable(NAME, "node(s) didn't have free ports for the requested pod ports")

/** A host port can be used once. Truth: plugins/nodeports/node_ports.go */
export const nodePorts = perNode(
  NAME,
  ({ shape }, node) => (shape.ports.some(port => node.isTaken(port)) ? TAKEN : undefined),
  ({ shape }) => shape.ports.length > 0,
)
