import type { Affinity, PodTemplateSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { clone } from '../../../resource/json.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { TEMPLATE } from '../apps/workload.ts'
import { internalJson } from '../core/internal-json.ts'
import { internalPod } from '../core/pod-spec-difference.ts'
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
  if (mayMove(old, context) && context.minor >= 36) {
    // What stands beside the pods is free then.
    const { spec = {} } = template
    if (semanticallyEqual(spec, allowed(template, old, context).spec ?? {})) return
    errors.invalid(TEMPLATE.child('spec'), internalJson('PodSpec', internalPod(spec), context.minor), IMMUTABLE)
    return
  }
  if (semanticallyEqual(template, allowed(template, old, context))) return
  errors.invalid(TEMPLATE, templateText(template, context.minor), IMMUTABLE)
}

function mayMove({ spec, status }: Job, { minor, gates }: Context): boolean {
  if (minor < 23 || spec.suspend !== true) return false
  if (gates.enabled('MutableSchedulingDirectivesForSuspendedJobs')) return (status?.active ?? 0) === 0
  return status?.startTime === undefined || status.startTime === null
}

/** The stored template with what may change taken from the new one. */
function allowed(next: PodTemplateSpec, old: Job, context: Context): PodTemplateSpec {
  const template = clone(old.spec.template ?? {})
  if (mayMove(old, context)) takeDirectives(template, next, context.minor)
  const idle = old.spec.suspend === true && (old.status?.active ?? 0) === 0
  if (idle && context.gates.enabled('MutablePodResourcesForSuspendedJobs')) takeResources(template, next)
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
