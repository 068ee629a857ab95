import { equal, type JsonObject } from '../resource/json.ts'
import type { ControllerRevision, PodTemplate } from '../resource/kinds.ts'
import { type LabelSelector, matchesSelector } from '../resource/labels.ts'
import type { KubeObject } from '../resource/object.ts'
import type { Answer, Step, World } from './controller.ts'
import { candidatesOf, claim } from './ownership.ts'

/** An owner whose templates are remembered in ControllerRevisions: a StatefulSet or a DaemonSet. */
export type Revised = KubeObject & {
  readonly spec: { readonly selector: LabelSelector; readonly template: PodTemplate }
}

/** What a revision remembers: a patch that puts the template back. */
export function snapshotOf(owner: Revised): JsonObject {
  const template: object = owner.spec.template
  return { spec: { template: { ...template, $patch: 'replace' } } }
}

export const remembers = (revision: ControllerRevision, owner: Revised): boolean =>
  equal(revision.data, snapshotOf(owner))

export function templateOf(revision: ControllerRevision): PodTemplate | undefined {
  const { spec } = (revision.data ?? {}) as { spec?: { template?: PodTemplate & { $patch?: string } } }
  if (!spec?.template) return undefined
  const { $patch: _, ...template } = spec.template
  return template
}

/** The revisions of an owner, orphans adopted, lowest first. */
export function* revisionsOf(owner: Revised, world: World): Generator<Step, ControllerRevision[], Answer> {
  const matching = world.selected('apps/ControllerRevision', owner.metadata.namespace ?? '', owner.spec.selector)
  const candidates = candidatesOf(world, 'apps/ControllerRevision', owner, matching)
  const revisions = yield* claim(owner, candidates, revision =>
    matchesSelector(owner.spec.selector, revision.metadata.labels),
  )
  return revisions.sort((a, b) => a.revision - b.revision || world.compareAge(a, b))
}

export const nextRevision = (revisions: readonly ControllerRevision[]): number => (revisions.at(-1)?.revision ?? 0) + 1
