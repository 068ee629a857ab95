import { expect, test } from 'vitest'
import type { KubeObject } from '../../resource/object.ts'
import { Store } from '../store.ts'
import { worldWith } from '../world-with.ts'
import { definitionsOf } from './definitions.ts'

const GROUP = 'apiextensions.k8s.io'
const definition = (kind: string, scope = 'Namespaced'): KubeObject => {
  const names = { plural: `${kind.toLowerCase()}s`, kind }
  const spec = { group: 'x.example.com', scope, names, versions: [{ name: 'v1', served: true, storage: true }] }
  const metadata = { name: `${names.plural}.x.example.com` }
  return { apiVersion: `${GROUP}/v1`, kind: 'CustomResourceDefinition', metadata, spec } as object as KubeObject
}
const scopes = (world: Store | ReturnType<typeof worldWith>, kind: string): unknown[] =>
  definitionsOf(world, 'x.example.com', kind).map(({ spec }) => spec?.scope)

test('definitions are found by their kind, and what comes later is found too', () => {
  const store = new Store()
  expect(scopes(store, 'Bolt')).toEqual([])
  store.put(GROUP, definition('Bolt'))
  expect(scopes(store, 'Bolt')).toEqual(['Namespaced'])
  expect(scopes(store, 'Nut')).toEqual([])
  store.put(GROUP, definition('Bolt', 'Cluster'))
  expect(scopes(store, 'Bolt')).toEqual(['Cluster'])
  store.remove(GROUP, definition('Bolt'))
  expect(scopes(store, 'Bolt')).toEqual([])
})

test('a world with another definition than there was has its own', () => {
  const store = new Store()
  store.put(GROUP, definition('Bolt'))
  expect(scopes(worldWith(store, GROUP, definition('Bolt', 'Cluster')), 'Bolt')).toEqual(['Cluster'])
  expect(scopes(store, 'Bolt')).toEqual(['Namespaced'])
})

test('what is no proper definition defines nothing', () => {
  const store = new Store()
  const broken = { ...definition('Bolt'), spec: { group: 'x.example.com', names: { kind: 'Bolt' }, versions: {} } }
  store.put(GROUP, broken as object as KubeObject)
  expect(scopes(store, 'Bolt')).toEqual([])
})
