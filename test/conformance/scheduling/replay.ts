import type { KubeObject } from '../../../src/resource/object.ts'
import { parseMinor } from '../../../src/resource/version.ts'
import { Cluster } from '../../../src/scheduler/cluster.ts'
import type { Decision } from '../../../src/scheduler/decision.ts'
import { keyOf, type PersistentVolume, type PersistentVolumeClaim, type Pod } from '../../../src/scheduler/objects.ts'
import { Scheduler } from '../../../src/scheduler/scheduler.ts'
import { admit } from './admit.ts'

export interface Verdicts {
  plugin: string
  code: string
  reasons: string[]
  nodes: string[]
}

export interface Want {
  outcome: 'bound' | 'unschedulable' | 'gated' | 'preset' | 'preempting'
  node: string | null
  best?: string[]
  scores?: Record<string, Record<string, number>>
  raw?: Record<string, Record<string, number>>
  filters?: Verdicts[]
  prefilter?: string
  excluded?: string[]
  rejectedBy?: string[]
  message?: string
  volumes?: Record<string, string>
  nominatedNodeName?: string
  victims?: string[]
  preemption?: {
    candidates: { node: string; pdbViolations: number; victims: string[] }[]
    best?: string[]
  }
}

export interface Scenario {
  id: string
  version: string
  features: string[]
  world: KubeObject[]
  pods: { object: Pod; want: Want }[]
}

/** The moment at which pods are compared that have not started; later than any recorded start. */
const NOW = Date.parse('2100-01-01T00:00:00Z')

/** Asks for each pod of a scenario, then makes true what the real scheduler did, so that the next pod finds its world. */
export function* replay({
  version,
  world,
  pods,
}: Scenario): Generator<{ pod: Pod; want: Want; decision: Decision | undefined }> {
  const minor = parseMinor(version) ?? 36
  const cluster = new Cluster({ minor, objects: namespaces(minor) })
  for (const object of world) cluster.put(object.kind === 'Pod' ? admit(object as Pod, world, minor) : object)
  const scheduler = new Scheduler(cluster)
  for (const { object, want } of pods) {
    const pod = admit(object, world, minor)
    const decision = pod.spec.nodeName ? undefined : scheduler.decide(pod, { now: NOW, explain: true })
    yield { pod: object, want, decision }
    for (const key of want.victims ?? []) {
      const [namespace, name] = key.split('/')
      cluster.remove({ apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name } } as KubeObject)
    }
    for (const [claim, volume] of Object.entries(want.volumes ?? {})) bind(cluster, claim, volume, want.node ?? '')
    if (want.node) cluster.put({ ...pod, spec: { ...pod.spec, nodeName: want.node } } as Pod)
  }
}

function namespaces(minor: number): KubeObject[] {
  const labels: Record<string, Record<string, string>> = {
    default: {},
    'team-a': { team: 'a', env: 'prod' },
    'team-b': { team: 'b', env: 'dev' },
    'kube-system': {},
    'kube-public': {},
    'kube-node-lease': {},
  }
  return Object.entries(labels).map(([name, own]) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: minor >= 21 ? { ...own, 'kubernetes.io/metadata.name': name } : own },
  }))
}

/** The claim gets its volume; one that does not exist yet was made for it, in the node's zone. */
function bind(cluster: Cluster, claimKey: string, volumeName: string, nodeName: string): void {
  const { claims, volumes } = cluster.storage
  const claim = claims.get(claimKey)
  if (!claim) return
  const { name, namespace } = claim.metadata
  const volume = volumes.get(volumeName) ?? provisioned(volumeName, claim, cluster.node(nodeName)?.labels ?? {})
  cluster.put({
    ...volume,
    spec: { ...volume.spec, claimRef: { name, namespace } },
    status: { phase: 'Bound' },
  } as PersistentVolume)
  cluster.put({
    ...claim,
    metadata: {
      ...claim.metadata,
      annotations: { ...claim.metadata.annotations, 'pv.kubernetes.io/bind-completed': 'yes' },
    },
    spec: { ...claim.spec, volumeName },
    status: { phase: 'Bound' },
  } as PersistentVolumeClaim)
}

const ZONE = 'topology.kubernetes.io/zone'

function provisioned(
  name: string,
  { metadata, spec }: PersistentVolumeClaim,
  labels: Record<string, string>,
): PersistentVolume {
  const zone = labels[ZONE]
  const terms = [{ matchExpressions: [{ key: ZONE, operator: 'In', values: [zone ?? ''] }] }]
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      capacity: { storage: spec.resources?.requests?.['storage'] },
      accessModes: spec.accessModes ?? [],
      storageClassName: spec.storageClassName ?? '',
      volumeMode: spec.volumeMode ?? 'Filesystem',
      csi: { driver: 'csi.example.com', volumeHandle: keyOf(metadata) },
      ...(zone === undefined ? {} : { nodeAffinity: { required: { nodeSelectorTerms: terms } } }),
    },
  }
}
