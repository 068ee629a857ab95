import type { Pod } from '../resource/kinds.ts'
import { type ObjectRef, parseApiVersion } from '../resource/object.ts'
import type { Minor } from '../resource/version.ts'
import { catalog } from '../schema/catalog.ts'
import { configurationOf } from './configuration.ts'
import { lacksValues } from './left-out.ts'
import type { Machine } from './machine/machine.ts'
import { refKey, refText } from './machine/owners.ts'
import type { Unknown } from './plan.ts'
import { type Scaler, scalersIn } from './scalers.ts'
import type { Scene } from './scene.ts'

/** What could not be known offline: each is said, and none is passed over. */
export function unknownsOf(scene: Scene): Unknown[] {
  return [
    ...placement(scene),
    ...timing(scene),
    ...metrics(scene),
    ...kinds(scene),
    ...volumes(scene),
    ...values(scene),
    ...ties(scene),
    ...absent(scene),
  ]
}

const placement = ({ question, rollouts }: Scene): Unknown[] =>
  question.nodes || rollouts.length === 0 ? [] : [{ kind: 'placement' }]

function timing({ rollouts }: Scene): Unknown[] {
  const workloads = rollouts
    .filter(({ points }) => points.some(({ new: fresh }) => fresh > 0))
    .map(({ workload }) => refText(workload))
  return workloads.length > 0 ? [{ kind: 'timing', workloads }] : []
}

const metrics = ({ machine }: Scene): Unknown[] =>
  scalersIn(machine.cluster.world).map((scaler: Scaler) => ({
    kind: 'metrics',
    name: scaler.metadata.name ?? '',
    workload: scaler.spec?.scaleTargetRef?.name ?? '',
  }))

function kinds({ changes, machine, question }: Scene): Unknown[] {
  const found = new Map<string, { apiVersion: string; name: string; objects: number }>()
  for (const { object, action } of changes) {
    if (action === 'refused' || isDefined(object, question.minor, machine)) continue
    const key = `${object.apiVersion} ${object.kind}`
    const known = found.get(key)
    found.set(key, { apiVersion: object.apiVersion, name: object.kind, objects: (known?.objects ?? 0) + 1 })
  }
  return [...found.values()].map(one => ({ kind: 'kind', ...one }))
}

/** Built in, or defined by something in the world. */
function isDefined({ apiVersion, kind }: ObjectRef, minor: Minor, { cluster }: Machine): boolean {
  if (catalog(minor).kind(apiVersion, kind)) return true
  const { group } = parseApiVersion(apiVersion)
  return cluster.world.list('apiextensions.k8s.io/CustomResourceDefinition').some(object => {
    const { spec } = object as { spec?: { group?: string; names?: { kind?: string } } }
    return spec?.group === group && spec.names?.kind === kind
  })
}

/** A volume that is not there is made by a driver, which may fail for reasons of its own. */
function volumes({ before, after }: Scene): Unknown[] {
  const classes = new Set<string>()
  for (const [key, object] of after) {
    if (object.kind !== 'PersistentVolume' || before.has(key)) continue
    const { spec } = object as { spec?: { csi?: { driver?: string }; storageClassName?: string } }
    if (spec?.csi) classes.add(spec.storageClassName ?? 'the default class')
  }
  return classes.size > 0 ? [{ kind: 'volumes', classes: [...classes].sort() }] : []
}

function values({ changes, before }: Scene): Unknown[] {
  const secrets = changes.flatMap(({ object, action }) => {
    const had = object.kind === 'Secret' && action !== 'leave' ? before.get(refKey(object)) : undefined
    return had && lacksValues(had) ? [refText(object)] : []
  })
  return secrets.length > 0 ? [{ kind: 'values', secrets }] : []
}

function ties({ machine, since }: Scene): Unknown[] {
  let pods = 0
  for (const entry of machine.cluster.timeline.slice(since))
    if (entry.what === 'tie' && entry.picked[0]?.kind === 'Node') pods += 1
  return pods > 0 ? [{ kind: 'ties', pods }] : []
}

/** Configuration that pods ask for and that is not among the objects: it may be in the cluster. */
function absent({ after, rollouts, lives }: Scene): Unknown[] {
  const wanted = new Map<string, Set<string>>()
  const rolling = new Set(rollouts.map(({ workload }) => refText(workload)))
  for (const { pod, workload, existedBefore } of lives) {
    if (existedBefore || !rolling.has(refText(workload))) continue
    for (const { kind, name, optional } of configurationOf((pod as Pod).spec)) {
      if (optional || after.has(`/${kind} ${pod.metadata.namespace ?? ''}/${name}`)) continue
      const what = `${kind} ${pod.metadata.namespace ?? ''}/${name}`
      wanted.set(what, (wanted.get(what) ?? new Set()).add(refText(workload)))
    }
  }
  return [...wanted]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, by]) => ({ kind: 'absent', what, wantedBy: [...by].sort() }))
}
