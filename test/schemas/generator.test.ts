import { describe, expect, it } from 'vitest'
import { between, difference } from '../../schemas/generator/derive.ts'
import { collectHints, sharpen } from '../../schemas/generator/hints.ts'
import type { Release, SourceType } from '../../schemas/generator/release.ts'
import { ModelNames } from '../../schemas/generator/sources/model-names.ts'
import { variantsOf } from '../../schemas/generator/spans.ts'

const type = (fields: Record<string, string>): SourceType =>
  new Map(
    Object.entries(fields).map(([name, shape]) => [
      name,
      { shape: shape.replace('!', ''), required: shape.endsWith('!') },
    ]),
  )
const release = (minor: number, types: Record<string, Record<string, string>>): Release => ({
  minor,
  types: new Map(Object.entries(types).map(([name, fields]) => [name, type(fields)])),
  kinds: new Map(),
})

describe('a release without a package of its own', () => {
  const before = release(30, { 'core.v1.A': { stays: 'string', goes: 'int32' }, 'core.v1.Old': { x: 'string' } })
  const after = release(32, { 'core.v1.A': { stays: 'string!', comes: 'core.v1.New' }, 'core.v1.New': { y: 'string' } })

  it('has what both neighbours have, as it was before', () => {
    const made = between(31, before, after, () => false, new Map())
    expect([...made.types.keys()]).toEqual(['core.v1.A'])
    expect([...made.types.get('core.v1.A')!]).toEqual([['stays', { shape: 'string', required: false }]])
  })

  it('has what its own source settles, and the types that is made of', () => {
    const made = between(31, before, after, (_, field) => field === 'comes', new Map())
    expect([...made.types.get('core.v1.A')!.keys()]).toEqual(['stays', 'comes'])
    expect(made.types.has('core.v1.New')).toBe(true)
  })

  it('has what is new and gone by the next', () => {
    const news = difference(new Map(), new Map([['core.v1.A', type({ brief: 'boolean' })]]))
    expect(
      between(31, before, after, () => false, news)
        .types.get('core.v1.A')!
        .has('brief'),
    ).toBe(true)
  })
})

it('a vague type is what another release says of the same field', () => {
  const exact = release(17, { 'core.v1.ContainerPort': { hostPort: 'int32' } })
  const vague = release(18, { 'core.v1.ContainerPort': { hostPort: 'number', unheardOf: 'number' } })
  expect(sharpen(vague, collectHints([exact]))).toEqual(['core.v1.ContainerPort.unheardOf number'])
  expect(vague.types.get('core.v1.ContainerPort')!.get('hostPort')!.shape).toBe('int32')
})

it('a model without a group belongs to the one group that the release has', () => {
  const old = new ModelNames(['V1beta1Subject', 'V1beta1Role'])
  expect(old.homeOf('V1beta1Subject')).toBe('rbac.v1beta1.Subject')
  const young = new ModelNames(['V1beta1Subject', 'V1beta1FlowSchema'])
  expect(young.homeOf('V1beta1Subject')).toBe('flowcontrol.v1beta1.Subject')
  expect(young.homeOf('CoreV1Event')).toBe('core.v1.Event')
})

it('a fact with bounds cuts the history of its field, and only where it changes something', () => {
  const field = { shape: '[]string', required: false }
  const spans = [{ from: 14, to: 37, value: field }]
  const facts = [{ pointer: true }, { since: '1.30', listType: 'atomic' }]
  expect(variantsOf(spans, facts)).toEqual([
    { from: 14, to: 29, field, facts: { pointer: true } },
    { from: 30, to: 37, field, facts: { pointer: true, listType: 'atomic' } },
  ])
  expect(variantsOf([{ from: 31, to: 37, value: field }], facts)).toHaveLength(1)
})
