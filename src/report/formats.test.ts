import Ajv2020 from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import schema from '../../docs/schema/check.schema.json' with { type: 'json' }
import { FORMAT_NAMES, FORMATS } from './formats.ts'
import { joinReports, readReport } from './join.ts'
import type { ReportContext } from './report.ts'
import { CLEAN, SAMPLE } from './sample.ts'
import { onlyIn } from './text/words.ts'

const context: ReportContext = {
  version: '1.2.3',
  kubernetesVersions: ['1.35', '1.36'],
  describe: code =>
    code === 'image-has-tag'
      ? { summary: 'An image names its tag.', why: 'Without one it is `latest`.', instead: 'Name the tag.' }
      : undefined,
}

describe.each(FORMAT_NAMES)('%s', format => {
  test('a report with a bit of everything', async () => {
    await expect(FORMATS[format](SAMPLE, context)).toMatchFileSnapshot(`golden/sample.${format}`)
  })
  test('a clean run', async () => {
    await expect(FORMATS[format](CLEAN, context)).toMatchFileSnapshot(`golden/clean.${format}`)
  })
  test('never says what is secret', () => {
    expect(FORMATS[format](SAMPLE, context)).not.toContain('hunter2')
  })
})

test('text in colour', async () => {
  await expect(FORMATS.text(SAMPLE, { ...context, colour: true })).toMatchFileSnapshot('golden/sample.colour.text')
})

test('a name with what a format takes for its own', () => {
  const named = (file: string, message: string) => ({
    ...SAMPLE,
    diagnostics: SAMPLE.diagnostics.slice(0, 1).map(one => ({ ...one, file, message })),
  })
  const report = named('my_app #1.yaml', 'a\n::error::b')
  expect(FORMATS.markdown(report, context)).toContain('<summary>my_app #\u200b1.yaml: 1 finding</summary>')
  expect(FORMATS.junit(report, context)).toContain('message="a&#10;::error::b"')
  for (const format of FORMAT_NAMES) expect(FORMATS[format](report, context)).not.toMatch(/^::error::b/m)
})

test('what was not looked at is not without findings', () => {
  const report = { ...CLEAN, summary: { ...CLEAN.summary, incomplete: ['x: there is no such file'] } }
  for (const format of FORMAT_NAMES) expect(FORMATS[format](report, context).toLowerCase()).not.toContain('no findings')
})

test.each([
  [['1.36'], ' (only in Kubernetes 1.36)'],
  [['1.20', '1.21', '1.25', '1.26', '1.27'], ' (only in Kubernetes 1.20, 1.21, 1.25 to 1.27)'],
  [undefined, ''],
])('releases %j', (versions, expected) => expect(onlyIn({ ...(versions && { versions }) })).toBe(expected))

test('machine formats are what they say', () => {
  expect(JSON.parse(FORMATS.json(SAMPLE, context))).toMatchObject({ format: 1, summary: { errors: 2 } })
  expect(JSON.parse(FORMATS.sarif(SAMPLE, context)).runs[0].results).toHaveLength(5)
  expect(
    new Set(JSON.parse(FORMATS.gitlab(SAMPLE, context)).map((issue: { fingerprint: string }) => issue.fingerprint))
      .size,
  ).toBe(5)
})

test.each([
  ['a report with a bit of everything', SAMPLE],
  ['a clean run', CLEAN],
])('the JSON of %s is what its schema says, and reads back as it was', (_, report) => {
  const written = FORMATS.json(report, context)
  const validate = new Ajv2020().compile(schema)
  validate(JSON.parse(written))
  expect(validate.errors).toBe(null)
  const read = readReport(written)
  expect(typeof read === 'string' ? read : FORMATS.json(joinReports([read, read]), context)).toBe(
    written.replaceAll(
      /"(files|documents|objects|suppressed)": (\d+)/g,
      (_, key, count) => `"${key}": ${2 * Number(count)}`,
    ),
  )
})

test('a thousand findings of one kind are one piece of news', () => {
  const one = SAMPLE.diagnostics[4]!
  const diagnostics = Array.from({ length: 1000 }, (_, index) => ({ ...one, file: `app-${index % 50}.yaml` }))
  const said = FORMATS.text({ diagnostics, summary: { ...CLEAN.summary, warnings: 1000 } }, context)
  expect(said.split('\n').length).toBeLessThan(250)
  expect(said).toContain('and 960 more image-has-tag in app-')
  expect(said).toContain('1000 × image-has-tag in 50 files')
  expect(
    FORMATS.text({ diagnostics, summary: CLEAN.summary }, { ...context, all: true }).match(/at app-/g),
  ).toHaveLength(1000)
})

test('services are told paths from the top of the repository', () => {
  const one = { ...SAMPLE.diagnostics[4]!, file: '../base/web.yaml' }
  for (const format of ['sarif', 'github', 'gitlab'] as const) {
    const said = FORMATS[format]({ ...SAMPLE, diagnostics: [one] }, { ...context, inRepository: 'deploy/prod/' })
    expect(said).toContain('deploy/base/web.yaml')
    expect(said).not.toContain('..')
  }
})
