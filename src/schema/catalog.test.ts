import { describe, expect, it } from 'vitest'
import { suggest } from '../resource/suggest.ts'
import { catalog } from './catalog.ts'
import { availability, fieldChanges, fieldSpans } from './history.ts'

describe('the catalog', () => {
  it('finds a kind by what a manifest says and by what a URL says', () => {
    const deployment = catalog(36).kind('apps/v1', 'Deployment')
    expect(deployment).toMatchObject({ plural: 'deployments', namespaced: true, group: 'apps' })
    expect(catalog(36).resource('apps', 'v1', 'deployments')).toBe(deployment)
    expect(catalog(36).kind('extensions/v1beta1', 'Deployment')).toBeUndefined()
    expect(catalog(36).kind('core/v1', 'Pod')).toBeUndefined()
    expect(catalog(36).kind('apps/v1', '__proto__')).toBeUndefined()
  })

  it('walks from a kind into its fields', () => {
    const spec = catalog(36).kind('v1', 'Pod')?.type.fields.get('spec')?.shape
    if (spec?.kind !== 'struct') throw new Error('a spec is a struct')
    expect(spec.go).toBe('v1.PodSpec')
    const containers = spec.type.fields.get('containers')
    expect(containers).toMatchObject({ required: true, shape: { kind: 'list', go: '[]v1.Container' } })
  })

  it('knows a type that contains itself', () => {
    const schema = catalog(36).type('apiextensions.v1.JSONSchemaProps')
    const not = schema?.fields.get('not')?.shape
    expect(not?.kind === 'struct' && not.type).toBe(schema)
  })

  it('shows each minor its own fields', () => {
    expect(catalog(24).type('core.v1.PodSpec')?.fields.has('hostUsers')).toBe(false)
    expect(catalog(25).type('core.v1.PodSpec')?.fields.has('hostUsers')).toBe(true)
    expect(fieldSpans('core.v1.PodSpec', 'hostUsers')).toEqual([{ since: 25, until: 37 }])
    expect(fieldChanges('core.v1.PodSpec', 24, 25).get('hostUsers')).toBe('appears')
  })

  it('knows where a kind is served', () => {
    expect(availability('policy', 'v1beta1', 'PodDisruptionBudget')).toMatchObject({ since: 14, until: 24 })
    expect(catalog(24).preferred('policy', 'PodDisruptionBudget')?.apiVersion).toBe('policy/v1')
    expect(catalog(20).preferred('policy', 'PodDisruptionBudget')?.apiVersion).toBe('policy/v1beta1')
  })
})

describe('suggest', () => {
  it.each([
    ['replica', 'replicas'],
    ['imagePullPolcy', 'imagePullPolicy'],
    ['hostip', 'hostIP'],
    ['xyz', undefined],
  ])('%s → %s', (word, meant) => {
    expect(suggest(word, ['replicas', 'imagePullPolicy', 'hostIP', 'hostPort'])).toBe(meant)
  })
})
