import type { Plan } from '../../plan/plan.ts'
import { jsonText } from './words.ts'

export const PLAN_FORMAT = 1

/** The plan as it is. Its schema is docs/schema/plan.schema.json; a change that breaks a reader raises `format`. */
export const json = (plan: Plan): string => `${jsonText({ format: PLAN_FORMAT, ...plan }, 2)}\n`
