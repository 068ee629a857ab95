import type { ServicePort, ServiceSpec } from '../../../../../schemas/types/core/v1.generated.ts'
import type { Context } from '../../../context.ts'
import { FieldErrors } from '../../../field-errors.ts'
import { FieldPath } from '../../../field-path.ts'
import { internalError, invalid, plainError, type Status } from '../../../status.ts'
import { ALLOCATED, needsHealthCheck, needsNodePorts, type ServiceObject } from './spec.ts'

const PORTS = FieldPath.of('spec', 'ports')
/** What a server has that is not told otherwise (`--service-node-port-range`). */
const FIRST = 30_000
const LAST = 32_767

/**
 * Gives out the ports that every node opens for a Service: those asked for, when they are free, and any for the rest.
 * A number is given once, whatever the protocol; only ports of one Service with the same number inside share one.
 * Truth: pkg/registry/core/service/storage initNodePorts, updateNodePorts, allocHealthCheckNodePort
 */
export function allocateNodePorts(
  service: ServiceObject,
  context: Context,
  old: ServiceObject | undefined,
): Status | undefined {
  const spec = (service.spec ??= {})
  const free = new FreePorts(service, context)
  const refused = isOpen(spec) ? (old?.spec ? movePorts(spec, old.spec, free) : sharePorts(spec, free)) : undefined
  if (refused) {
    return typeof refused === 'string'
      ? plainError(refused)
      : invalid({ group: '', name: 'Service' }, service.metadata.name ?? '', refused.list)
  }
  const asked = needsHealthCheck(spec) && !(old?.spec && needsHealthCheck(old.spec)) && given(spec.healthCheckNodePort)
  const why = asked ? free.refusal(asked) : undefined
  if (why) return internalError(`failed to allocate requested HealthCheck NodePort ${asked}: ${why}`)
  chooseTheRest(spec, context)
  return undefined
}

/** What may be asked for even of a load balancer that is to have none. */
const isOpen = ({ type }: ServiceSpec): boolean => type === 'NodePort' || type === 'LoadBalancer'

const given = (port: number | undefined): number => (typeof port === 'number' ? port : 0)

function sharePorts(spec: ServiceSpec, free: FreePorts): FieldErrors | undefined {
  const ports = spec.ports ?? []
  const byPort = new Map<number | undefined, number>()
  for (const [index, servicePort] of ports.entries()) {
    if (!servicePort.nodePort && !needsNodePorts(spec)) continue
    const shared = byPort.get(servicePort.port)
    if (shared !== undefined) {
      if (!servicePort.nodePort) servicePort.nodePort = shared
      if (servicePort.nodePort === shared) continue
    }
    const asked = shared === undefined ? askedFor(servicePort.port, ports) : given(servicePort.nodePort)
    if (!asked) continue
    const why = free.refusal(asked)
    if (why) return refusedAt(index, asked, why, free)
    servicePort.nodePort = asked
    byPort.set(servicePort.port, asked)
  }
  return undefined
}

/** What any of the ports with the same number inside asks for. Truth: findRequestedNodePort */
const askedFor = (port: number | undefined, ports: readonly ServicePort[]): number =>
  given(ports.find(other => other.port === port && given(other.nodePort) > 0)?.nodePort)

/** What the Service had stays its own. The same port twice is found here, before anything else looks. */
function movePorts(spec: ServiceSpec, old: ServiceSpec, free: FreePorts): FieldErrors | string | undefined {
  const before = new Set(old.ports?.map(({ nodePort }) => nodePort))
  const taken = new Set<number>()
  const seen = new Set<string>()
  for (const [index, { nodePort, protocol = '' }] of (spec.ports ?? []).entries()) {
    const asked = given(nodePort)
    if (!asked) continue
    const why = before.has(asked) || taken.has(asked) ? undefined : free.refusal(asked)
    if (why) return refusedAt(index, asked, why, free)
    taken.add(asked)
    const key = `{${protocol} ${asked}}`
    if (seen.has(key)) return `duplicate nodePort: ${key}`
    seen.add(key)
  }
  return undefined
}

function refusedAt(index: number, port: number, why: string, { minor }: FreePorts): FieldErrors {
  const errors = new FieldErrors(minor)
  errors.invalid(PORTS.index(index).child('nodePort'), port, why)
  return errors
}

/** Truth: pkg/registry/core/service/portallocator, whose dry run looks at no range */
class FreePorts {
  readonly minor
  readonly #context: Context
  readonly #service: ServiceObject
  readonly #own = new Set<number>()
  #others: Set<unknown> | undefined

  constructor(service: ServiceObject, context: Context) {
    this.minor = context.minor
    this.#service = service
    this.#context = context
  }

  /** Takes a port, or says why it cannot be had. */
  refusal(port: number): string | undefined {
    const isInRange = port >= FIRST && port <= LAST
    if (!isInRange && !this.#context.dryRun) {
      return `provided port is not in the valid range. The range of valid ports is ${FIRST}-${LAST}`
    }
    if (this.#own.has(port) || (isInRange && this.#takenByOthers().has(port))) {
      return 'provided port is already allocated'
    }
    this.#own.add(port)
    return undefined
  }

  #takenByOthers(): Set<unknown> {
    if (this.#others) return this.#others
    const { metadata } = this.#service
    const { world, namespace } = this.#context
    const taken = new Set<unknown>()
    for (const other of world.list('', 'Service') as readonly ServiceObject[]) {
      if (other.metadata.name === metadata.name && other.metadata.namespace === (metadata.namespace ?? namespace))
        continue
      for (const { nodePort } of other.spec?.ports ?? []) taken.add(nodePort)
      taken.add(other.spec?.healthCheckNodePort)
    }
    return (this.#others = taken)
  }
}

/** Chosen by a server at random. */
function chooseTheRest(spec: ServiceSpec, { unknown }: Pick<Context, 'unknown'>): void {
  if (needsNodePorts(spec)) {
    spec.ports?.forEach((port, index) => {
      if (port.nodePort) return
      Object.assign(port, { nodePort: ALLOCATED })
      unknown.push(`spec.ports[${index}].nodePort`)
    })
  }
  if (needsHealthCheck(spec) && !spec.healthCheckNodePort) {
    Object.assign(spec, { healthCheckNodePort: ALLOCATED })
    unknown.push('spec.healthCheckNodePort')
  }
}
