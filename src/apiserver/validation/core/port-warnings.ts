import type { ContainerPort, PodSpec } from '../../../../schemas/types/core/v1.generated.ts'
import type { FieldPath } from '../../field-path.ts'
import { goQuote } from '../../go-text.ts'
import { containerPath, eachContainer, isSidecar } from './containers-of.ts'

/** Ports that say nothing, or the same thing twice. Truth: pkg/api/pod/warnings.go */
export function portWarnings(spec: PodSpec, specPath: FieldPath): string[] {
  const told: string[] = []
  const taken = new Map<string, { path: FieldPath; port: ContainerPort }[]>()
  eachContainer(spec, ({ ports }, list, container) => {
    ports?.forEach((port, index) => {
      const path = containerPath(specPath, list, container).child('ports').index(index)
      if (port.hostIP && !port.hostPort) told.push(`${path}: hostIP set without hostPort: ${goValue(port)}`)
      const key = `${port.containerPort ?? 0}/${port.protocol ?? ''}`
      const others = taken.get(key)
      if (!others) {
        taken.set(key, [{ path, port }])
        return
      }
      for (const other of others) {
        const relation = relate(port, other.port)
        if (relation) told.push(`${path}: ${relation} port definition with ${other.path}`)
      }
      others.push({ path, port })
    })
  })
  return told
}

/** A name that several containers have means the first. Truth: pkg/api/pod/warnings.go */
export function portNameWarnings(spec: PodSpec, specPath: FieldPath): string[] {
  const told: string[] = []
  const first = new Map<string, FieldPath>()
  eachContainer(spec, (each, list, container) => {
    if (list === 'ephemeralContainers' || (list === 'initContainers' && !isSidecar(each))) return
    each.ports?.forEach(({ name }, index) => {
      if (!name) return
      const path = containerPath(specPath, list, container).child('ports').index(index)
      const other = first.get(name)
      if (other) {
        const meaning = `services and probes that select ports by name will use ${other}`
        told.push(`${path}: duplicate port name ${goQuote(name)} with ${other}, ${meaning}`)
      } else first.set(name, path)
    })
  })
  return told
}

/** Equal is a duplicate; a port without a host's is redundant; one on all addresses and one on some is a gamble. */
function relate(a: ContainerPort, b: ContainerPort): string | undefined {
  const [hostA = '', hostB = ''] = [a.hostIP, b.hostIP]
  const [portA = 0, portB = 0] = [a.hostPort, b.hostPort]
  if (hostA === hostB && portA === portB) return 'duplicate'
  if (portA === 0 || portB === 0) return 'overlapping'
  return portA === portB && (hostA === '') !== (hostB === '') ? 'dangerously ambiguous' : undefined
}

/** Go's `%+v` of the port. */
const goValue = ({ name = '', hostPort = 0, containerPort = 0, protocol = '', hostIP = '' }: ContainerPort): string =>
  `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`
