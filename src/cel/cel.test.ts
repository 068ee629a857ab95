import { describe, expect, it } from 'vitest'
import { adapt, compile, DYN, environment } from './index.ts'

const base = environment({ minor: 36, variables: { x: DYN } })
const x = adapt({ a: { b: 'q' }, list: [1, 2, 3], n: null })

/** The value as text, or the error. */
function run(text: string): string {
  const compiled = compile(text, base)
  if (!('ok' in compiled)) return compiled.text
  const result = compiled.ok.evaluate({ x })
  if ('error' in result) return `error: ${result.error}`
  const { value } = result
  return typeof value === 'object' && value !== null ? value.constructor.name : `${value}`
}

describe('an expression', () => {
  it.each([
    ['1 + 2 * 3', '7'],
    ['9223372036854775807 + 1', 'error: integer overflow'],
    ['7 / 0', 'error: division by zero'],
    ['1 < 2.5', 'true'],
    ["x.a.b == 'q' && has(x.a)", 'true'],
    ['has(x.zz)', 'false'],
    ['x.zz', 'error: no such key: zz'],
    ['x.list[7]', 'error: index out of bounds: 7'],
    ['x.zz == 1 || true', 'true'],
    ['x.zz == 1 || false', 'error: no such key: zz'],
    ['x.list.all(i, i > 0)', 'true'],
    ['x.list.exists(i, x.zz == 1 || i == 3)', 'true'],
    ['x.list.map(i, i * 2).sum()', '12'],
    ['x.list.exists_one(i, i == 2)', 'true'],
    ["x.?zz.orValue('none')", 'none'],
    ['x.list.transformList(i, v, i + v).sum()', '9'],
    ["'%d of %.2f'.format([1, 2.5])", '1 of 2.50'],
    ['[1, 2.5].size()', '[error]'],
    ["string(timestamp('2011-08-18T19:03:37.01+01:00'))", '2011-08-18T19:03:37.01+01:00'],
    ["string(timestamp('2011-08-18T23:30:00-02:30') + duration('1h'))", '2011-08-19T00:30:00-02:30'],
    ['dyn([1.5, 2.0]).sum() == 3.5', 'true'],
    ["optional.ofNonZeroValue(duration('0s')).hasValue()", 'false'],
    ['[1, 2].last().value()', '2'],
    ["type(ip('10.0.0.1')) == net.IP", 'true'],
    ["url('https://x.example.com/?a=1#top').getQuery()['a'][0]", '1'],
    ["quantity('9999999999999999999').isInteger()", 'false'],
    ["'äöü'.substring(1, 2)", 'ö'],
    ["size('😀')", '1'],
    ["duration('90m').getHours()", '1'],
    ["string(timestamp('2020-02-29T12:00:00.5Z'))", '2020-02-29T12:00:00.5Z'],
    ['lists.range(4).sortBy(i, -i)[0]', '3'],
  ])('%s is %s', (text, expected) => {
    if (expected === '[error]') expect(run(text)).toMatch(/expected type 'int' but found 'double'/)
    else expect(run(text)).toBe(expected)
  })
})

describe('a wrong expression', () => {
  it('is shown with a mark under the place', () => {
    expect(run("x.a +\n  nope('ä')")).toBe(
      "ERROR: <input>:2:7: undeclared reference to 'nope' (in container '')\n |   nope('ä')\n | ......^",
    )
  })

  it('may have several errors, in reading order', () => {
    expect(run('a + b').split('\n')).toEqual([
      "ERROR: <input>:1:1: undeclared reference to 'a' (in container '')",
      ' | a + b',
      ' | ^',
      "ERROR: <input>:1:5: undeclared reference to 'b' (in container '')",
      ' | a + b',
      ' | ....^',
    ])
  })
})

describe('the budget', () => {
  it('ends an expression that would run for ages', () => {
    const nested = 'lists.range(9999).all(a, lists.range(9999).all(b, lists.range(9999).all(c, a + b + c >= 0)))'
    expect(run(nested)).toBe('error: operation cancelled: actual cost limit exceeded')
  })
})
