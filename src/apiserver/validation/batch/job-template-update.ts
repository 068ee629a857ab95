import type { Affinity, PodTemplateSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { clone, equal } from '../../../resource/json.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { TEMPLATE } from '../apps/workload.ts'
import { IMMUTABLE } from '../object-meta.ts'
import type { Job } from './job-selector.ts'
import { templateText } from './template-text.ts'

/**
 * The template of a job is fixed, but as long as the job is suspended and has not started, where its pods may
 * run, and since 1.36 what they ask for, can still be decided.
 *
 * Truth: pkg/apis/batch/validation validatePodTemplateUpdate
 */
export function validateTemplateKept(job: Job, old: Job, errors: FieldErrors, context: Context): void {
  const template = job.spec.template ?? {}
  if (equal(template, allowed(template, old, context))) return
  errors.invalid(TEMPLATE, templateText(template, context.minor), IMMUTABLE)
}

/** The stored template with what may change taken from the new one. */
function allowed(next: PodTemplateSpec, old: Job, { minor, gates }: Context): PodTemplateSpec {
  const template = clone(old.spec.template ?? {})
  const suspended = old.spec.suspend === true
  const neverStarted = old.status?.startTime === undefined || old.status.startTime === null
  const isActive = (old.status?.active ?? 0) > 0
  const mayMove = suspended && (gates.enabled('MutableSchedulingDirectivesForSuspendedJobs') ? !isActive : neverStarted)
  if (mayMove && minor >= 23) takeDirectives(template, next, minor)
  if (suspended && !isActive && gates.enabled('MutablePodResourcesForSuspendedJobs')) takeResources(template, next)
  return template
}

function takeDirectives(template: PodTemplateSpec, next: PodTemplateSpec, minor: number): void {
  const spec = (template.spec ??= {})
  const from = next.spec ?? {}
  takeNodeAffinity(spec, from.affinity)
  take(spec, from, 'nodeSelector')
  take(spec, from, 'tolerations')
  if (minor >= 27) take(spec, from, 'schedulingGates')
  template.metadata ??= {}
  take(template.metadata, next.metadata ?? {}, 'annotations')
  take(template.metadata, next.metadata ?? {}, 'labels')
}

function takeNodeAffinity(spec: { affinity?: Affinity }, next: Affinity | undefined): void {
  const old = spec.affinity
  if (!next && !old) return
  const { nodeAffinity: _, ...others } = old ?? {}
  const merged = next?.nodeAffinity ? { ...others, nodeAffinity: next.nodeAffinity } : others
  if (!next && Object.keys(merged).length === 0) delete spec.affinity
  else spec.affinity = merged
}

function take<T extends object, K extends keyof T>(into: T, from: T, field: K): void {
  if (from[field] === undefined) delete into[field]
  else into[field] = from[field]
}

function takeResources(template: PodTemplateSpec, next: PodTemplateSpec): void {
  for (const list of ['containers', 'initContainers'] as const) {
    const from = next.spec?.[list] ?? []
    template.spec?.[list]?.forEach((container, index) => {
      const other = from[index]
      if (other && other.name === container.name) take(container, other, 'resources')
    })
  }
}
