import { ControlPlane, controllers, kubelet, scheduling } from '../../control-plane/index.ts'
import type { Controller } from '../../controllers/controller.ts'
import type { Pod } from '../../resource/kinds.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Minor } from '../../resource/version.ts'
import type { Assumptions } from '../assumptions.ts'
import { anywhere } from './anywhere.ts'
import { claims } from './claims.ts'
import { anywhereNode } from './nodes.ts'
import { Owners } from './owners.ts'
import { Server } from './server.ts'

export interface MachineOptions {
  readonly minor: Minor
  readonly now: string
  /** Absent: placement is left out. */
  readonly nodes: readonly KubeObject[] | undefined
  readonly assumptions: Assumptions
}

/** A control plane with nodes, and the API server that answers by what it holds. */
export interface Machine {
  readonly cluster: ControlPlane
  readonly server: Server
  /** Who a pod belongs to, also after its owners are gone. */
  readonly owners: Owners
}

/** Runs of CronJobs are told of, not played; Node objects are as they are. */
const LEFT_OUT = new Set(['cronjob-controller'])

export function machineWith(objects: readonly KubeObject[], options: MachineOptions): Machine {
  const { minor, now, nodes, assumptions } = options
  const owners = new Owners()
  const unwell = new Set(objects.filter(isUnwell).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`))
  const kubelets = kubelet({
    timingOf: pod => assumptions.timing(pod, owners.workloadOf(pod)),
    behaviourOf: pod =>
      unwell.has(`${pod.metadata.namespace}/${pod.metadata.name}`)
        ? { does: 'stay unready' }
        : assumptions.behaviour(pod, owners.workloadOf(pod)),
  })
  const all: Controller[] = [
    ...controllers.filter(({ name }) => !LEFT_OUT.has(name)),
    claims,
    nodes ? scheduling(minor) : anywhere,
    kubelets,
    owners.watching,
  ]
  const holder: { cluster?: ControlPlane } = {}
  const server = new Server(() => holder.cluster!, minor)
  const cluster = new ControlPlane({
    controllers: all,
    objects: [...objects, ...(nodes ?? [anywhereNode()])],
    now,
    minor,
    prepare: (object, before) => (before || !holder.cluster ? object : admitted(object, server, holder.cluster.now)),
  })
  holder.cluster = cluster
  return { cluster, server, owners }
}

/** What controllers make goes through admission: quotas, limits and security standards have their say about pods. */
function admitted(object: KubeObject, server: Server, now: number): ReturnType<NonNullable<Prepare>> {
  if (object.kind !== 'Pod' && object.kind !== 'PersistentVolumeClaim') return object
  const resource = server.resource(object.apiVersion, object.kind)!
  const { uid: _, ...metadata } = object.metadata
  const body = JSON.parse(JSON.stringify({ ...object, metadata }))
  const answer = server.create(resource, metadata.namespace ?? '', body, now)
  if (!answer.object) {
    const { reason = '', message = '' } = answer.status ?? {}
    return { code: answer.code, status: { reason, message } }
  }
  return { ...answer.object, metadata: { ...answer.object.metadata, ...object.metadata } }
}

type Prepare = ConstructorParameters<typeof ControlPlane>[0]['prepare']

/** A pod that runs and is not ready in the snapshot has its reasons: it stays so. */
function isUnwell(object: KubeObject): boolean {
  if (object.kind !== 'Pod') return false
  const { status } = object as Pod
  return (
    status?.phase === 'Running' && !status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True')
  )
}
