import { equal } from '../../resource/json.ts'
import { matchesLabels } from '../../resource/labels.ts'
import type { KubeObject } from '../../resource/object.ts'
import { refOf } from '../../resource/object.ts'
import type { PodLife } from '../pod-lives.ts'
import { pointsOf } from '../points.ts'
import type { Point } from '../rollout.ts'
import { availableAt } from '../rollouts.ts'
import type { Find } from './find.ts'

/**
 * A time in which nobody answers: a workload that had available pods has none although it should, or a Service
 * has no pod behind it any more. A workload that somebody scales to nothing or deletes is no accident, a Service
 * that still leads to it is.
 */
export const downtime: Find = function* (scene) {
  const told = new Set<string>()
  for (const { workload, points, wanted } of scene.rollouts) {
    if (workload.kind === 'Job' || workload.kind === 'Pod' || wanted.after === 0 || wanted.before === 0) continue
    const gap = gapIn(points)
    if (!gap) continue
    const services = servicesOf(
      workload.namespace ?? '',
      scene.after,
      scene.lives.filter(life => isOf(life, workload)),
    )
    for (const service of services) told.add(service)
    yield { kind: 'downtime', weight: 'error', about: workload, ...gap, services }
  }
  for (const [key, service] of servicesIn(scene.after)) {
    const { namespace = '', name = '' } = service.metadata
    if (told.has(`${namespace}/${name}`) || !selectorOf(service)) continue
    const behind = (one: Service) => pointsOf(scene.lives.filter(life => isBehind(life, one)))
    const before = scene.before.get(key) as Service | undefined
    // It may select other pods than before: what counts is that it had some.
    const isOther = before && selectorOf(before) && !equal(selectorOf(before), selectorOf(service))
    const gap = gapIn(behind(service), isOther && availableAt(behind(before)[0]!) > 0)
    if (gap) yield { kind: 'downtime', weight: 'error', about: refOf(service), ...gap, services: [] }
  }
}

/** The longest time without any available pod, after a time with some. `had`: there were some before. */
export function gapIn(points: readonly Point[], had = false): { from: number; until?: number } | undefined {
  let longest: { from: number; until?: number } | undefined
  let from: number | undefined
  let seen = had
  for (const point of points) {
    const available = availableAt(point)
    if (available > 0) {
      if (from !== undefined && (!longest || lengthOf(longest) < point.at - from)) longest = { from, until: point.at }
      from = undefined
      seen = true
    } else if (seen && from === undefined) from = point.at
  }
  return from === undefined ? longest : { from }
}

const lengthOf = ({ from, until }: { from: number; until?: number }): number =>
  (until ?? Number.POSITIVE_INFINITY) - from

const isOf = (life: PodLife, { kind, name, namespace }: PodLife['workload']): boolean =>
  life.workload.kind === kind && life.workload.name === name && life.namespace === namespace

interface Service extends KubeObject {
  spec?: { selector?: Record<string, string>; type?: string; publishNotReadyAddresses?: boolean }
}

function* servicesIn(objects: ReadonlyMap<string, KubeObject>): Generator<[key: string, Service]> {
  for (const [key, object] of objects) if (object.kind === 'Service' && object.apiVersion === 'v1') yield [key, object]
}

const selectorOf = ({ spec }: Service): Record<string, string> | undefined =>
  spec?.selector && Object.keys(spec.selector).length > 0 && spec.type !== 'ExternalName' ? spec.selector : undefined

const isBehind = (life: PodLife, service: Service): boolean =>
  life.namespace === service.metadata.namespace && matchesLabels(selectorOf(service), life.pod.metadata.labels)

function servicesOf(namespace: string, objects: ReadonlyMap<string, KubeObject>, lives: readonly PodLife[]): string[] {
  const found: string[] = []
  for (const [, service] of servicesIn(objects)) {
    if (service.metadata.namespace !== namespace || !selectorOf(service)) continue
    if (lives.some(life => isBehind(life, service))) found.push(`${namespace}/${service.metadata.name ?? ''}`)
  }
  return found.sort()
}
