import type { Plan } from '../../plan/plan.ts'
import { html } from './html/page.ts'
import { json } from './json.ts'
import { markdown } from './markdown.ts'
import { text } from './text.ts'

export interface PlanContext {
  readonly version: string
  /** ANSI colours, for a terminal. */
  readonly colour?: boolean
  /** Every step and field, however many there are. */
  readonly all?: boolean
}

export const PLAN_FORMAT_NAMES = ['text', 'markdown', 'json', 'html'] as const

export type PlanFormatName = (typeof PLAN_FORMAT_NAMES)[number]

/** Every way to show a plan, by the name that `--output` takes. What is secret has to be out of it before. */
export const PLAN_FORMATS: Readonly<Record<PlanFormatName, (plan: Plan, context: PlanContext) => string>> = {
  text,
  markdown,
  json,
  html,
}
