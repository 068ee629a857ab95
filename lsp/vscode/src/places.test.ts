import { expect, test } from 'vitest'
import { readPlaces, readPlan } from './places.ts'

const at = { line: 1, character: 2 }
const location = { uri: 'file:///a.yaml', range: { start: at, end: at } }

test('places that a lens leads to', () => {
  expect(readPlaces(['file:///a.yaml', at, [location]])).toEqual({ uri: 'file:///a.yaml', at, locations: [location] })
})

test('what is no place is left out, and what is no answer is none', () => {
  expect(readPlaces(['file:///a.yaml', at, [location, { uri: 3 }, null]])?.locations).toEqual([location])
  expect(readPlaces([])).toBeUndefined()
  expect(readPlan(null)).toBeUndefined()
  expect(readPlan({ format: 'markdown', text: '# Plan' })).toEqual({ format: 'markdown', text: '# Plan' })
})
