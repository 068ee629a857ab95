import type { ControlPlane } from '../../../src/control-plane/control-plane.ts'
import { revisionOf } from '../../../src/controllers/deployment/annotations.ts'
import { sameTemplate } from '../../../src/controllers/deployment/replica-sets.ts'
import type { Json, JsonObject } from '../../../src/resource/json.ts'
import type { Deployment, PodTemplate } from '../../../src/resource/kinds.ts'
import type { ObjectRef } from '../../../src/resource/object.ts'

interface CommandResult {
  readonly exit: number
  readonly stdout: string
  readonly stderr: string
}

const fails = (text: string): CommandResult => ({ exit: 1, stdout: '', stderr: `error: ${text}` })

/** `kubectl rollout undo`. Truth: kubectl/pkg/polymorphichelpers/rollback.go */
export function rollBack(cluster: ControlPlane, ref: ObjectRef, toRevision: number): CommandResult {
  const done = { exit: 0, stdout: `${ref.kind.toLowerCase()}.apps/${ref.name} rolled back`, stderr: '' }
  const skipped = (revision: string) => ({
    ...done,
    stdout: `${ref.kind.toLowerCase()}.apps/${ref.name} skipped rollback (current template already matches revision ${revision})`,
  })
  if (ref.kind !== 'Deployment') return rollBackRevision(cluster, ref, toRevision, done, skipped)
  const deployment = cluster.world.get('apps/Deployment', ref.namespace ?? '', ref.name) as Deployment
  if (deployment.spec.paused) {
    return fails("you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again")
  }
  const sets = cluster.world.ownedBy(deployment.metadata.uid ?? '', 'apps/ReplicaSet')
  const sorted = [...sets].sort((a, b) => revisionOf(b) - revisionOf(a))
  const target = toRevision > 0 ? sorted.find(set => revisionOf(set) === toRevision) : sorted[1]
  if (!target) {
    return fails(
      toRevision > 0
        ? `unable to find specified revision ${toRevision} in history`
        : `no rollout history found for deployment "${ref.name}"`,
    )
  }
  if (sameTemplate(target.spec.template, deployment.spec.template)) return skipped(`${toRevision}`)
  const { labels, ...metadata } = target.spec.template.metadata ?? {}
  const { 'pod-template-hash': _, ...others } = labels ?? {}
  const template: PodTemplate = { ...target.spec.template, metadata: { ...metadata, labels: others } }
  const value = template as PodTemplate & JsonObject
  cluster.patch(ref, [{ op: 'replace', path: '/spec/template', value }], 'json')
  return done
}

function rollBackRevision(
  cluster: ControlPlane,
  ref: ObjectRef,
  toRevision: number,
  done: CommandResult,
  skipped: (revision: string) => CommandResult,
): CommandResult {
  const kind = ref.kind === 'DaemonSet' ? 'apps/DaemonSet' : 'apps/StatefulSet'
  const owner = cluster.world.get(kind, ref.namespace ?? '', ref.name)
  if (!owner) return fails('not found')
  const revisions = cluster.world.ownedBy(owner.metadata.uid ?? '', 'apps/ControllerRevision')
  const sorted = [...revisions].sort((a, b) => a.revision - b.revision)
  if (sorted.length <= 1) return fails('no last revision to roll back to')
  const target = toRevision > 0 ? sorted.find(({ revision }) => revision === toRevision) : sorted.at(-2)
  if (!target) return fails(`unable to find specified revision ${toRevision} in history`)
  const template = (target.data as { spec?: { template?: PodTemplate & { $patch?: string } } } | undefined)?.spec
    ?.template
  if (!template) return fails('unable to restore')
  const { $patch: _, ...plain } = template
  if (sameTemplate(plain, owner.spec.template)) return skipped(`${toRevision}`)
  const value = plain as PodTemplate & JsonObject
  const operations: Json = [{ op: 'replace', path: '/spec/template', value }]
  cluster.patch(ref, operations, 'json')
  return done
}
