import { expect, test } from 'vitest'
import { planOf } from '../../../test/plans.ts'
import { text } from './text.ts'

test('colours in a plan are ours, never those of a manifest', () => {
  const config = (color: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { x: "\\e[${color}mred\\e[2J" }\n`
  const plan = planOf({ from: config('31'), to: config('32') })
  expect(text(plan, { version: '1' })).toContain('\ufffd[31mred\ufffd[2J → \ufffd[32mred\ufffd[2J')
  expect(text(plan, { version: '1' })).not.toContain('\u001b')
})
