import type { ServicePort, ServiceSpec } from '../../../../../schemas/types/core/v1.generated.ts'
import { dnsLabel, portName, portNumber, qualifiedName } from '../../../../resource/names.ts'
import type { Context } from '../../../context.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import { FieldPath } from '../../../field-path.ts'
import { type GoText, goStruct, typed } from '../../../go-text.ts'
import { validateFormat } from '../complaints.ts'
import { ALLOCATED } from './spec.ts'

const PORTS = FieldPath.of('spec', 'ports')
/** What a server that stores nothing shows for a port that it would have chosen: one beyond its range. */
const UNKNOWN_PORT = 32_769
export const PROTOCOLS = ['SCTP', 'TCP', 'UDP']

/** Truth: pkg/apis/core/validation validateServicePort */
export function validatePorts({ ports = [] }: ServiceSpec, errors: FieldErrors): void {
  const names = new Set<string>()
  ports.forEach((port, index) => {
    validatePort(port, ports.length > 1, names, errors, PORTS.index(index))
  })
}

function validatePort(
  { name = '', port = 0, protocol = '', targetPort = 0, appProtocol }: ServicePort,
  isNamed: boolean,
  names: Set<string>,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (name !== '') {
    validateFormat(dnsLabel, name, errors, path.child('name'))
    if (names.has(name)) errors.duplicate(path.child('name'), name)
    names.add(name)
  } else if (isNamed) errors.required(path.child('name'))
  for (const complaint of portNumber(port)) errors.invalid(path.child('port'), port, complaint)
  if (protocol === '') errors.required(path.child('protocol'))
  else if (!PROTOCOLS.includes(protocol)) errors.notSupported(path.child('protocol'), protocol, PROTOCOLS)
  const target = path.child('targetPort')
  if (typeof targetPort === 'string') validateFormat(portName, targetPort, errors, target)
  else for (const complaint of portNumber(targetPort)) errors.invalid(target, targetPort, complaint)
  if (appProtocol !== undefined) validateFormat(qualifiedName, appProtocol, errors, path.child('appProtocol'))
}

/** Ports of nodes, and ports, are taken once for each protocol. */
export function validateUniquePorts({ type, ports = [] }: ServiceSpec, errors: FieldErrors, isUpdate: boolean): void {
  if (type === 'ClusterIP') {
    ports.forEach(({ nodePort }, index) => {
      if (nodePort) errors.forbidden(PORTS.index(index).child('nodePort'), "may not be used when `type` is 'ClusterIP'")
    })
  }
  const nodePorts = new Set<string>()
  ports.forEach(({ protocol, port, nodePort }, index) => {
    if (!nodePort) return
    const chosen = String(nodePort) === ALLOCATED
    // A new Service's ports with one number are given one port of the node; in an update each is given its own.
    if (chosen && isUpdate) return
    const key = chosen ? `${ALLOCATED}${port}/${protocol}` : `${nodePort}/${protocol}`
    if (nodePorts.has(key)) errors.duplicate(PORTS.index(index).child('nodePort'), chosen ? UNKNOWN_PORT : nodePort)
    nodePorts.add(key)
  })
  const seen = new Set<string>()
  ports.forEach(({ protocol = '', port = 0 }, index) => {
    const key = `${port}/${protocol}`
    if (seen.has(key)) errors.duplicate(PORTS.index(index), keyText(protocol, port))
    seen.add(key)
  })
}

/** A load balancer spoke one protocol, until MixedProtocolLBService. Truth: validateMixedProtocolLBService */
export function validateOneProtocol(
  { type, ports = [] }: ServiceSpec,
  old: ServiceSpec | undefined,
  errors: FieldErrors,
  { minor, gates }: Context,
): void {
  if (type !== 'LoadBalancer' || gates.enabled('MixedProtocolLBService') || !isMixed(ports)) return
  if (minor < 20) errors.invalid(PORTS, portsText(ports), 'cannot create an external load balancer with mix protocols')
  else if (!isMixed(old?.ports)) {
    errors.invalid(PORTS, portsText(ports), "may not contain more than 1 protocol when type is 'LoadBalancer'")
  }
}

const isMixed = (ports: ServicePort[] = []): boolean => new Set(ports.map(({ protocol }) => protocol)).size > 1

const portsText = (ports: ServicePort[]): GoText =>
  typed(
    '[]core.ServicePort',
    ports,
    `[${ports
      .map(
        ({ name = '', protocol = '', appProtocol = null, port = 0, targetPort = 0, nodePort = 0 }) =>
          goStruct({
            Name: name,
            Protocol: protocol,
            AppProtocol: appProtocol,
            Port: port,
            TargetPort: targetPort,
            NodePort: nodePort,
          }).text,
      )
      .join(',')}]`,
  )

/** The server compares ports of its own type, with all but two fields empty. */
const keyText = (protocol: string, port: number): GoText =>
  goStruct(
    { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 },
    'core.ServicePort',
  )
