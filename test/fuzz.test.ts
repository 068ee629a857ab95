import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CheckOptions } from '../src/check/engine.ts'
import { ManifestEngine } from '../src/check/manifest-engine.ts'
import { KnownFile } from '../src/check/sketch.ts'
import { Source } from '../src/text/source.ts'

const OPTIONS: CheckOptions = {
  minors: [20, 36],
  unknownKinds: 'note',
  definitions: [],
  profile: 'recommended',
  wantedRules: [],
  ownRules: [],
  ruleOptions: {},
  complete: true,
  assumptions: {},
}
const engine = new ManifestEngine(OPTIONS)
const folder = join(import.meta.dirname, '..', 'examples', 'shop', 'after')
const manifests = readdirSync(folder).map(file => readFileSync(join(folder, file), 'utf8'))
const MOST_MILLISECONDS = 1000

/** Checks a text and holds the answer to what every answer promises. fast-check prints the seed of a failure. */
function hold(text: string): void {
  // What else the machine does now and then is not our doing: what takes long must take long every time.
  let least = timeOf(text)
  for (let more = 0; more < 2 && least >= MOST_MILLISECONDS; more++) least = Math.min(least, timeOf(text))
  expect(least).toBeLessThan(MOST_MILLISECONDS)
}

function timeOf(text: string): number {
  const started = performance.now()
  const source = new Source('fuzz.yaml', text)
  const file = { source, role: 'objects', asked: true } as const
  const alone = engine.file(file)
  const diagnostics = [...alone.diagnostics, ...engine.together([KnownFile.of(file, alone)])]
  for (const { at, message } of diagnostics) {
    expect(message).not.toBe('')
    expect(at.source).toBe(source)
    expect(at.start).toBeGreaterThanOrEqual(0)
    expect(at.end).toBeGreaterThanOrEqual(at.start)
    expect(at.end).toBeLessThanOrEqual(text.length)
  }
  return performance.now() - started
}

const manifest = fc.constantFrom(...manifests)
const noise = fc.oneof(
  fc.string({ maxLength: 12, unit: 'binary' }),
  fc.constantFrom(
    '\t',
    '\r',
    '---\n',
    '{',
    '[',
    '"',
    "'",
    '&a ',
    '*a',
    '<<: ',
    '| ',
    '>-\n',
    '!!binary ',
    ': ',
    '- ',
    '%',
    '\u0000',
    '\ufeff',
    '：',
    '{{ .x }}',
  ),
)

describe('whatever stands in a file, the answer is findings at true places, soon', () => {
  test('texts with characters struck out and put in', () => {
    const cut = fc.record({ at: fc.nat(), length: fc.nat(20), put: noise })
    fc.assert(
      fc.property(manifest, fc.array(cut, { minLength: 1, maxLength: 6 }), (text, cuts) => {
        let broken = text
        for (const { at, length, put } of cuts) {
          const start = at % (broken.length + 1)
          broken = broken.slice(0, start) + put + broken.slice(start + length)
        }
        hold(broken)
      }),
      { numRuns: 150 },
    )
  })

  test('objects with values of any other kind', () => {
    const value = fc.jsonValue({ maxDepth: 2 })
    const kinds = fc.constantFrom(
      'v1/Pod',
      'v1/Service',
      'apps/v1/Deployment',
      'batch/v1/CronJob',
      'networking.k8s.io/v1/Ingress',
      'policy/v1/PodDisruptionBudget',
      'v1/Node',
      'v1/List',
    )
    const fields = fc.dictionary(
      fc.constantFrom(
        'metadata',
        'spec',
        'status',
        'data',
        'items',
        'template',
        'containers',
        '__proto__',
        'constructor',
      ),
      value,
      { maxKeys: 5 },
    )
    const spec = fc.dictionary(
      fc.constantFrom(
        'containers',
        'template',
        'selector',
        'ports',
        'volumes',
        'replicas',
        'rules',
        'tls',
        'schedule',
        'jobTemplate',
        'strategy',
        'clusterIP',
      ),
      value,
    )
    fc.assert(
      fc.property(kinds, fields, spec, (kind, rest, deep) => {
        const slash = kind.lastIndexOf('/')
        const object = { ...rest, apiVersion: kind.slice(0, slash), kind: kind.slice(slash + 1), spec: deep }
        hold(JSON.stringify(object))
      }),
      { numRuns: 400 },
    )
  })

  test('hostile shapes', () => {
    hold(`a: ${'['.repeat(5000)}`)
    hold(`${'- '.repeat(5000)}x`)
    hold(`{"a":${'['.repeat(9000)}${']'.repeat(9000)}}`)
    hold(
      [
        'a: &a [x,x]',
        ...Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*${i ? `b${i - 1}` : 'a'},*${i ? `b${i - 1}` : 'a'}]`),
      ].join('\n'),
    )
    hold(`apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: ${'x'.repeat(2_000_000)}}`)
    hold(
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {${Array.from({ length: 5000 }, (_, i) => `"!${i}": "?"`).join(',')}}}`,
    )
  })
})
