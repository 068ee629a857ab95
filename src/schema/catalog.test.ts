import { describe, expect, it } from 'vitest'
import { suggest } from '../resource/suggest.ts'
import { catalog } from './catalog.ts'
import { availability, fieldChanges, fieldSpans } from './history.ts'
import type { Type } from './type.ts'

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

  it('knows the files that administrators write, apart from what is served', () => {
    const kinds = catalog(36)
    expect(kinds.kind('v1', 'Config')).toMatchObject({ config: true, apiVersion: 'v1' })
    expect(kinds.kind('kubeconfig/v1', 'Config')).toBeUndefined()
    const kubelet = kinds.kind('kubelet.config.k8s.io/v1beta1', 'KubeletConfiguration')
    expect(kubelet?.type.fields.get('memorySwap')?.shape.go).toBe('v1beta1.MemorySwapConfiguration')
    expect(kinds.kinds().some(kind => kind.config)).toBe(false)
    expect(kinds.configKinds().map(kind => kind.kind)).toContain('Kustomization')
    for (const kind of [...kinds.kinds(), ...kinds.configKinds()]) expect(kind.type.fields.size).toBeGreaterThan(0)
  })

  it('has every kind of every minor made of types that minor has', () => {
    const missing: string[] = []
    for (let minor = 14; minor <= 37; minor++) {
      const seen = new Set<string>()
      const visit = (type: Type) => {
        if (seen.has(type.qualified)) return
        seen.add(type.qualified)
        if (catalog(minor).type(type.qualified) !== type) missing.push(`${type.qualified} in 1.${minor}`)
        for (const { shape } of type.fields.values()) {
          let inner = shape
          while (inner.kind === 'list' || inner.kind === 'map') inner = inner.of
          if (inner.kind === 'struct') visit(inner.type)
        }
      }
      for (const kind of catalog(minor).kinds()) visit(kind.type)
      expect(seen.size).toBeGreaterThan(400)
    }
    expect(missing).toEqual([])
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
