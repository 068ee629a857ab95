import { describe, expect, it } from 'vitest'
import { goSyntax } from './go-syntax.ts'

const STORIES: [story: string, type: string, value: unknown, shown: string][] = [
  ['a list that is not there', '[]string', undefined, '[]string(nil)'],
  ['a map with its keys sorted', 'map[string]string', { b: '2', a: '1' }, 'map[string]string{"a":"1", "b":"2"}'],
  [
    'a struct with structs in a list',
    'v1.LabelSelector',
    { matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
    'v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement{v1.LabelSelectorRequirement{Key:"tier", Operator:"Exists", Values:[]string(nil)}}}',
  ],
  [
    'what is behind a pointer',
    'core.SeccompProfile',
    { type: 'a/b', localhostProfile: 'x' },
    'core.SeccompProfile{Type:"a/b", LocalhostProfile:(*string)(0x<ptr>)}',
  ],
  ['a text that might be a number', 'intstr.IntOrString', '5%', 'intstr.IntOrString{Type:1, IntVal:0, StrVal:"5%"}'],
  ['bytes', '[]byte', 'YWJj', '[]byte{0x61, 0x62, 0x63}'],
  [
    'a quantity that keeps its text',
    'resource.Quantity',
    '100m',
    'resource.Quantity{i:resource.int64Amount{value:100, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"100m", Format:"DecimalSI"}',
  ],
  [
    'a quantity that would be written otherwise',
    'resource.Quantity',
    '1.50',
    'resource.Quantity{i:resource.int64Amount{value:150, scale:-2}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"", Format:"DecimalSI"}',
  ],
  [
    'a quantity beyond a whole number',
    'resource.Quantity',
    '1000000000000000000000',
    'resource.Quantity{i:resource.int64Amount{value:0, scale:0}, d:resource.infDecAmount{Dec:(*inf.Dec)(0x<ptr>)}, s:"", Format:"DecimalSI"}',
  ],
]

describe("Go's own syntax", () => {
  it.each(STORIES)('%s', (_story, type, value, shown) => {
    expect(goSyntax(type, value)).toBe(shown)
  })
})
