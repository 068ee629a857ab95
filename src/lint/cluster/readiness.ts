import type { LintObject } from '../lint-object.ts'
import type { Container, PodTemplate } from '../pod-template.ts'
import type { Cluster } from './cluster.ts'
import { servicesOf } from './services.ts'

/**
 * The containers that Services send traffic to though no container of the pod says when it is ready. Where one does,
 * the pod as a whole waits for it.
 */
export function servingUnready(pods: PodTemplate, cluster: Cluster): readonly Container[] {
  if (!pods.runOn || pods.containers.some(isProbed)) return NONE
  const services = servicesOf(pods, cluster).filter(waits)
  if (services.length === 0) return NONE
  const targets = new Set(
    services.flatMap(service =>
      service.get('spec', 'ports').items.map(port => port.get('targetPort').scalar ?? port.get('port').scalar),
    ),
  )
  const running = pods.containers.filter(container => container.runsOn)
  const serving = running.filter(container =>
    container
      .get('ports')
      .items.some(port => targets.has(port.get('name').text) || targets.has(port.get('containerPort').number)),
  )
  return serving.length > 0 ? serving : running.slice(0, 1)
}

/** Some are for pods to find each other before any of them is ready. */
const waits = (service: LintObject): boolean => !service.get('spec', 'publishNotReadyAddresses').isTrue

const isProbed = (container: Container): boolean =>
  container.runsOn && container.get('readinessProbe').map !== undefined
const NONE: readonly Container[] = []
