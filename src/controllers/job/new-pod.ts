import type { Container, Pod } from '../../resource/kinds.ts'
import { podFromTemplate } from '../pod-from-template.ts'
import { type Attempt, COMPLETION_INDEX, failuresOf, IGNORED_FAILURES, INDEX_FAILURES, TRACKING } from './attempt.ts'
import { judgeFailure } from './policies.ts'

const VARIABLE = 'JOB_COMPLETION_INDEX'
/** What the server adds to a generated name. */
const SUFFIX = 5
const LONGEST_NAME = 63

/**
 * A pod of a Job: its template, tracked by a finalizer; of an Indexed Job with its index as
 * annotation, label, variable and part of its name.
 *
 * Truth: pkg/controller/job/job_controller.go manageJob; indexed_job_utils.go addCompletionIndexEnvVariables
 */
export function newPod(attempt: Attempt, index: number | undefined): Pod {
  const { job, minor } = attempt
  const pod = podFromTemplate(job.spec.template, job)
  pod.metadata.finalizers = [...(pod.metadata.finalizers ?? []).filter(name => name !== TRACKING), TRACKING]
  if (index === undefined) return pod
  const labelled = minor >= 28
  const name = job.metadata.name ?? ''
  const suffix = `-${index}-`
  pod.metadata.generateName = name.slice(0, LONGEST_NAME - SUFFIX - suffix.length) + suffix
  pod.metadata.annotations = {
    ...pod.metadata.annotations,
    [COMPLETION_INDEX]: `${index}`,
    ...failureAnnotations(attempt, index),
  }
  if (labelled) pod.metadata.labels = { ...pod.metadata.labels, [COMPLETION_INDEX]: `${index}` }
  const withVariable = (container: Container): Container => addVariable(container, labelled ? 'labels' : 'annotations')
  pod.spec = {
    ...pod.spec,
    hostname: `${name}-${index}`,
    containers: pod.spec.containers.map(withVariable),
    ...(pod.spec.initContainers ? { initContainers: pod.spec.initContainers.map(withVariable) } : {}),
  }
  return pod
}

/** A replacement carries on the count of the failures of its index. Truth: indexed_job_utils.go getNewIndexFailureCounts */
function failureAnnotations({ job, indexed }: Attempt, index: number): Record<string, string> {
  if (job.spec.backoffLimitPerIndex === undefined) return {}
  const last = indexed?.awaiting.get(index)
  if (!last) return { [INDEX_FAILURES]: '0' }
  const { counted, ignored } = failuresOf(last)
  const forgiven = judgeFailure(job, last).action === 'Ignore' ? 1 : 0
  return {
    [INDEX_FAILURES]: `${counted + 1 - forgiven}`,
    ...(ignored + forgiven > 0 ? { [IGNORED_FAILURES]: `${ignored + forgiven}` } : {}),
  }
}

function addVariable(container: Container, field: 'labels' | 'annotations'): Container {
  const env = Array.isArray(container.env) ? (container.env as { name?: string }[]) : []
  if (env.some(({ name }) => name === VARIABLE)) return container
  const valueFrom = { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.${field}['${COMPLETION_INDEX}']` } }
  return { ...container, env: [...env, { name: VARIABLE, valueFrom }] }
}
