import type { Deployment, Pod } from '../resource/kinds.ts'
import type { KubeObject } from '../resource/object.ts'
import { formatMinor } from '../resource/version.ts'
import { applyAll } from './apply-all.ts'
import { claimViews } from './claim-views.ts'
import { consequencesOf } from './consequences/consequences.ts'
import { cronRuns } from './cron-runs.ts'
import { happeningsIn } from './happenings.ts'
import { untilCalm } from './machine/calm.ts'
import { ANYWHERE } from './machine/nodes.ts'
import { refKey } from './machine/owners.ts'
import { nodeViews } from './node-views.ts'
import type { Outcome, Plan, Side } from './plan.ts'
import { podLives } from './pod-lives.ts'
import type { Question } from './question.ts'
import { rolloutsIn } from './rollouts.ts'
import type { Result, Scene } from './scene.ts'
import { livesOf } from './sleepers.ts'
import { startFrom } from './start.ts'
import { unknownsOf } from './unknowns.ts'

/** What happens when the manifests ship: the world comes to rest, the manifests are applied, and time passes. */
export function makePlan(question: Question): Result {
  const { machine, unknown } = startFrom(question)
  const { cluster } = machine
  const before = snapshot(cluster.world.everything())
  const pods = [...(cluster.world.list('Pod') as readonly Pod[])]
  const [since, zero] = [cluster.timeline.length, cluster.now]

  const changes = applyAll(question, machine)
  const ended = untilCalm(cluster)

  const after = snapshot(cluster.world.everything())
  const happenings = happeningsIn(cluster.timeline, since, zero)
  const sleeping = [...machine.asleep].flatMap(name => deploymentOf(name, before) ?? [])
  const lives = [...podLives(machine, pods, since, zero), ...sleeping.flatMap(livesOf)]
  const livelock = ended.outcome === 'stalled'
  const rollouts = rolloutsIn({ lives, happenings, before, after, livelock })
  const scene: Scene = { question, machine, changes, before, after, happenings, lives, rollouts, since, zero }
  const views = { nodes: nodeViews(scene), claims: claimViews(scene), runs: cronRuns(scene) }
  const consequences = consequencesOf(scene)
  const plan: Plan = {
    kubernetes: formatMinor(question.minor),
    from: sideOf(question.from),
    to: sideOf(question.to),
    start: question.now,
    outcome: outcomeOf(scene, livelock),
    seconds: Math.max(0, ...rollouts.flatMap(({ points }) => points.at(-1)?.at ?? 0)),
    changes,
    rollouts,
    ...views,
    consequences,
    unknown: [...unknownsOf(scene), ...unknown],
    timeline: happenings.list,
  }
  return { plan, scene }
}

function snapshot(objects: Iterable<KubeObject>): Map<string, KubeObject> {
  const found = new Map<string, KubeObject>()
  for (const object of objects) {
    if (object.kind === 'Node' && object.metadata.name === ANYWHERE) continue
    found.set(
      refKey({ ...object, name: object.metadata.name ?? '', namespace: object.metadata.namespace ?? '' }),
      object,
    )
  }
  return found
}

const deploymentOf = (name: string, objects: ReadonlyMap<string, KubeObject>): Deployment | undefined =>
  objects.get(`apps/Deployment ${name}`) as Deployment | undefined

const sideOf = ({ side, manifests }: Question['from']): Side => ({ ...side, objects: manifests.length })

function outcomeOf({ changes, rollouts }: Scene, livelock: boolean): Outcome {
  if (changes.some(({ action }) => action === 'refused')) return 'rejected'
  return livelock || rollouts.some(({ stall }) => stall !== undefined) ? 'stalls' : 'settles'
}
