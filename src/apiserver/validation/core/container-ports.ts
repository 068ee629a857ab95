import type { Container, ContainerPort } from '../../../../schemas/types/core/v1.generated.ts'
import { portName, portNumber } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import type { PodOptions } from './pod-options.ts'

const PROTOCOLS = ['SCTP', 'TCP', 'UDP']

/** Truth: pkg/apis/core/validation validateContainerPorts */
export function validatePorts(ports: ContainerPort[] | undefined, errors: FieldErrors, path: FieldPath): void {
  if (!ports) return
  const names = new Set<string>()
  ports.forEach((port, index) => {
    const at = path.index(index)
    const { name, containerPort = 0, hostPort = 0, protocol = '' } = port
    if (name) {
      const complaints = portName(name)
      for (const complaint of complaints) errors.invalid(at.child('name'), name, complaint)
      if (complaints.length === 0) {
        if (names.has(name)) errors.duplicate(at.child('name'), name)
        names.add(name)
      }
    }
    if (containerPort === 0) errors.required(at.child('containerPort'))
    else
      for (const complaint of portNumber(containerPort))
        errors.invalid(at.child('containerPort'), containerPort, complaint)
    if (hostPort !== 0) {
      for (const complaint of portNumber(hostPort)) errors.invalid(at.child('hostPort'), hostPort, complaint)
    }
    if (!protocol) errors.required(at.child('protocol'))
    else if (!PROTOCOLS.includes(protocol)) errors.notSupported(at.child('protocol'), protocol, PROTOCOLS)
  })
}

/** One port of the host cannot lead to two places. */
export function validateHostPorts(containers: Container[], errors: FieldErrors, path: FieldPath): void {
  let taken: Set<string> | undefined
  containers.forEach(({ ports }, container) => {
    ports?.forEach(({ protocol = '', hostIP = '', hostPort }, index) => {
      if (!hostPort) return
      const key = `${protocol}/${hostIP}/${hostPort}`
      taken ??= new Set()
      if (taken.has(key)) {
        errors.duplicate(path.index(container).child('ports').index(index).child('hostPort'), key)
      } else taken.add(key)
    })
  })
}

/** On the host's network a container's port is the host's: a pod must say so, a template may leave it open. */
export function validateHostNetworkPorts(
  containers: Container[] | undefined,
  { isPod, minor }: PodOptions,
  errors: FieldErrors,
  path: FieldPath,
): void {
  containers?.forEach(({ ports }, container) => {
    ports?.forEach(({ hostPort = 0, containerPort = 0 }, index) => {
      if (hostPort === containerPort) return
      // Up to 1.27 it was the container's port that was at fault, in templates as well.
      if (minor < 28) {
        const at = path.index(container).child('ports').index(index).child('containerPort')
        errors.invalid(at, containerPort, 'must match `hostPort` when `hostNetwork` is true')
        return
      }
      if (hostPort === 0 && !isPod) return
      const at = path.index(container).child('ports').index(index).child('hostPort')
      errors.invalid(at, hostPort, 'must match `containerPort` when `hostNetwork` is true')
    })
  })
}
