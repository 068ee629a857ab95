import type { Field } from '../field.ts'
import { kindKey, type LintObject } from '../lint-object.ts'
import { type Cluster, push } from './cluster.ts'

/** Kinds that change the number of replicas of others. */
export const SCALERS: readonly string[] = ['HorizontalPodAutoscaler', 'ScaledObject.keda.sh']

/** The autoscalers of an object. */
export const scalersOf = (object: LintObject, cluster: Cluster): readonly LintObject[] =>
  scalersAt(keyOf(object.kind, object.namespace, object.name), cluster)

/** The autoscalers of what `targetOf` names. */
export const scalersAt = (target: string, cluster: Cluster): readonly LintObject[] =>
  cluster.once(byTarget).get(target) ?? []

/** The kind, namespace and name of what an autoscaler scales, as one word; undefined where it does not say. */
export function targetOf(scaler: LintObject): string | undefined {
  const target = scaler.get('spec', scaler.kind === 'VerticalPodAutoscaler' ? 'targetRef' : 'scaleTargetRef')
  const name = target.get('name').text
  if (!name) return undefined
  const kind = kindKey(target.get('apiVersion').text ?? 'apps/v1', target.get('kind').text ?? 'Deployment')
  return keyOf(kind, scaler.namespace, name)
}

/** The fewest replicas an autoscaler leaves. KEDA goes down to none unless told otherwise. */
export const fewest = (scaler: LintObject): Field =>
  scaler.get('spec', scaler.kind === 'ScaledObject.keda.sh' ? 'minReplicaCount' : 'minReplicas')
export const fewestOf = (scaler: LintObject): number =>
  fewest(scaler).number ?? (scaler.kind === 'ScaledObject.keda.sh' ? 0 : 1)

/** The most replicas an autoscaler makes. */
export const most = (scaler: LintObject): Field =>
  scaler.get('spec', scaler.kind === 'ScaledObject.keda.sh' ? 'maxReplicaCount' : 'maxReplicas')

/** The fewest pods that an object runs by itself or by its autoscaler; undefined where nodes or jobs decide. */
export function fewestPods(object: LintObject, cluster: Cluster): number | undefined {
  const [scaler] = scalersOf(object, cluster)
  return scaler ? fewestOf(scaler) : object.pods?.replicas
}

/** The most pods that an object runs by itself or by its autoscaler. */
export function mostPods(object: LintObject, cluster: Cluster): number | undefined {
  const [scaler] = scalersOf(object, cluster)
  return scaler ? (most(scaler).number ?? 100) : object.pods?.replicas
}

function byTarget(cluster: Cluster): Map<string, LintObject[]> {
  const index = new Map<string, LintObject[]>()
  for (const kind of SCALERS)
    for (const scaler of cluster.all(kind)) {
      const target = targetOf(scaler)
      if (target) push(index, target, scaler)
    }
  return index
}

const keyOf = (kind: string, namespace: string, name: string): string => `${kind}\n${namespace}\n${name}`
