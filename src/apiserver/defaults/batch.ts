import type { CronJob, Job, JobSpec } from '../../../schemas/types/batch/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Defaults } from './defaults.ts'
import { setPodTemplateDefaults } from './pod.ts'

const FOREVER = 2147483647

/** A job that runs by indexes with a limit for each of them has none as a whole. Truth: pkg/apis/batch/v1/defaults.go SetDefaults_Job */
function setJobSpecDefaults(spec: JobSpec, { minor, gates }: Parameters<Defaults>[1]): void {
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1
  spec.parallelism ??= 1
  spec.backoffLimit ??= spec.backoffLimitPerIndex !== undefined && minor >= 28 ? FOREVER : 6
  if (gates.enabled('IndexedJob')) spec.completionMode ??= 'NonIndexed'
  if (gates.enabled('SuspendJob')) spec.suspend ??= false
  if (gates.enabled('JobPodReplacementPolicy')) {
    spec.podReplacementPolicy ??= spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed'
  }
  if (minor >= 32) spec.manualSelector ??= false
  setPodConditionDefaults(spec)
}

/** Truth: SetDefaults_PodFailurePolicyOnPodConditionsPattern */
function setPodConditionDefaults({ podFailurePolicy }: JobSpec): void {
  for (const { onPodConditions } of podFailurePolicy?.rules ?? []) {
    for (const pattern of onPodConditions ?? []) pattern.status ||= 'True'
  }
}

const setJobDefaults: Defaults = (object, release) => {
  const { spec, metadata } = object as KubeObject & Job
  if (!spec) return
  setJobSpecDefaults(spec, release)
  const labels = spec.template?.metadata?.labels
  if (labels && metadata && Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = labels
  if (spec.template) setPodTemplateDefaults(spec.template, release)
}

const setCronJobDefaults: Defaults = (object, release) => {
  const { spec } = object as KubeObject & CronJob
  if (!spec) return
  spec.concurrencyPolicy ||= 'Allow'
  spec.suspend ??= false
  spec.successfulJobsHistoryLimit ??= 3
  spec.failedJobsHistoryLimit ??= 1
  const job = spec.jobTemplate?.spec
  if (!job) return
  setPodConditionDefaults(job)
  if (job.template) setPodTemplateDefaults(job.template, release)
}

export const batchDefaults: Record<string, Defaults> = {
  'batch/v1/Job': setJobDefaults,
  'batch/v1/CronJob': setCronJobDefaults,
  'batch/v1beta1/CronJob': setCronJobDefaults,
}
