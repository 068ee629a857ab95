import {
  type Answer,
  type Change,
  type Controller,
  groupKindOf,
  keyOf,
  type ObjectKey,
  OK,
  type Step,
  succeeded,
  type World,
} from '../controllers/controller.ts'
import type { Measurements } from '../controllers/horizontalpodautoscaler/measured.ts'
import { controllerOf } from '../controllers/ownership.ts'
import type { Json } from '../resource/json.ts'
import { jsonOf, type KubeObject, type ObjectRef, refOf } from '../resource/object.ts'
import { DEFAULT_MINOR, type Minor, parseMinor } from '../resource/version.ts'
import type { Question, ReviewAnswer } from './access.ts'
import { Clock } from './clock.ts'
import { controllersWith } from './controllers.ts'
import { type KubeletOptions, kubelet } from './kubelet.ts'
import { type Manifest, soundManifest, soundRef } from './manifest.ts'
import {
  type ApplyOptions,
  type DeleteOptions,
  type PatchType,
  type RequestOptions,
  Requests,
  type WriteOptions,
} from './requests.ts'
import { scheduling } from './scheduling.ts'
import type { Entry, Happening, Outcome } from './timeline.ts'
import { type Timer, type Work, WorkQueue } from './work-queue.ts'
import { IndexedWorld } from './world.ts'

export interface Options {
  /** Instead of all that drydock knows, a scheduler and kubelets. */
  readonly controllers?: readonly Controller[]
  /** What is there already. The order of this list means nothing. */
  readonly objects?: readonly Manifest[]
  readonly now?: string
  /** `1.36` */
  readonly version?: string
  readonly minor?: Minor
  /** What pods do once they have a node: they start and become ready, unless told otherwise. */
  readonly nodes?: KubeletOptions
  /** What autoscalers are told. Without it nothing is measured. */
  readonly metrics?: Measurements
  /** `false`: what is not here does not exist, be it a namespace, a class or an account. */
  readonly openWorld?: boolean
}

/**
 * So many looks may be taken while the clock stands still, for each object that is there and each
 * pod that is wanted. Rolling out n pods that are ready at once takes some 40 looks for each of them.
 */
const LOOKS_EACH = 100

const ANY = (): boolean => true
const IS_PACE = ({ pace }: Timer): boolean => pace
const IS_PLANNED = ({ retry }: Timer): boolean => !retry

interface Watcher {
  readonly rank: number
  readonly watch: (change: Change, world: World) => Iterable<ObjectKey>
}

const ITSELF: Watcher['watch'] = ({ object }) => [keyOf(object)]

/** What controllers write they have made of what they read. */
const TYPED = { typed: true } as const

export interface PatchOptions extends RequestOptions {
  readonly type: PatchType
}

/** A Kubernetes control plane in memory, on a virtual clock. See `index.ts` for how it works. */
export class ControlPlane {
  readonly world: IndexedWorld
  readonly requests: Requests
  readonly timeline: Entry[] = []
  readonly #clock: Clock
  readonly #queue = new WorkQueue()
  readonly #controllers: readonly Controller[]
  readonly #observers: readonly Controller[]
  /** Who wants to hear of changes, by kind. */
  readonly #watchers = new Map<string, readonly Watcher[]>()
  /** The latest entry about each object: the scheduler places pods for what happened to them, not to it. */
  readonly #latest = new Map<string, number>()
  #by = 'user'
  #cause: number | undefined

  constructor(options: Options = {}) {
    const { objects = [], now = '2026-01-01T00:00:00Z', openWorld = true, nodes } = options
    const minor = options.minor ?? minorOf(options.version)
    const { controllers = [...controllersWith(options.metrics), scheduling(minor), kubelet(nodes)] } = options
    this.#controllers = controllers
    this.#observers = controllers.filter(({ observe }) => observe)
    const start = Date.parse(now)
    if (Number.isNaN(start)) throw new RangeError(`${now} is no time such as 2026-01-01T00:00:00Z`)
    this.#clock = new Clock(start)
    this.world = new IndexedWorld(this.#clock, minor)
    this.requests = new Requests(this.#clock, this.world, { openWorld })
    this.requests.watch(change => this.#notice(change))
    for (const { object, body } of objects.map(withHead).sort(byIdentity)) {
      this.#ask('load', refOf(object), () => this.requests.load(object, { body }))
    }
  }

  get now(): number {
    return this.#clock.now
  }

  create = (manifest: Manifest, options: WriteOptions = {}): Answer =>
    this.#write('create', manifest, options, (object, how) => this.requests.create(object, how))
  update = (manifest: Manifest, options: WriteOptions = {}): Answer =>
    this.#write('update', manifest, options, (object, how) => this.requests.update(object, how))
  updateStatus = (manifest: Manifest, options: WriteOptions = {}): Answer =>
    this.#write('update status', manifest, options, (object, how) => this.requests.updateStatus(object, how))
  apply = (manifest: Manifest, options: ApplyOptions = {}): ReturnType<Requests['apply']> =>
    this.#write('apply', manifest, options, (object, how) => this.requests.apply(object, how))
  patch = (ref: ObjectRef, patch: Json, how: PatchType | PatchOptions): Answer => {
    const { type, ...options } = typeof how === 'string' ? { type: how } : how
    return this.#ask('patch', soundRef(ref), () => this.requests.patch(soundRef(ref), patch, type, options))
  }
  scale = (ref: ObjectRef, replicas: number, options: RequestOptions = {}): Answer =>
    this.#ask('scale', soundRef(ref), () => this.requests.scale(soundRef(ref), replicas, options))
  delete = (ref: ObjectRef, options: DeleteOptions = {}): Answer =>
    this.#ask('delete', soundRef(ref), () => this.requests.delete(soundRef(ref), options))
  evict = (ref: ObjectRef, options: DeleteOptions = {}): Answer =>
    this.#ask('evict', soundRef(ref), () => this.requests.evict(soundRef(ref), options))

  /** May somebody do something? A SubjectAccessReview. */
  review = (question: Question): ReviewAnswer => this.requests.review(question)

  get = (ref: ObjectRef): KubeObject | undefined => this.requests.read(soundRef(ref))
  list = (apiVersion: string, kind: string, namespace?: string): readonly KubeObject[] =>
    this.requests.list(apiVersion, kind, namespace)

  /** Works until nothing more happens at this time. Timers stay, except for controllers' own rhythms, which belong here. */
  settle(): Outcome {
    for (;;) {
      const outcome = this.#drain()
      if (outcome.outcome === 'stalled') return outcome
      const timer = this.#queue.nextTimer(IS_PACE)
      if (!timer) return outcome
      this.#clock.moveTo(timer.at)
      this.#queue.release(this.now)
    }
  }

  /** Lets time pass; every timer that comes due on the way does its work at its own moment. */
  advance({ seconds }: { readonly seconds: number }): Outcome {
    return this.advanceTo(this.now + seconds * 1000)
  }

  advanceTo(time: number): Outcome {
    for (;;) {
      const outcome = this.settle()
      if (outcome.outcome === 'stalled') return outcome
      const timer = this.#queue.nextTimer(ANY)
      if (!timer || timer.at > time) {
        this.#clock.moveTo(time)
        return outcome
      }
      this.#clock.moveTo(timer.at)
      this.#queue.release(this.now)
    }
  }

  /** When the next timer is due, in milliseconds; undefined when nothing is waiting. */
  get nextTimer(): number | undefined {
    return this.#queue.nextTimer(ANY)?.at
  }

  /** The same, back-offs after refusals left aside. */
  get nextPlannedTimer(): number | undefined {
    return this.#queue.nextTimer(IS_PLANNED)?.at
  }

  #drain(): Outcome {
    let patience = LOOKS_EACH * (this.world.size + 50)
    let extended = false
    for (let work = this.#queue.take(); work; work = this.#queue.take()) {
      if ((patience -= 1) < 0) {
        if (extended) return { outcome: 'stalled', why: 'livelock', about: [this.#refOf(work)] }
        extended = true
        patience = LOOKS_EACH * wantedPods(this.world)
      }
      this.#reconcile(work)
    }
    return { outcome: 'settled' }
  }

  #reconcile(work: Work): void {
    const controller = this.#controllers[work.rank]
    if (!controller) return
    const object = this.#objectOf(controller, work)
    const steps = object ? controller.reconcile(object, this.world) : controller.gone?.(work, this.world)
    if (!steps) return
    this.#by = controller.name
    this.#cause = work.cause
    let failed = false
    let answer: Answer = OK
    for (let next = steps.next(answer); !next.done; next = steps.next(answer)) {
      const step = next.value
      answer = this.#carryOut(step, work)
      if (step.do === 'retry') failed = true
      else if (step.do === 'update' && answer.code === 409) this.#queue.add(work)
    }
    if (!failed) this.#queue.forget(work)
    this.#by = 'user'
    this.#cause = undefined
  }

  #carryOut(step: Step, work: Work): Answer {
    switch (step.do) {
      case 'create':
        return this.create(step.object, TYPED)
      case 'update':
        return this.update(step.object, step.subresource ? { ...TYPED, subresource: step.subresource } : TYPED)
      case 'update status':
        return this.updateStatus(step.object, TYPED)
      case 'delete':
        return this.delete(step.ref, step)
      case 'bind':
        this.#cause = this.#latest.get(idOf(step.ref)) ?? this.#cause
        return this.#ask('bind', step.ref, () => this.requests.bind(step.ref, step.node))
      case 'event':
        this.#record({ what: 'event', event: step.event })
        return OK
      case 'tie':
        this.#record({ what: 'tie', picked: step.picked, among: step.among })
        return OK
      case 'again':
        this.#queue.addAt(work, this.now + step.afterSeconds * 1000, step.pace ?? false)
        return OK
      case 'retry':
        this.#queue.addAfterFailure(work, this.now)
        return OK
    }
  }

  /** What is handed in may be anything. */
  #write<A extends Answer, O extends WriteOptions>(
    request: string,
    manifest: Manifest,
    options: O,
    carryOut: (object: KubeObject, options: O) => A,
  ): A {
    if (options.typed) return this.#ask(request, refOf(manifest), () => carryOut(manifest, options))
    const { object, body } = withHead(manifest)
    return this.#ask(request, refOf(object), () => carryOut(object, { ...options, body }))
  }

  #ask<A extends Answer>(request: string, about: ObjectRef, carryOut: () => A): A {
    const answer = carryOut()
    if (!succeeded(answer)) this.#record({ what: 'refused', request, about, answer })
    return answer
  }

  /** The store reports a write: the indexes take it in, and whoever watches is put in the queue. */
  #notice(change: Change): void {
    this.world.apply(change)
    const cause = this.#record({ what: 'change', change })
    if (change.type === 'deleted') this.#latest.delete(idOf(refOf(change.object)))
    else this.#latest.set(idOf(refOf(change.object)), cause)
    const kind = groupKindOf(change.object)
    for (const controller of this.#observers) controller.observe?.(change, this.now)
    for (const { rank, watch } of this.#watchersOf(kind)) {
      for (const { namespace, name } of watch(change, this.world)) this.#queue.add({ namespace, name, rank, cause })
    }
  }

  #watchersOf(kind: string): readonly Watcher[] {
    let watchers = this.#watchers.get(kind)
    if (!watchers) {
      watchers = this.#controllers.flatMap(({ kind: own, watches }, rank) => {
        const watch = watches?.[kind] ?? watches?.['*'] ?? (own === kind ? ITSELF : undefined)
        return watch ? [{ rank, watch }] : []
      })
      this.#watchers.set(kind, watchers)
    }
    return watchers
  }

  #record(happening: Happening): number {
    const id = this.timeline.length
    const cause = this.#cause === undefined ? {} : { cause: this.#cause }
    this.timeline.push({ id, at: this.now, by: this.#by, ...cause, ...happening })
    return id
  }

  /** Controllers of every kind (`*`) go by uid, all others by namespace and name. */
  #objectOf(controller: Controller, { namespace, name }: Work): KubeObject | undefined {
    return controller.kind === '*' ? this.world.withUid(name) : this.world.get(controller.kind, namespace, name)
  }

  #refOf({ rank, namespace, name }: Work): ObjectRef {
    const kind = this.#controllers[rank]?.kind ?? ''
    const object = this.world.get(kind, namespace, name)
    return object ? refOf(object) : { apiVersion: '', kind, namespace, name }
  }
}

function minorOf(version: string | undefined): Minor {
  if (version === undefined) return DEFAULT_MINOR
  const minor = parseMinor(version)
  if (minor === undefined) throw new RangeError(`${version} is not a Kubernetes version such as 1.36`)
  return minor
}

/** Replicas of everything that nothing else controls. */
function wantedPods(world: IndexedWorld): number {
  let count = 0
  for (const object of world.everything()) {
    if (controllerOf(object)) continue
    const { spec } = object as KubeObject & { spec?: { replicas?: number; parallelism?: number } }
    count += spec?.replicas ?? spec?.parallelism ?? 0
  }
  return count
}

const idOf = (ref: ObjectRef): string => `${groupKindOf(ref)} ${ref.namespace ?? ''}/${ref.name}`

interface Headed {
  readonly object: KubeObject
  readonly body: Json
}

const withHead = (manifest: Manifest): Headed => ({
  object: soundManifest(manifest),
  body: jsonOf(manifest),
})

/** Definitions first: the objects they define are read by them. */
function byIdentity({ object: a }: Headed, { object: b }: Headed): number {
  const left = `${a.kind === 'CustomResourceDefinition' ? 0 : 1} ${idOf(refOf(a))}`
  const right = `${b.kind === 'CustomResourceDefinition' ? 0 : 1} ${idOf(refOf(b))}`
  return left < right ? -1 : left > right ? 1 : 0
}
