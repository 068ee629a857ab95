import Ajv2020 from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import schema from '../docs/schema/plan.schema.json' with { type: 'json' }
import { CONSEQUENCE_KINDS } from '../src/plan/consequence.ts'
import type { Plan } from '../src/plan/plan.ts'
import { PLAN_FORMAT_NAMES, PLAN_FORMATS } from '../src/report/plan/formats.ts'
import { withoutSecrets } from '../src/report/redact/plan-secrets.ts'
import { folder, planOf } from './plans.ts'

const before = folder('examples/shop/before')
const after = folder('examples/shop/after')
const shown = withoutSecrets(
  planOf({ from: before, to: after, nodes: '3x2cpu,4Gi/3' }),
  [...before, ...after].map(({ value }) => value),
)

test.each(PLAN_FORMAT_NAMES)('the shop’s change as %s', async format => {
  await expect(PLAN_FORMATS[format](shown, { version: '0.0.0' })).toMatchFileSnapshot(`golden/plan.shop.${format}`)
})

test('a terminal with colours', async () => {
  await expect(PLAN_FORMATS.text(shown, { version: '0.0.0', colour: true })).toMatchFileSnapshot(
    'golden/plan.shop.colour.text',
  )
})

test('no format holds the password of the example', () => {
  for (const format of PLAN_FORMAT_NAMES)
    expect(PLAN_FORMATS[format](shown, { version: '0.0.0' })).not.toContain('only-an-example')
})

describe('the JSON', () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true })
  const fits = ajv.compile(schema)
  const valid = (plan: Plan): unknown => {
    fits(JSON.parse(PLAN_FORMATS.json(plan, { version: '0.0.0' })))
    return fits.errors
  }

  test('fits its schema', () => {
    expect(valid(shown)).toBeNull()
    expect(valid(planOf({ from: before, to: [], prune: true }))).toBeNull()
    expect(valid(planOf({ to: after, nodes: '1x1cpu,1Gi' }))).toBeNull()
  })

  test('whose words are those of the types', () => {
    const { consequence } = schema.$defs
    expect([...consequence.properties.kind.enum].sort()).toEqual([...CONSEQUENCE_KINDS].sort())
  })
})
