import { listOf, type ServicePort } from './objects.ts'
import type { FindService, Problem, RouteBackend, RouteTarget } from './routes.ts'
import type { ServiceView } from './service.ts'

/**
 * A Service as the backend of a route: the workloads behind one of its ports, given by number or by name, or
 * behind all of them when none is given.
 */
export function backendOf(
  find: FindService,
  namespace: string,
  name: string,
  port: number | string | undefined,
  more: { weight?: number; problems?: readonly Problem[] } = {},
): RouteBackend {
  const service = find(namespace, name)
  const problems = [...(more.problems ?? [])]
  const found = { namespace, name, port, ...(more.weight === undefined ? {} : { weight: more.weight }) }
  if (!service) return { ...found, targets: [], problems: [...problems, 'service-missing'] }
  const ports = listOf(service.object.spec?.ports).filter(candidate => isMeant(candidate, port))
  if (ports.length === 0) return { ...found, service, targets: [], problems: [...problems, 'service-port-missing'] }
  const targets = targetsBehind(service, ports)
  const problem = service.selects ? emptiness(service, targets) : undefined
  // A reference that is not granted is not followed.
  const reached = problems.includes('not-granted') ? [] : targets
  return { ...found, service, targets: reached, problems: problem ? [...problems, problem] : problems }
}

const isMeant = (candidate: ServicePort, port: number | string | undefined): boolean =>
  port === undefined || (typeof port === 'number' ? candidate.port === port : candidate.name === port)

function targetsBehind({ targets }: ServiceView, ports: readonly ServicePort[]): RouteTarget[] {
  return targets.flatMap(({ workload, ports: arrivals }) =>
    arrivals
      .filter(arrival => ports.includes(arrival.port))
      .map(({ number, protocol }) => ({ workload, number, protocol })),
  )
}

/** Readiness is only known of pods that exist; a workload that is yet to start is not blamed. */
function emptiness({ targets }: ServiceView, reached: readonly RouteTarget[]): Problem | undefined {
  if (targets.length === 0) return 'no-pods-selected'
  if (reached.length === 0) return 'no-pod-port'
  const existing = targets.some(target => target.existing > 0)
  return existing && targets.every(target => target.ready === 0) ? 'no-pod-ready' : undefined
}
