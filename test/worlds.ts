import { ControlPlane, controllers, type KubeletOptions, kubelet, scheduling } from '../src/control-plane/index.ts'
import type { JsonObject } from '../src/resource/json.ts'
import type { Deployment, Pod } from '../src/resource/kinds.ts'
import type { KubeObject } from '../src/resource/object.ts'

export const node = (name: string, more: JsonObject = {}): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name } },
    status: { allocatable: { cpu: '100', memory: '100Gi', pods: '500' } },
    ...more,
  }) as KubeObject

export const podTemplate = (image: string, app = 'web'): JsonObject => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: 'c', image }], restartPolicy: 'Always', terminationGracePeriodSeconds: 30 },
})

interface DeploymentShape {
  readonly name?: string
  readonly replicas: number
  readonly image?: string
  readonly maxSurge?: number | string
  readonly maxUnavailable?: number | string
}

/** A Deployment as it is after defaulting. */
export function deployment(shape: DeploymentShape): Deployment {
  const { name = 'web', replicas, image = 'app:v1', maxSurge = '25%', maxUnavailable = '25%' } = shape
  const object: unknown = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      template: podTemplate(image, name),
    },
  }
  return object as Deployment
}

/** A cluster with one node whose pods run at once, unless told otherwise. */
export const clusterWith = (objects: readonly KubeObject[], options: KubeletOptions = {}): ControlPlane =>
  new ControlPlane({
    controllers: [...controllers, scheduling(36), kubelet(options)],
    objects: [node('n1'), ...objects],
  })

export const pods = (cluster: ControlPlane): readonly Pod[] => cluster.world.list('Pod')

interface StatefulSetShape {
  readonly replicas: number
  readonly image?: string
  readonly parallel?: boolean
  readonly partition?: number
  readonly maxUnavailable?: number | string
  readonly claims?: { readonly whenDeleted: string; readonly whenScaled: string }
}

export function statefulSet(shape: StatefulSetShape): KubeObject {
  const { replicas, image = 'app:v1', parallel = false, partition = 0, maxUnavailable, claims } = shape
  const object: unknown = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'shop' },
    spec: {
      replicas,
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      podManagementPolicy: parallel ? 'Parallel' : 'OrderedReady',
      updateStrategy: {
        type: 'RollingUpdate',
        rollingUpdate: { partition, ...(maxUnavailable === undefined ? {} : { maxUnavailable }) },
      },
      revisionHistoryLimit: 10,
      template: podTemplate(image, 'db'),
      ...(claims
        ? {
            persistentVolumeClaimRetentionPolicy: claims,
            volumeClaimTemplates: [
              {
                metadata: { name: 'data' },
                spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
              },
            ],
          }
        : {}),
    },
  }
  return object as KubeObject
}

export function daemonSet(
  rollingUpdate: JsonObject = { maxUnavailable: 1, maxSurge: 0 },
  spec: JsonObject = {},
): KubeObject {
  const template = podTemplate('app:v1', 'agent')
  const object: unknown = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent', namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: 'agent' } },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate },
      revisionHistoryLimit: 10,
      template: { ...template, spec: { ...(template['spec'] as JsonObject), ...spec } },
    },
  }
  return object as KubeObject
}

/** What happened to pods, in order: `+db-0` made, `-db-1` gone. */
export const comingsAndGoings = (cluster: ControlPlane, from = 0): string =>
  cluster.timeline
    .slice(from)
    .flatMap(entry => {
      if (entry.what !== 'change' || entry.change.object.kind !== 'Pod' || entry.change.type === 'modified') return []
      return [`${entry.change.type === 'added' ? '+' : '-'}${entry.change.object.metadata.name ?? ''}`]
    })
    .join(' ')

/** What controllers said in events. */
export const saidIn = (cluster: ControlPlane): string[] =>
  cluster.timeline.flatMap(entry => (entry.what === 'event' ? [entry.event.message] : []))
