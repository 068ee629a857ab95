import type { Happening } from '../../plan/happening.ts'
import type { Plan } from '../../plan/plan.ts'
import { changeLines } from '../../report/plan/change-lines.ts'
import { consequenceSentence } from '../../report/plan/consequence-sentences.ts'
import { happeningSentence } from '../../report/plan/happening-sentences.ts'
import { clock } from '../../report/plan/words.ts'

/** What happens to an object, each with the walk to what caused it. */
export function why(plan: Plan, wanted: string): { readonly text: string } | { readonly reason: string } {
  const changes = plan.changes.filter(({ object }) => isMeant({ about: object }, wanted))
  const about = plan.timeline.filter(happening => isMeant(happening, wanted))
  const follows = plan.consequences.filter(consequence => 'about' in consequence && isMeant(consequence, wanted))
  if (changes.length + about.length === 0)
    return { reason: `--why: nothing happens to \`${wanted}\`; name it as Deployment/web or shop/web` }
  const parts = [
    ...changes.flatMap(change => {
      const [headline, ...fields] = changeLines(change, Number.POSITIVE_INFINITY)
      return headline === undefined ? [] : [[headline, ...fields.map(line => `      ${line}`)].join('\n')]
    }),
    ...about.map(happening => walk(happening, plan.timeline)),
    ...follows.map(consequence => consequenceSentence(consequence)),
  ]
  return { text: `${parts.length > 0 ? parts.join('\n\n') : 'Nothing happens to it.'}\n` }
}

/** `web`, `shop/web`, `Deployment/web`, `Deployment/shop/web` */
function isMeant({ about }: Pick<Happening, 'about'>, wanted: string): boolean {
  const { kind, namespace = '', name } = about
  const [last, before, first] = wanted.split('/').reverse()
  if (last !== name) return false
  if (before === undefined) return true
  const same = (text: string): boolean => text.toLowerCase() === kind.toLowerCase()
  return first === undefined ? before === namespace || same(before) : before === namespace && same(first)
}

function walk(happening: Happening, timeline: readonly Happening[]): string {
  const lines = [`${clock(happening.at)}  ${happeningSentence(happening)}`]
  let here = happening
  while (here.cause !== undefined) {
    here = timeline[here.cause]!
    lines.push(`      because ${clock(here.at)}  ${happeningSentence(here)}`)
  }
  return lines.join('\n')
}
