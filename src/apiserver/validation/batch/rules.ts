import type { RulesByKind } from '../../kind-rules.ts'
import { cronJob } from './cron-job.ts'
import { job } from './job.ts'

/** batch */
export const batchRules: RulesByKind = { CronJob: cronJob, Job: job }
