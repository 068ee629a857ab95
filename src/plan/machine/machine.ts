import { ControlPlane, controllers, kubelet, provisioner, scheduling } from '../../control-plane/index.ts'
import type { Controller } from '../../controllers/controller.ts'
import type { JsonObject } from '../../resource/json.ts'
import type { Pod } from '../../resource/kinds.ts'
import type { KubeObject } from '../../resource/object.ts'
import { conditionOf } from '../../resource/pod-state.ts'
import type { Minor } from '../../resource/version.ts'
import type { Assumptions } from '../assumptions.ts'
import { nameOfPod } from '../pod-name.ts'
import { anywhere } from './anywhere.ts'
import { assumedClass } from './assumed-class.ts'
import { anywhereNode } from './nodes.ts'
import { Owners } from './owners.ts'

export interface MachineOptions {
  readonly minor: Minor
  readonly now: string
  /** Absent: placement is left out. */
  readonly nodes: readonly KubeObject[] | undefined
  readonly assumptions: Assumptions
  /** Deployments that no controller is to look at, `namespace/name`. */
  readonly asleep: ReadonlySet<string>
}

/** A control plane with nodes that take their time. */
export interface Machine {
  readonly cluster: ControlPlane
  /** Who a pod belongs to, also after its owners are gone. */
  readonly owners: Owners
  /** Until it is real, pods start and stop at once: the world comes to rest. */
  readonly pace: { real: boolean }
  /** What was applied last, by `group/Kind namespace/name`, and as what it was stored. */
  readonly applied: Map<string, Applied>
  readonly asleep: ReadonlySet<string>
}

export interface Applied {
  readonly value: JsonObject
  readonly object: KubeObject
  readonly warnings: readonly string[]
}

/** Runs of CronJobs are told of, not played; who is behind a Service is read off its pods. */
const LEFT_OUT = new Set([
  'cronjob-controller',
  'endpoint-controller',
  'endpoint-slice-controller',
  'endpoint-slice-mirroring-controller',
])

/** What is there already did not start just now. */
const AT_ONCE = { runs: 0, ready: 0, ends: 0, goes: 0 }

export function machineWith(objects: readonly KubeObject[], options: MachineOptions): Machine {
  const { minor, now, nodes, assumptions, asleep } = options
  const owners = new Owners()
  const pace = { real: false }
  const unwell = new Set(objects.filter(isUnwell).map(nameOfPod))
  const kubelets = kubelet({
    timingOf: pod => (pace.real ? assumptions.timing(pod, owners.workloadOf(pod)) : AT_ONCE),
    behaviourOf: pod =>
      unwell.has(nameOfPod(pod)) ? { does: 'stay unready' } : assumptions.behaviour(pod, owners.workloadOf(pod)),
  })
  const all: Controller[] = [
    ...controllers.filter(({ name }) => !LEFT_OUT.has(name)).map(one => leaving(asleep, one)),
    assumedClass,
    provisioner(() => true),
    nodes ? scheduling(minor) : anywhere,
    kubelets,
    owners.watching,
  ]
  const cluster = new ControlPlane({
    controllers: all,
    objects: [...objects, ...(nodes ?? [anywhereNode()])],
    now,
    minor,
  })
  return { cluster, owners, pace, applied: new Map(), asleep }
}

/** Leaves what sleeps alone, as long as nobody has written to it. */
function leaving(asleep: ReadonlySet<string>, controller: Controller): Controller {
  if (controller.kind !== 'apps/Deployment' || asleep.size === 0) return controller
  return {
    ...controller,
    *reconcile(object, world) {
      const sleeps = object.metadata.generation === 1 && object.metadata.deletionTimestamp === undefined
      if (!sleeps || !asleep.has(nameOfPod(object))) yield* controller.reconcile(object, world)
    },
  }
}

/** A pod that runs and is not ready in the snapshot has its reasons: it stays so. */
function isUnwell(object: KubeObject): boolean {
  if (object.kind !== 'Pod') return false
  const { status } = object as Pod
  return status?.phase === 'Running' && conditionOf(status.conditions, 'Ready')?.status !== 'True'
}
