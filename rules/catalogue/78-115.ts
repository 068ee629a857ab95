import type { Line } from './line.ts'

/** Availability and resources. */
export const AVAILABILITY: readonly Line[] = [
  { line: 78, idea: 'Containers without a liveness probe', rules: ['has-liveness-probe', 'has-startup-probe'] },
  {
    line: 79,
    idea: 'Containers without a readiness probe',
    rules: ['has-readiness-probe', 'every-container-says-ready'],
  },
  { line: 80, idea: 'The same probe for both', rules: ['liveness-waits-longer-than-readiness'] },
  { line: 81, idea: 'Probes of ports that are not there', rules: ['probe-port-exists', 'probe-port-is-declared'] },
  {
    line: 82,
    idea: 'Probes that are too impatient or too slow',
    rules: ['liveness-forgives-once', 'probe-ends-before-the-next'],
  },
  { line: 83, idea: 'A single replica', rules: ['runs-replicas'] },
  { line: 84, idea: 'Replicas beside an autoscaler', rules: ['no-replicas-beside-autoscaler'] },
  {
    line: 85,
    idea: 'Autoscalers that cannot scale',
    rules: ['autoscaler-has-room', 'autoscaler-runs-replicas', 'autoscaler-can-measure'],
  },
  { line: 86, idea: 'Autoscalers of what is not there', rules: ['scale-target-exists'] },
  { line: 87, idea: 'Two autoscalers of one workload', rules: ['autoscaler-decides-alone'] },
  { line: 88, idea: 'Replicas without a disruption budget', rules: ['has-disruption-budget'] },
  { line: 89, idea: 'Budgets that let no pod go', rules: ['budget-leaves-room'] },
  {
    line: 90,
    idea: 'Budgets with neither or both of their fields',
    rules: ['budget-leaves-room'],
    besides: 'Of both the API server says it: FieldValueInvalid.',
  },
  { line: 91, idea: 'Budgets that leave an autoscaler no room', rules: ['budget-leaves-room'] },
  { line: 92, idea: 'Budgets that hold on to unhealthy pods', rules: ['budget-lets-unhealthy-go'] },
  { line: 93, idea: 'Replicas that may share a node', rules: ['replicas-are-spread'] },
  {
    line: 94,
    idea: 'Spreading that is missing or spreads nothing',
    rules: ['replicas-are-spread', 'spread-counts-own-pods'],
  },
  { line: 95, idea: 'Pods without a choice of nodes', rules: ['has-node-affinity'] },
  {
    line: 96,
    idea: 'Updates that interrupt a Service',
    rules: ['rollout-keeps-serving', 'no-recreate-behind-service', 'is-updated-pod-by-pod'],
  },
  {
    line: 97,
    idea: 'Pods without a priority',
    rules: ['has-priority-class', 'priority-class-is-allowed', 'class-exists'],
  },
  {
    line: 98,
    idea: 'Restart policies that a workload cannot have',
    not: 'The API server says it: FieldValueNotSupported.',
  },
  { line: 99, idea: 'Pods without a controller', rules: ['no-naked-pod'] },
  {
    line: 100,
    idea: 'CronJobs: deadlines, overlaps, schedules, history',
    rules: ['cron-job-has-deadline', 'cron-job-says-concurrency', 'cron-job-can-start', 'cron-job-keeps-failures'],
  },
  { line: 101, idea: 'Jobs that stay for ever', rules: ['finished-job-is-removed', 'job-has-time-limit'] },
  {
    line: 102,
    idea: 'Pods that do not stop gracefully',
    rules: ['has-grace-period', 'hook-fits-grace-period', 'has-pre-stop-hook'],
  },
  {
    line: 103,
    idea: 'Disks of one node for pods on several',
    rules: ['replicas-do-not-share-a-disk', 'rollout-frees-the-disk'],
  },
  { line: 104, idea: 'Needless lookups of DNS', rules: ['sets-ndots'] },
  { line: 105, idea: 'Temporary volumes without a size', rules: ['empty-dir-has-limit'] },
  { line: 106, idea: 'No CPU requested', rules: ['has-cpu-request', 'init-container-has-requests'] },
  { line: 107, idea: 'No limit for CPU', rules: ['has-cpu-limit'] },
  { line: 108, idea: 'No memory requested', rules: ['has-memory-request', 'init-container-has-requests'] },
  { line: 109, idea: 'No limit for memory', rules: ['has-memory-limit'] },
  { line: 110, idea: 'Requests above the limit', not: 'The API server says it: FieldValueInvalid.' },
  {
    line: 111,
    idea: 'Requests that are not the limits',
    rules: ['cpu-request-is-limit', 'memory-request-is-limit', 'ephemeral-storage-request-is-limit'],
  },
  { line: 112, idea: 'Limits far above the request', rules: ['limit-is-near-request'] },
  {
    line: 113,
    idea: 'Ephemeral storage that nobody counts',
    rules: ['has-ephemeral-storage-request', 'has-ephemeral-storage-limit'],
  },
  {
    line: 114,
    idea: 'Namespaces without quotas and defaults, and pods that a quota refuses',
    rules: ['namespace-has-quota', 'namespace-has-limit-range', 'pods-fit-nodes'],
  },
  {
    line: 115,
    idea: 'Quantities with the wrong unit',
    rules: ['no-suspicious-quantity', 'memory-in-binary-units'],
  },
]
