import type { ControlPlane } from '../../../src/control-plane/index.ts'
import { groupKindOf } from '../../../src/controllers/controller.ts'
import type { JsonObject } from '../../../src/resource/json.ts'
import type { Pod } from '../../../src/resource/kinds.ts'
import type { KubeObject } from '../../../src/resource/object.ts'
import { aggregateChanges, aggregateFinal, aggregateName } from './aggregate.ts'
import { NAMESPACE, UNLISTED } from './home.ts'
import type { CanonicalNames } from './names.ts'
import type { Scenario } from './scenario.ts'
import { differences, viewOf } from './view.ts'

/** What the recordings show of a cluster: its objects as views, and how they differ between two moments. */
export class Observer {
  readonly #scenario: Scenario
  readonly #cluster: ControlPlane
  readonly #names: CanonicalNames
  #passed = 0

  constructor(scenario: Scenario, cluster: ControlPlane, names: CanonicalNames) {
    this.#scenario = scenario
    this.#cluster = cluster
    this.#names = names
  }

  snapshot(): Map<string, KubeObject> {
    const objects = new Map<string, KubeObject>()
    for (const object of this.#cluster.world.everything()) {
      if (this.#isTraced(object)) objects.set(object.metadata.uid ?? '', object)
    }
    return objects
  }

  #isTraced(object: KubeObject): boolean {
    if (object.kind === 'LimitRange') return false
    if (object.kind === 'Node') return this.#tracesNodes
    if (object.kind === 'Namespace') return object.metadata.name === NAMESPACE
    return object.metadata.namespace === NAMESPACE && !UNLISTED.has(`${object.kind}/${object.metadata.name}`)
  }

  get #tracesNodes(): boolean {
    const names = this.#scenario.world.filter(({ kind }) => kind === 'Node').map(({ metadata }) => metadata.name)
    const plain = names.length === 1 && names[0] === 'n1' && !this.#scenario.steps.some(step => step.kind === 'Node')
    return !plain || this.#scenario.world.some(({ kind }) => kind === 'DaemonSet')
  }

  changesSince(before: Map<string, KubeObject>, tick: number): JsonObject[] {
    const after = this.snapshot()
    const changes: JsonObject[] = []
    const counts = new Map<string, JsonObject & { count: number }>()
    const aggregated = (object: KubeObject) =>
      this.#scenario.podNames === 'aggregate' && object.kind === 'Pod' && aggregateName(object as Pod, this.#names)
    for (const uid of new Set([...before.keys(), ...after.keys()])) {
      const from = before.get(uid)
      const to = after.get(uid)
      const object = to ?? from!
      if (tick === 0 && (object.kind === 'Node' || object.kind === 'Namespace')) continue
      if (from === to) continue
      const group = aggregated(object)
      if (group) {
        for (const what of aggregateChanges(from as Pod | undefined, to as Pod | undefined, this.#names)) {
          count(counts, group, what)
        }
        continue
      }
      const head = { kind: object.kind, name: this.#names.of(object) }
      if (!from) changes.push({ ...head, what: 'created', value: viewOf(to!, this.#names, false) })
      else if (!to) changes.push({ ...head, what: 'deleted' })
      else {
        for (const change of differences(viewOf(from, this.#names, false), viewOf(to, this.#names, false))) {
          changes.push({ ...head, ...change })
        }
      }
    }
    return [...changes, ...counts.values(), ...this.#passing(before, after)]
  }

  /** What came and went inside this tick. */
  *#passing(before: Map<string, KubeObject>, after: Map<string, KubeObject>): Generator<JsonObject> {
    const counts = new Map<string, JsonObject & { count: number }>()
    const { timeline } = this.#cluster
    for (let index = this.#passed; index < timeline.length; index += 1) {
      const entry = timeline[index]!
      if (entry.what !== 'change' || entry.change.type !== 'deleted') continue
      const { object } = entry.change
      const uid = object.metadata.uid ?? ''
      if (before.has(uid) || after.has(uid) || !this.#isTraced(object)) continue
      const group =
        this.#scenario.podNames === 'aggregate' && object.kind === 'Pod' && aggregateName(object as Pod, this.#names)
      if (group) count(counts, group, 'created and deleted')
      else yield { kind: object.kind, name: this.#names.of(object), what: 'created and deleted' }
    }
    this.#passed = timeline.length
    yield* counts.values()
  }

  final(): JsonObject[] {
    const views: JsonObject[] = []
    const pods: Pod[] = []
    for (const object of this.snapshot().values()) {
      if (groupKindOf(object) === 'Namespace') continue
      if (
        object.kind === 'Pod' &&
        this.#scenario.podNames === 'aggregate' &&
        aggregateName(object as Pod, this.#names)
      ) {
        pods.push(object as Pod)
      } else views.push({ kind: object.kind, name: this.#names.of(object), ...viewOf(object, this.#names, true) })
    }
    return [...views, ...aggregateFinal(pods, this.#names)]
  }
}

function count(counts: Map<string, JsonObject & { count: number }>, name: string, what: string): void {
  const id = `${name} ${what}`
  const counted = counts.get(id)
  if (counted) counted.count += 1
  else counts.set(id, { kind: 'Pod', name, what, count: 1 })
}
