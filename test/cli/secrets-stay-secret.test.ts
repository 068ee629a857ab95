import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeEngine } from '../../src/check/make-engine.ts'
import { toFinding } from '../../src/report/finding.ts'
import { FORMAT_NAMES, FORMATS } from '../../src/report/formats.ts'
import { masks } from '../../src/report/redact/mask-of.ts'
import { countSeverities } from '../../src/report/report.ts'
import { Source } from '../../src/text/source.ts'

const MANIFESTS = [
  `apiVersion: v1
kind: Secret
metadata:
  name: login
type: Opaque
data:
  user: QWxhZGRpbjpvcGVu
  token: "c2VzYW1lLXNlc2FtZQ=="
stringData:
  config: |
    line-of-hunter2
    other-hunter3
  quoted: 'it''s-hunter4'
`,
  `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"login"},
"data":{"user":"QWxhZGRpbjpvcGVu","token":"c2VzYW1lLXNlc2FtZQ=="},
"stringData":{"config":"line-of-hunter2\\nother-hunter3","quoted":"it's-hunter4"}}
`,
  `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Secret
  metadata: {name: a}
  data: {user: QWxhZGRpbjpvcGVu, token: c2VzYW1lLXNlc2FtZQ==}
  stringData: {config: line-of-hunter2 other-hunter3, quoted: it-hunter4}
`,
]

const SECRETS = ['QWxhZGRpbjpv', 'Aladdin:open', 'c2VzYW1lLXNl', 'sesame-sesame', 'hunter2', 'hunter3', 'hunter4']

const engine = await makeEngine({
  minors: [20, 36],
  unknownKinds: 'warning',
  definitions: [],
  profile: 'strict',
  wantedRules: [],
  ownRules: [],
  ruleOptions: {},
  complete: false,
  assumptions: {},
})

/** A slip of the hand somewhere outside the words that say what is secret. */
const slips = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    what: fc.constantFrom(
      ' ',
      '\n',
      '\t',
      ':',
      '"',
      "'",
      '{',
      '}',
      '[',
      '- ',
      '  ',
      'x',
      '',
      '',
      '|',
      '&a ',
      '*a',
      '#',
      '---\n',
      '\ufffd',
    ),
    drop: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 4 },
)

test('however a Secret is broken, no report shows what it holds', () => {
  fc.assert(
    fc.property(fc.constantFrom(...MANIFESTS), slips, (manifest, changes) => {
      let text = manifest
      for (const { at, what, drop } of changes) {
        const place = Math.floor(at * text.length)
        text = text.slice(0, place) + what + text.slice(place + drop)
      }
      // What is not called a Secret any more is none.
      fc.pre(/\bkind"?: ?"?Secret\b/.test(text) && /\bdata"?:/.test(text) && /\bstringData"?:/.test(text))
      const { diagnostics } = engine.file({ source: new Source('a.yaml', text), role: 'objects', asked: true })
      const maskOf = masks()
      const found = diagnostics.map(diagnostic => toFinding(diagnostic, maskOf))
      const summary = { files: 1, documents: 1, objects: 1, ...countSeverities(found), suppressed: 0, skipped: [] }
      for (const format of FORMAT_NAMES) {
        const said = FORMATS[format]({ diagnostics: found, summary }, { version: '0', all: true })
        expect(
          SECRETS.filter(secret => said.includes(secret)),
          text,
        ).toEqual([])
      }
    }),
    { numRuns: 1500, seed: 7 },
  )
})
