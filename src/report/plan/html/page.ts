import type { Change, FieldChange } from '../../../plan/change.ts'
import type { Plan } from '../../../plan/plan.ts'
import type { Rollout } from '../../../plan/rollout.ts'
import { SIGNS, WORDS } from '../change-lines.ts'
import { consequenceSentence } from '../consequence-sentences.ts'
import type { PlanContext } from '../formats.ts'
import { rolloutSentence, stepSentence } from '../rollout-sentences.ts'
import { summarySentence, titleOf } from '../summary.ts'
import { unknownSentence } from '../unknown-sentences.ts'
import { runSentence } from '../view-sentences.ts'
import { clock, nameOf, valueText } from '../words.ts'
import { chart } from './chart.ts'
import { Markup, html as markup } from './markup.ts'
import { claims, nodes } from './nodes.ts'
import { STYLE } from './style.ts'

/** A page may load nothing and run nothing; its one style sheet is in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** One file that holds all of it: no script, no network, and everything from manifests as text. */
export function html(plan: Plan, { version }: PlanContext): string {
  const page = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="drydock ${version}">
<title>${titleOf(plan)}</title>
<style>${new Markup(STYLE)}</style></head>
<body><main>
<h1>${titleOf(plan)}</h1>
<p>${summarySentence(plan)}</p>
${section('What follows', plan.consequences.length, consequences(plan))}
${section('What happens', plan.rollouts.length + plan.runs.length, happens(plan))}
${section('Claims', plan.claims.length, claims(plan.claims))}
${section('Nodes', plan.nodes.length, nodes(plan.nodes, plan.seconds))}
${section('Changes', plan.changes.length, changes(plan))}
${section('What cannot be known', plan.unknown.length, markup`<ul>${plan.unknown.map(one => markup`<li class="unknown">${unknownSentence(one)}</li>`)}</ul>`)}
</main></body></html>
`
  return page.text
}

const section = (title: string, size: number, content: Markup): Markup | string =>
  size === 0 ? '' : markup`<section><h2>${title}</h2>${content}</section>`

const consequences = (plan: Plan): Markup =>
  markup`<ul>${plan.consequences.map(one => markup`<li class="${one.weight}">${consequenceSentence(one)} <span class="kind">${one.kind}</span></li>`)}</ul>`

const KEY = markup`<p class="soft"><span class="key k-old"></span>old<span class="key k-new"></span>new<span class="key k-wait"></span>not ready yet<span class="key k-go"></span>terminating<span class="key k-floor"></span>floor<span class="key k-ceiling"></span>ceiling</p>`

const happens = (plan: Plan): Markup =>
  markup`${plan.rollouts.length > 0 ? KEY : ''}${plan.rollouts.map(rollout => rolled(rollout, plan.seconds))}<ul>${plan.runs.map(run => markup`<li class="note">${runSentence(run)}</li>`)}</ul>`

const rolled = (rollout: Rollout, seconds: number): Markup =>
  markup`<div class="card"><h3>${rolloutSentence(rollout)}</h3>${chart(rollout, seconds)}
<details><summary>${rollout.steps.length} steps</summary><table><tr><th>time</th><th>what</th><th>available</th></tr>
${rollout.steps.slice(0, 500).map(step => markup`<tr><td>${clock(step.at)}</td><td>${stepSentence(step)}</td><td>${step.available}</td></tr>`)}</table></details></div>`

function changes({ changes: all }: Plan): Markup {
  const kept = all.filter(({ action }) => action === 'keep').length
  return markup`${all.filter(({ action }) => action !== 'keep').map(changed)}${kept > 0 ? markup`<p class="soft">${kept} unchanged</p>` : ''}`
}

const changed = ({ object, action, fields, reason, warnings = [] }: Change): Markup =>
  markup`<div class="card"><h3><span class="sign ${action}">${SIGNS[action]}</span>${nameOf(object)} ${WORDS[action]}</h3>${
    reason === undefined ? '' : markup`<p class="refusal">${reason}</p>`
  }${warnings.map(warning => markup`<p class="soft">Warning: ${warning}</p>`)}${
    (action === 'update' || action === 'replace') && fields.length > 0
      ? markup`<table><tr><th>field</th><th>before</th><th>after</th></tr>${fields.map(fieldRow)}</table>`
      : ''
  }</div>`

const fieldRow = ({ path, before, after, owner }: FieldChange): Markup =>
  markup`<tr><td><code>${path}</code></td><td><del><code>${valueText(before)}</code></del></td><td><ins><code>${valueText(after)}</code></ins>${
    owner ? markup` <span class="soft">${owner} writes it, too</span>` : ''
  }</td></tr>`
