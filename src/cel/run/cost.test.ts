import { describe, expect, it } from 'vitest'
import { compile, environment, estimateCost } from '../index.ts'

const base = environment({ minor: 36 })

describe('what an expression costs, as estimated and when run', () => {
  it.each([
    // a list is 10, each comparison 1
    ['[1, 2, 3, 4, 5].sum()', [15, 15], 15],
    // text costs a tenth for each character
    ["'ABCDEFGHIJ abcdefghij'.lowerAscii() == 'abcdefghij ABCDEFGHIJ'.lowerAscii()", [7, 9], 9],
    ["strings.quote('ABCDEFGHIJ abcdefghij') == strings.quote('ABCDEFGHIJ abcdefghij')", [7, 11], 9],
    ["'abc 123 def 123'.find('123')", [2, 2], 2],
    ["cidr('192.168.0.0/16').containsCIDR('192.0.0.0/30')", [7, 11], 7],
    ["url('https:://kubernetes.io/') == url('https:://kubernetes.io/')", [7, 9], 7],
    ["format.named('dns1123Label').value().validate('my-name')", [34, 34], 10],
    ['sets.contains([1, 2, 3, 4], [2, 3])', [29, 29], 29],
    // the second operand need not run
    ["quantity('200M') == quantity('0.2G') && quantity('0.2G') == quantity('200M')", [3, 6], 6],
    // the first element decides; the loop looks at its condition once more
    ['[1, 2].exists(i, v, v > 0)', [19, 23], 20],
    ["{'a': 1, 'b': 2}.transformMapEntry(k, v, {k: v + 1})", [131, 131], 131],
  ])('%s', (text, [min, max], spent) => {
    const compiled = compile(text, base)
    if (!('ok' in compiled)) throw new Error(compiled.text)
    expect(estimateCost(compiled.ok, undefined)).toEqual({ min, max })
    expect(compiled.ok.evaluate({}).cost).toBe(spent)
  })
})
