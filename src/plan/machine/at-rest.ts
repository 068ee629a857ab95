import { withRevision, withSize } from '../../controllers/deployment/annotations.ts'
import { templateHash } from '../../controllers/name-hash.ts'
import { controllerReference } from '../../controllers/ownership.ts'
import { podFromTemplate } from '../../controllers/pod-from-template.ts'
import { runningStatus } from '../../node/pod-life.ts'
import type { JsonObject } from '../../resource/json.ts'
import type { Deployment, Pod, PodTemplate, ReplicaSet } from '../../resource/kinds.ts'
import { refOf } from '../../resource/object.ts'
import { timestamp } from '../../resource/pod-state.ts'
import type { Minor } from '../../resource/version.ts'
import type { Assumptions } from '../assumptions.ts'
import type { Machine } from './machine.ts'
import { ANYWHERE } from './nodes.ts'

/** Since this release, statuses say how many pods are going. */
const REPORTS_TERMINATING: Minor = 35

const HASH_LABEL = 'pod-template-hash'

/**
 * Puts the pods of Deployments where they come to anyway when nobody is in their way, so that a world of many of them
 * is soon at rest. It is only a head start: the controllers look at all of it, and put right what is not as they
 * would have it. The server is asked once for each Deployment whether it takes such a pod.
 *
 * Not where a quota counts pods, where nodes decide, or where pods are assumed to do anything but run.
 */
export function headStart({ cluster, asleep }: Machine, assumptions: Assumptions): void {
  const { world } = cluster
  if (world.list('ResourceQuota').length > 0) return
  for (const deployment of [...(world.list('apps/Deployment') as readonly Deployment[])].sort(byName)) {
    const { spec, metadata } = deployment
    const { namespace = '' } = metadata
    const replicas = spec.replicas ?? 1
    const busy = world.selected('Pod', namespace, spec.selector).length > 0
    if (asleep.has(nameOf(deployment)) || replicas === 0 || spec.paused || spec.minReadySeconds || busy) continue
    const set = setOf(deployment, replicas, world.minor)
    const wanted = podFromTemplate(set.spec.template, set)
    const asked = cluster.requests.create(wanted, { dryRun: true, typed: true })
    const pod = asked.object as Pod | undefined
    if (asked.status || !pod || assumptions.behaviour(pod, refOf(deployment)).does !== 'run') continue
    cluster.requests.load(set)
    for (let index = 0; index < replicas; index += 1) cluster.requests.load(running(pod, set, index, world.now))
  }
}

const byName = (a: Deployment, b: Deployment): number => (nameOf(a) < nameOf(b) ? -1 : 1)
const nameOf = ({ metadata }: Deployment): string => `${metadata.namespace ?? ''}/${metadata.name ?? ''}`

/** The ReplicaSet that the controller would make, with all its pods available. */
function setOf(deployment: Deployment, replicas: number, minor: Minor): ReplicaSet {
  const { template, selector } = deployment.spec
  const { name = '', namespace, uid = '' } = deployment.metadata
  const hash = templateHash(template as JsonObject & PodTemplate, minor, deployment.status?.collisionCount)
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash }
  const counts = { replicas, fullyLabeledReplicas: replicas, readyReplicas: replicas, availableReplicas: replicas }
  const set: ReplicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace === undefined ? {} : { namespace }),
      uid: `${uid.slice(0, 24)}${uidPart(hash, 12)}`,
      generation: 1,
      labels,
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas,
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
    status: { ...counts, observedGeneration: 1, ...(minor >= REPORTS_TERMINATING ? { terminatingReplicas: 0 } : {}) },
  }
  return withSize(withRevision(set, deployment, 1), deployment)
}

function running(pod: Pod, set: ReplicaSet, index: number, now: number): Pod {
  const { name = '', uid = '' } = set.metadata
  const metadata = {
    ...pod.metadata,
    name: `${name}-${ending(index)}`,
    uid: `${uid.slice(0, 19)}${uidPart(String(index), 4)}${uid.slice(23)}`,
    creationTimestamp: timestamp(now),
    ownerReferences: [controllerReference(set)],
  }
  const placed = { ...pod, metadata, spec: { ...pod.spec, nodeName: ANYWHERE } }
  const address = { podIP: `10.0.${(index >> 8) % 256}.${index % 256}`, startTime: timestamp(now) }
  const scheduled = { type: 'PodScheduled', status: 'True', lastTransitionTime: timestamp(now) }
  return { ...placed, status: runningStatus(placed, { ...address, conditions: [scheduled] }, now, { ready: true }) }
}

/** Letters and digits of a hash as digits of a uid. */
const uidPart = (text: string, length: number): string =>
  Array.from(text, character => (character.charCodeAt(0) % 16).toString(16))
    .join('')
    .padStart(length, '0')
    .slice(-length)

const LETTERS = '2456789bcdfghjklmnpqrstvwxz'

/** Endings that the server gives to nobody until it has given millions: `zz222`, `zz224` … */
const ending = (index: number): string =>
  `z${[19683, 729, 27, 1].map(place => LETTERS[Math.floor(index / place) % 27]).join('')}`
