import type { World } from '../controllers/controller.ts'
import type { KubeObject, ObjectRef } from '../resource/object.ts'
import { parseApiVersion } from '../resource/object.ts'

export interface Scaler extends KubeObject {
  spec?: {
    scaleTargetRef?: { apiVersion?: string; kind?: string; name?: string }
    minReplicas?: number
    maxReplicas?: number
  }
}

export const scalersIn = (world: Pick<World, 'list'>): readonly Scaler[] =>
  world.list('autoscaling/HorizontalPodAutoscaler') as readonly Scaler[]

export const scales = ({ spec, metadata }: Scaler, { apiVersion, kind, namespace, name }: ObjectRef): boolean => {
  const target = spec?.scaleTargetRef
  return (
    metadata.namespace === namespace &&
    target?.kind === kind &&
    target.name === name &&
    parseApiVersion(target.apiVersion ?? apiVersion).group === parseApiVersion(apiVersion).group
  )
}

/** The autoscaler of a workload. */
export const scalerOf = (workload: ObjectRef, world: Pick<World, 'list'>): Scaler | undefined =>
  scalersIn(world).find(scaler => scales(scaler, workload))
