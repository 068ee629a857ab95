import type { Labels } from '../../resource/labels.ts'
import type { Field } from '../field.ts'
import { type LintObject, stringsOf } from '../lint-object.ts'
import type { PodTemplate } from '../pod-template.ts'
import { type Cluster, push } from './cluster.ts'

/** The labels that a Service selects; undefined when somebody else writes its endpoints. */
export function selectorOf(service: LintObject): Labels | undefined {
  const { map } = service.get('spec', 'selector')
  return map && Object.keys(map).length > 0 ? stringsOf(map) : undefined
}

/** The pods that a Service selects, in its own namespace. */
export function podsBehind(service: LintObject, cluster: Cluster): PodTemplate[] {
  const selector = selectorOf(service)
  return selector ? cluster.podsWith(selector, service.namespace) : []
}

/** The Services that select pods. */
export const servicesOf = (pods: PodTemplate, cluster: Cluster): readonly LintObject[] =>
  cluster.once(byPods).get(pods) ?? []

function byPods(cluster: Cluster): Map<PodTemplate, LintObject[]> {
  const index = new Map<PodTemplate, LintObject[]>()
  for (const service of cluster.all('Service'))
    for (const pods of podsBehind(service, cluster)) push(index, pods, service)
  return index
}

/** Whether a Service has a port of this name or number. */
export const hasPort = (service: LintObject, port: string | number): boolean =>
  service.get('spec', 'ports').items.some(one => one.get('name').text === port || one.get('port').number === port)

/** The ports that the containers of pods declare, sidecars included. */
export const declaredPorts = (pods: PodTemplate): Field[] =>
  pods.containers.filter(container => container.runsOn).flatMap(container => container.get('ports').items)

/** `http (80), metrics (9090)`: what a Service has instead. */
export const portsText = (service: LintObject): string =>
  service
    .get('spec', 'ports')
    .items.map(port =>
      port.get('name').text ? `${port.get('name').text} (${port.get('port').number})` : String(port.get('port').number),
    )
    .join(', ')
