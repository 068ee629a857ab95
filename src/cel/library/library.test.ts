import { describe, expect, it } from 'vitest'
import { AUTHORIZER_TYPE, authorizerValue, compile, environment } from '../index.ts'

/** The value as text, the error, or the first complaint of the compiler. */
function run(text: string, minor = 36): string {
  const env = environment({ minor, expressions: 'stored', variables: { authorizer: AUTHORIZER_TYPE } })
  const compiled = compile(text, env)
  if (!('ok' in compiled)) return compiled.text.split('\n')[0]!.replace(/^ERROR: <input>:\d+:\d+: /, '')
  const authorizer = authorizerValue(question => ({ allowed: question.verb === 'get' && question.resource === 'pods' }))
  const result = compiled.ok.evaluate({ authorizer })
  return 'error' in result ? result.error : String(result.value)
}

describe('the libraries of Kubernetes', () => {
  it.each([
    ["quantity('1Gi').isGreaterThan(quantity('1G'))", 'true'],
    ["quantity('50k').add(20).asInteger()", '50020'],
    [
      "quantity('1.2.3')",
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
    ["ip('::1').family()", '6'],
    ["ip.isCanonical('::0:1')", 'false'],
    ["string(cidr('10.1.2.3/8').masked())", '10.0.0.0/8'],
    ["cidr('10.0.0.0/8').containsIP('10.255.0.1')", 'true'],
    ["cidr('10.0.0.0/8').containsCIDR('10.1.0.0/7')", 'false'],
    ["url('https://a.com:80/x%20y?k=v').getHostname()", 'a.com'],
    ["url('https://a.com/?k=v&k=w').getQuery()['k'].size()", '2'],
    ["isURL('a b')", 'false'],
    ["semver('1.2.3').isGreaterThan(semver('1.2.3-rc.1'))", 'true'],
    ["semver('v1', true).major()", '1'],
    ["format.dns1123Label().validate('A').hasValue()", 'true'],
    ["format.named('uuid').value().validate('x').value()[0]", 'does not match the UUID format'],
    ["'a1b22'.findAll('[0-9]+').size()", '2'],
    ["authorizer.group('').resource('pods').check('get').allowed()", 'true'],
    ["authorizer.group('').resource('pods').check('delete').allowed()", 'false'],
    ['[1, 3, 2].isSorted()', 'false'],
    ["['b', 'a'].sort()[0]", 'a'],
    ['sets.intersects([1, 2], [2, 3])', 'true'],
    ["'%s'.format([[['a'], ['b']]])", '[["a"], ["b"]]'],
    ["'%.2f %.1e'.format([1234.5, 0.00012])", '1,234.50 1.2\u202f×\u202f10⁻⁰⁴'],
    ["'%d'.format(['x'])", 'error during formatting: decimal clause can only be used on integers, was given string'],
  ])('%s → %s', (text, expected) => {
    expect(run(text)).toBe(expected)
  })
})

describe('a library is there from its minor on', () => {
  it.each([
    ["quantity('1').asInteger()", 27, 28],
    ["ip('::1').family()", 29, 30],
    ["format.dns1123Label().validate('a').hasValue()", 30, 31],
    ['[1].all(i, v, i < v)', 31, 32],
    ["semver('1.2.3').major()", 32, 33],
    ['[1].sort()[0]', 33, 34],
  ])('%s: not in 1.%i, but in 1.%i', (text, without, from) => {
    expect(run(text, without)).toMatch(/undeclared|no matching overload/)
    expect(run(text, from)).not.toMatch(/undeclared|no matching overload/)
  })
})
