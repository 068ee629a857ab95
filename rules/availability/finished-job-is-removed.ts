import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'finished-job-is-removed',
  severity: 'note',
  summary:
    'A Job by itself says when it may be removed; the Jobs of a CronJob leave that to the history of the CronJob.',
  why: 'Finished Jobs and their pods stay until somebody removes them; of two rules for the same Jobs the shorter one wins.',
  instead:
    'Set `ttlSecondsAfterFinished` for Jobs, `successfulJobsHistoryLimit` and `failedJobsHistoryLimit` for CronJobs.',
  profiles: ['strict'],
  elsewhere: { 'kube-linter': ['job-ttl-seconds-after-finished'] },
  examples: {
    bad: [
      yaml`
        apiVersion: batch/v1
        kind: Job
        metadata: { name: «migrate» }
        spec:
          template:
            spec: { restartPolicy: Never, containers: [{ name: migrate, image: migrate:1 }] }`,
      yaml`
        apiVersion: batch/v1
        kind: CronJob
        metadata: { name: clean }
        spec:
          schedule: 0 3 * * *
          jobTemplate:
            spec:
              ttlSecondsAfterFinished: «60»
              template: { spec: { restartPolicy: Never, containers: [{ name: clean, image: clean:1 }] } }`,
    ],
    good: [
      // Helm and Argo CD remove their hooks themselves.
      yaml`
        apiVersion: batch/v1
        kind: Job
        metadata: { name: migrate }
        spec:
          ttlSecondsAfterFinished: 3600
          template: { spec: { restartPolicy: Never, containers: [{ name: migrate, image: migrate:1 }] } }
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: { name: hook, annotations: { helm.sh/hook: pre-upgrade, helm.sh/hook-delete-policy: hook-succeeded } }
        spec: { template: { spec: { restartPolicy: Never, containers: [{ name: hook, image: hook:1 }] } } }`,
    ],
  },
  on: ['Job', 'CronJob'],
  *check(object) {
    if (object.kind === 'CronJob') {
      const field = object.get('spec', 'jobTemplate', 'spec', 'ttlSecondsAfterFinished')
      if (!field.exists) return
      const message = `${object} keeps a history of its Jobs, and they are removed after ${field.number} s`
      yield { at: field, message }
      return
    }
    const field = object.get('spec', 'ttlSecondsAfterFinished')
    if (field.exists || !object.get('spec').map || HOOKS.some(name => object.annotations[name] !== undefined)) return
    if (object.get('metadata', 'ownerReferences').items.length > 0) return
    const fix = toSet(field, 86_400, 'Remove it a day after it finished', 'review')
    yield { at: object, message: `${object} stays for ever once it has finished`, ...(fix && { fix }) }
  },
})

const HOOKS = ['helm.sh/hook-delete-policy', 'argocd.argoproj.io/hook-delete-policy']
