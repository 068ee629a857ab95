import { ControlPlane, type Manifest, scheduling } from '../../control-plane/index.ts'
import { isObject, type Json, type JsonObject } from '../../resource/json.ts'
import type { Minor } from '../../resource/version.ts'
import type { LintObject } from '../lint-object.ts'
import type { PodTemplate } from '../pod-template.ts'
import type { Cluster } from './cluster.ts'

/** The Nodes among the manifests, if all of them say what they have to give. */
export const nodesOf = (cluster: Cluster): readonly LintObject[] => cluster.once(nodesThatGive)

/**
 * Why the scheduler would put a pod onto none of the nodes even if they were empty; undefined if it would, or if it
 * could not be asked. Volumes and other pods are left out: they come and go.
 */
export function whyNowhere(pods: PodTemplate, cluster: Cluster, minor: Minor): string | undefined {
  const pod = podOf(pods)
  const plane = pod && cluster.once(planes).at(minor)
  if (!plane) return undefined
  const ref = { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: NAME }
  if (plane.create(pod).code >= 400) return undefined
  plane.settle()
  const stored = plane.list('v1', 'Pod', 'default').find(({ metadata }) => metadata.name === NAME)
  plane.delete(ref, { gracePeriodSeconds: 0 })
  return refusal(stored)
}

const NAME = 'asked'

function nodesThatGive(cluster: Cluster): readonly LintObject[] {
  const nodes = cluster.all('Node')
  return nodes.every(node => node.get('status', 'allocatable').map) ? nodes : []
}

function podOf({ spec, labels }: PodTemplate): Manifest | undefined {
  const { map } = spec
  if (!map || ELSEWHERE.some(name => map[name] !== undefined && map[name] !== null)) return undefined
  const { affinity, volumes, serviceAccountName, priorityClassName, ...rest } = map
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: NAME, namespace: 'default', labels },
    spec: {
      ...rest,
      ...(Array.isArray(volumes) && { volumes: volumes.map(emptied) }),
      ...(isObject(affinity) && { affinity: { nodeAffinity: affinity['nodeAffinity'] ?? null } }),
    },
  }
}

/** Who is placed by hand, later, by somebody else or with devices is not asked about. */
const ELSEWHERE = ['nodeName', 'schedulingGates', 'schedulerName', 'resourceClaims']

const emptied = (volume: Json): Json =>
  isObject(volume) && (volume['persistentVolumeClaim'] || volume['ephemeral'])
    ? { name: volume['name'] ?? null, emptyDir: {} }
    : volume

function refusal(pod: Manifest | undefined): string | undefined {
  const status = pod && 'status' in pod ? pod.status : undefined
  const conditions = isObject(status) ? status['conditions'] : undefined
  if (!Array.isArray(conditions)) return undefined
  const placed = conditions.find((one): one is JsonObject => isObject(one) && one['type'] === 'PodScheduled')
  const message = placed?.['status'] === 'False' ? placed['message'] : undefined
  // What preemption has to add means nothing where there is nobody to preempt.
  return typeof message === 'string' ? message.split(/ (?:no new claims|preemption:)/)[0] : undefined
}

/** A machine for each release, with the nodes and nothing else. */
const planes = (cluster: Cluster): Planes => new Planes(cluster)

class Planes {
  readonly #cluster: Cluster
  readonly #known = new Map<Minor, ControlPlane>()

  constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  at(minor: Minor): ControlPlane | undefined {
    const nodes = nodesOf(this.#cluster)
    let plane = this.#known.get(minor)
    if (!plane && nodes.length > 0) {
      const objects = nodes.map(({ value, name, labels }) => ({
        ...value,
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name, labels },
      }))
      plane = new ControlPlane({ controllers: [scheduling(minor)], minor, objects })
      this.#known.set(minor, plane)
    }
    return plane
  }
}
