import { ControlPlane } from '../../../src/control-plane/control-plane.ts'
import { controllers } from '../../../src/control-plane/controllers.ts'
import { kubelet } from '../../../src/control-plane/kubelet.ts'
import { scheduling } from '../../../src/control-plane/scheduling.ts'
import type { Entry } from '../../../src/control-plane/timeline.ts'
import { type Answer, keyOf, OK } from '../../../src/controllers/controller.ts'
import type { Json, JsonObject } from '../../../src/resource/json.ts'
import type { Pod } from '../../../src/resource/kinds.ts'
import type { KubeObject, ObjectRef } from '../../../src/resource/object.ts'
import { aggregateName } from './aggregate.ts'
import { EventCorrelator } from './event-correlator.ts'
import { HOME, NAMESPACE } from './home.ts'
import { CanonicalNames } from './names.ts'
import { Observer } from './observer.ts'
import { rollBack } from './rollback.ts'
import type { KubeletModel, RecordedEvent, Result, Scenario, ScenarioStep, Tick } from './scenario.ts'
import { ScriptedKubelet } from './scripted-kubelet.ts'

export interface Replayed {
  readonly trace: Tick[]
  readonly events: RecordedEvent[]
  readonly results: Result[]
  readonly final: JsonObject[]
  readonly stalled: boolean
  /** Real names of what is named after a hash. */
  readonly names: ReadonlyMap<string, string>
}

const TICK_SECONDS = 1.2
const HASHED = new Set(['ReplicaSet', 'ControllerRevision'])
const CLUSTER_SCOPED = new Set(['Node', 'Namespace', 'PersistentVolume', 'StorageClass'])
const API_VERSIONS: Record<string, string> = {
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ControllerRevision: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  PodDisruptionBudget: 'policy/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  EndpointSlice: 'discovery.k8s.io/v1',
}

/** Plays one scenario and tells what changed in each tick. */
export class Replay {
  readonly #scenario: Scenario
  readonly #cluster: ControlPlane
  readonly #names = new CanonicalNames()
  readonly #kubelet: ScriptedKubelet
  readonly #observer: Observer
  readonly #results: Result[] = []
  /** Creates that were let in are recorded only beside others that were not. */
  readonly #created: Result[] = []
  #refusedCreates = false
  readonly #events = new Map<string, RecordedEvent & { count: number }>()
  readonly #correlator = new EventCorrelator()
  readonly #hashedNames = new Map<string, string>()
  #tick = 0
  #read = 0

  constructor(scenario: Scenario) {
    this.#scenario = scenario
    const removesPods = scenario.kubelet.termination === 'instant'
    const start = Date.parse('2026-01-01T00:00:00Z') + (scenario.startSecond ?? 0) * 1000
    this.#cluster = new ControlPlane({
      controllers: [...controllers, scheduling(36), kubelet({ startsPods: false, removesPods })],
      now: new Date(start).toISOString(),
      openWorld: false,
      objects: HOME,
    })
    this.#observer = new Observer(scenario, this.#cluster, this.#names)
    this.#kubelet = new ScriptedKubelet(this.#cluster, this.#names, scenario.kubelet)
  }

  run(): Replayed {
    const trace: Tick[] = []
    const last = Math.max(0, ...this.#scenario.steps.map(({ tick }) => tick))
    const { tickSeconds } = this.#scenario.kubelet
    const start = this.#cluster.now
    let stalled = false
    for (this.#tick = 0; this.#tick < 500; this.#tick += 1) {
      const before = this.#observer.snapshot()
      const steps = this.#scenario.steps.filter(({ tick }) => tick === this.#tick)
      let waited = 0
      if (this.#tick === 0) this.#createWorld()
      else if (steps.length > 0) {
        for (const [op, step] of steps.entries()) {
          if (step.do === 'wait') waited += step.seconds ?? 0
          else this.#step(step, op)
        }
      } else if (!this.#kubelet.turn() && this.#tick > last) {
        if (!tickSeconds) this.#takeTime()
        this.#readTimeline() // the idle tick at the end shows nothing but events
        break
      }
      const outcome = this.#cluster.settle()
      if (waited > 0) this.#cluster.advance({ seconds: waited })
      else if (!tickSeconds) this.#takeTime()
      if (tickSeconds) this.#cluster.advanceTo(start + (this.#tick + 1) * tickSeconds * 1000 - 1)
      this.#readTimeline()
      trace.push({ tick: this.#tick, changes: this.#observer.changesSince(before, this.#tick) })
      if (outcome.outcome === 'stalled') {
        stalled = true
        break
      }
      if (tickSeconds) this.#cluster.advanceTo(start + (this.#tick + 1) * tickSeconds * 1000)
    }
    return {
      trace,
      events: [...this.#events.values()],
      results: this.#refusedCreates ? [...this.#created, ...this.#results] : this.#results,
      final: this.#observer.final(),
      stalled,
      names: this.#hashedNames,
    }
  }

  /** Ordinary ticks took up to two seconds, in which what was refused was tried again; it matters only where no timer is near. */
  #takeTime(): void {
    const { nextPlannedTimer, now } = this.#cluster
    if (nextPlannedTimer === undefined || nextPlannedTimer > now + 60_000)
      this.#cluster.advance({ seconds: TICK_SECONDS })
  }

  #createWorld(): void {
    for (const object of this.#scenario.world) {
      this.#create(object, 0)
      if (object.kind === 'CronJob' && 'status' in object) this.#writeStatus(object)
    }
  }

  /** A CronJob of the world may have run before. */
  #writeStatus(object: KubeObject): void {
    const filled = fill(object, this.#cluster)
    const { namespace: _, ...rest } = filled.metadata
    this.#cluster.requests.updateStatus({ ...filled, metadata: { ...rest, namespace: NAMESPACE } })
  }

  #create(object: KubeObject, op: number): void {
    const filled = fill(object, this.#cluster)
    const cluster = CLUSTER_SCOPED.has(filled.kind)
    const metadata = cluster ? filled.metadata : { ...filled.metadata, namespace: NAMESPACE }
    const placed = { ...filled, metadata }
    const answer = this.#cluster.create(placed.kind === 'Node' ? readyNode(placed) : placed)
    if (this.#tick > 0 && answer.code < 400) this.#created.push({ tick: this.#tick, op, code: 200 })
    this.#note(answer, op)
    if (answer.code >= 400) this.#refusedCreates = true
  }

  #step(step: ScenarioStep, op: number): void {
    const cluster = this.#cluster
    switch (step.do) {
      case 'create':
        if (step.object) this.#create(step.object, op)
        return
      case 'patch':
        this.#note(cluster.patch(this.#ref(step), fillValue(step.patch ?? {}, cluster), step.type ?? 'merge'), op)
        return
      case 'scale':
        this.#note(cluster.scale(this.#ref(step), step.replicas ?? 0), op)
        return
      case 'delete':
        this.#note(
          cluster.delete(this.#ref(step), {
            propagation: step.propagation ?? 'Background',
            ...(step.gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds: step.gracePeriodSeconds }),
          }),
          op,
        )
        return
      case 'rollback':
        this.#results.push({ tick: this.#tick, op, ...rollBack(cluster, this.#ref(step), step.toRevision ?? 0) })
        return
      case 'evict': {
        const answer = cluster.evict(this.#ref({ ...step, kind: 'Pod', name: step.pod ?? '' }))
        this.#note(answer.code < 400 ? OK : answer, op, true)
        this.#cluster.settle() // the recorded server had counted again before the next eviction came
        return
      }
      case 'podStatus': {
        const pod = this.#pod(step)
        if (pod) this.#kubelet.podStatus(pod, step)
        return
      }
      case 'removeTerminated': {
        const pod = this.#pod(step)
        if (pod) this.#kubelet.remove(pod)
        return
      }
      case 'kubelet':
        this.#kubelet.options = { ...this.#kubelet.options, ...(step.set as KubeletModel) }
        return
    }
  }

  #note(answer: Answer, op: number, always = false): void {
    if (answer.code < 400 && !always) return
    const { status } = answer
    this.#results.push({
      tick: this.#tick,
      op,
      code: answer.code,
      ...(status?.reason ? { reason: status.reason } : {}),
      ...(status ? { message: this.#names.text(status.message) } : {}),
      ...(status?.details?.causes ? { causes: status.details.causes as object as Json } : {}),
    })
  }

  #pod(step: ScenarioStep): Pod | undefined {
    const ref = this.#ref({ ...step, kind: 'Pod', name: step.pod ?? '' })
    return this.#cluster.world.get('Pod', NAMESPACE, ref.name)
  }

  /** From a canonical name to a real one; `web~rs1#*` is the first pod of that group. */
  #ref({ kind = '', name }: ScenarioStep): ObjectRef {
    const apiVersion = API_VERSIONS[kind] ?? 'v1'
    const wanted = name ?? NAMESPACE
    const namespace = CLUSTER_SCOPED.has(kind) ? '' : NAMESPACE
    const found = this.#cluster
      .list(apiVersion, kind, namespace)
      .find(
        object =>
          this.#names.of(object) === wanted ||
          (kind === 'Pod' && wanted.endsWith('*') && aggregateName(object as Pod, this.#names) === wanted),
      )
    return { apiVersion, kind, ...(namespace ? { namespace } : {}), name: found?.metadata.name ?? wanted }
  }

  /** Names what is new and counts events, from where reading stopped last time. */
  #readTimeline(): void {
    const { timeline } = this.#cluster
    for (; this.#read < timeline.length; this.#read += 1) {
      const entry = timeline[this.#read]!
      if (entry.what === 'change') {
        const { type, object } = entry.change
        if (type === 'added') this.#names.add(object)
        if (type === 'added' && HASHED.has(object.kind)) {
          this.#hashedNames.set(this.#names.of(object), object.metadata.name ?? '')
        }
        if (object.kind === 'Pod' && type === 'added') this.#kubelet.created(object as Pod, this.#tick)
        if (object.kind === 'Pod' && object.metadata.deletionTimestamp) this.#kubelet.marked(object as Pod, this.#tick)
      } else if (entry.what === 'event') this.#countEvent(entry)
    }
  }

  #countEvent(entry: Entry & { what: 'event' }): void {
    if (entry.by === 'default-scheduler') return
    const { type, reason, message, about } = entry.event
    const name = this.#names.named(about.kind, about.name)
    const aggregate = this.#scenario.podNames === 'aggregate'
    const canonical = this.#names.text(message)
    const text = aggregate ? canonical.replaceAll(/([#@])\S*\d+/g, '$1*') : canonical
    const sent = this.#correlator.pass(entry, name)
    if (sent === 'dropped') return
    const combined = sent === 'combined' ? `(combined from similar events): ${text}` : text
    const event = { tick: this.#tick, type, reason, message: combined, involvedObject: `${about.kind}/${name}` }
    const id = JSON.stringify(event)
    const counted = this.#events.get(id)
    if (counted) counted.count += 1
    else this.#events.set(id, { ...event, count: 1 })
  }
}

function readyNode(node: KubeObject): KubeObject {
  const name = node.metadata.name ?? ''
  const { status } = node as { status?: { allocatable?: Record<string, string> } }
  const allocatable = {
    cpu: '1000',
    memory: '1000Gi',
    pods: '5000',
    'ephemeral-storage': '1000Gi',
    ...status?.allocatable,
  }
  return {
    ...node,
    metadata: {
      ...node.metadata,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        ...node.metadata.labels,
      },
    },
    status: { allocatable, capacity: allocatable, conditions: [{ type: 'Ready', status: 'True' }] },
  } as KubeObject
}

/** `$uid:Kind/name` and `$now-N` become what they stand for. */
function fill(object: KubeObject, cluster: ControlPlane): KubeObject {
  return fillValue(object, cluster)
}

function fillValue<T>(value: T, cluster: ControlPlane): T {
  const text = JSON.stringify(value)
    .replaceAll(/\$uid:(\w+)\/([\w.-]+)/g, (_, kind: string, name: string) => {
      const found = [...cluster.world.everything()].find(object => object.kind === kind && keyOf(object).name === name)
      return found?.metadata.uid ?? '00000000-0000-4000-8000-000000000000'
    })
    .replaceAll(/\$now([+-]\d+)/g, (_, seconds: string) =>
      new Date(cluster.now + Number(seconds) * 1000).toISOString().replace('.000', ''),
    )
  return JSON.parse(text)
}
