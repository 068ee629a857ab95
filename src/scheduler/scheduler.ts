import type { Cluster } from './cluster.ts'
import type { Decision, Explanation } from './decision.ts'
import { type Filtering, filterNodes } from './filtering.ts'
import { Histogram, unschedulableMessage } from './message.ts'
import type { Pod } from './objects.ts'
import { preempt } from './plugins/default-preemption.ts'
import { resourceClaimsOf } from './plugins/dynamic-resources.ts'
import { GATED_MESSAGE, schedulingGates } from './plugins/scheduling-gates.ts'
import { claimsOf } from './plugins/volume-binding.ts'
import type { PodInfo } from './pod-info.ts'
import { type Profile, profileOf } from './profile.ts'
import { bestOf, explainScores, rankNodes, scoreNodes } from './scoring.ts'
import { ShapeView } from './shape-view.ts'
import { findVolumes } from './volume-match.ts'

/** So many nodes are remembered, over all shapes: about 60 bytes each, 240 MB at most. */
const KEPT_NODES = 4_000_000
/** The least number of shapes, however many nodes there are. */
const KEPT_VIEWS = 64

export interface Question {
  /** Milliseconds since 1970: pods that have not started count as started now. */
  readonly now: number
  /** Also say what every node and plugin had to say. */
  readonly explain?: boolean
}

/** kube-scheduler with its default profile: says where a pod goes, and changes nothing. */
export class Scheduler {
  readonly #cluster: Cluster
  readonly #profile: Profile
  readonly #views = new Map<number, ShapeView>()

  constructor(cluster: Cluster) {
    this.#cluster = cluster
    this.#profile = profileOf(cluster.release)
  }

  decide(given: Pod, { now, explain = false }: Question): Decision {
    const cluster = this.#cluster
    const info = cluster.read(given)
    const { pod } = info
    const { minor } = cluster.release
    if (schedulingGates(info, minor)) return GATED
    if (minor >= 34 && pod.spec.resourceClaims?.length) {
      const claims = resourceClaimsOf(info, cluster)
      if ('reasons' in claims)
        return {
          ...NOTHING,
          outcome: 'gated',
          message: claims.reasons.join(', '),
          rejected: claims,
          rejectedBy: [claims.plugin],
        }
    }
    if (cluster.nodes.length === 0) return { ...NOTHING, message: 'no nodes available to schedule pods' }
    const view = this.#viewOf(info)
    const filtering = filterNodes(info, { cluster, profile: this.#profile, view, explain })
    if (filtering.error) {
      const { plugin, reasons } = filtering.error
      const text =
        minor >= 21 ? `running "${plugin}" filter plugin` : `running "${plugin}" filter plugin for pod "${info.name}"`
      const message = `${text}: ${reasons.join(', ')}`
      return { ...NOTHING, message, rejectedBy: [plugin], explanation: this.#explain(filtering, explain) }
    }
    if (filtering.feasible.length === 0) return this.#fail(info, filtering, view, { now, explain })
    const promised = minor >= 22 ? cluster.node(pod.status?.nominatedNodeName ?? '') : undefined
    const keepsPromise = promised !== undefined && filtering.feasible.includes(promised.index)
    const feasible = keepsPromise ? Int32Array.of(promised.index) : filtering.feasible
    return this.#bind(info, { ...filtering, feasible }, view, explain)
  }

  #viewOf(pod: PodInfo): ShapeView {
    const { id } = pod.shape
    let view = this.#views.get(id)
    if (view?.isValid) view.refresh()
    else view = new ShapeView(pod, this.#cluster, this.#profile)
    this.#views.delete(id)
    this.#views.set(id, view)
    const most = Math.max(KEPT_VIEWS, KEPT_NODES / this.#cluster.nodes.length)
    if (this.#views.size > most) this.#views.delete(this.#views.keys().next().value ?? id)
    return view
  }

  #bind(pod: PodInfo, filtering: Filtering, view: ShapeView, explain: boolean): Decision {
    const cluster = this.#cluster
    const { feasible } = filtering
    const scene = { cluster, profile: this.#profile, view }
    const scoring = explain && feasible.length > 1 ? scoreNodes(pod, feasible, scene) : undefined
    const totals = feasible.length > 1 ? (scoring?.totals ?? rankNodes(pod, feasible, scene)) : undefined
    const indexes = totals ? bestOf(feasible, totals) : [feasible[0]!]
    const best = indexes.map(index => cluster.nodes[index]!.name)
    const node = cluster.nodes[indexes[0]!]!
    const claims = claimsOf(pod, cluster)
    const volumes = claims && !('reasons' in claims) ? findVolumes(claims, node, cluster) : undefined
    const chosen = volumes && !('error' in volumes) ? volumes : undefined
    const scores = scoring ? explainScores(cluster, feasible, scoring) : undefined
    return {
      ...NOTHING,
      outcome: 'bound',
      node: node.name,
      best,
      message: undefined,
      volumes: chosen?.bindings ?? NO_VOLUMES,
      provisions: chosen?.provisions ?? [],
      explanation: this.#explain(filtering, explain, scores),
    }
  }

  #fail(pod: PodInfo, filtering: Filtering, view: ShapeView, { now, explain = false }: Question): Decision {
    const cluster = this.#cluster
    const { release } = cluster
    const histogram = new Histogram()
    for (const verdict of filtering.verdicts) if (verdict) histogram.add(verdict)
    const parts = { release, nodes: cluster.nodes.length, rejected: filtering.rejected, histogram }
    const rejectedBy = rejecters(filtering)
    const base = {
      ...NOTHING,
      rejectedBy,
      rejected: filtering.rejected,
      explanation: this.#explain(filtering, explain),
    }
    // Rejected before it had a say, DynamicResources has nothing to look at and fails; preemption is not reached.
    if (release.dynamicResources && filtering.rejected)
      return { ...base, message: unschedulableMessage({ ...parts, postFilter: 'not found' }) }
    const result = preempt(pod, filtering, { cluster, view, now })
    if (result.kind === 'found') {
      const { chosen, preemption } = result
      return {
        ...base,
        outcome: 'preempting',
        node: chosen.node,
        best: preemption.best,
        message: unschedulableMessage({ ...parts, postFilter: '' }),
        victims: chosen.pods.map(({ key }) => key),
        preemption,
      }
    }
    const claims = release.dynamicResources ? 'no new claims to deallocate, ' : ''
    return {
      ...base,
      message: unschedulableMessage({ ...parts, postFilter: `${claims}preemption: ${result.message}` }),
      preemption: result.kind === 'none' ? result.preemption : undefined,
    }
  }

  #explain(filtering: Filtering, wanted: boolean, scores: Explanation['scores'] = new Map()): Explanation | undefined {
    if (!wanted) return undefined
    const filters = new Map<string, NonNullable<(typeof filtering.verdicts)[number]>>()
    const excluded: string[] = []
    for (const [index, verdict] of filtering.verdicts.entries()) {
      const { name } = this.#cluster.nodes[index]!
      if (verdict && verdict === filtering.excluded) excluded.push(name)
      else if (verdict) filters.set(name, verdict)
    }
    return { filters, excluded, excludedBy: filtering.excludedBy, scores }
  }
}

function rejecters({ rejected, verdicts, excludedBy }: Filtering): string[] {
  const plugins = new Set(rejected ? [rejected.plugin] : excludedBy)
  for (const verdict of verdicts) if (verdict) plugins.add(verdict.plugin)
  return [...plugins].sort()
}

const NO_VOLUMES: ReadonlyMap<string, string> = new Map()

const NOTHING: Decision = {
  outcome: 'unschedulable',
  node: undefined,
  best: [],
  message: undefined,
  victims: [],
  volumes: NO_VOLUMES,
  provisions: [],
  rejectedBy: [],
  preemption: undefined,
  rejected: undefined,
  explanation: undefined,
}

const GATED: Decision = { ...NOTHING, outcome: 'gated', message: GATED_MESSAGE, rejectedBy: ['SchedulingGates'] }
