import { describe, expect, test } from 'vitest'
import { FORMAT_NAMES, FORMATS } from './formats.ts'
import type { ReportContext } from './report.ts'
import { CLEAN, SAMPLE } from './sample.ts'

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

test('machine formats are what they say', () => {
  expect(JSON.parse(FORMATS.json(SAMPLE, context))).toMatchObject({ format: 1, summary: { errors: 2 } })
  expect(JSON.parse(FORMATS.sarif(SAMPLE, context)).runs[0].results).toHaveLength(5)
  expect(
    new Set(JSON.parse(FORMATS.gitlab(SAMPLE, context)).map((issue: { fingerprint: string }) => issue.fingerprint))
      .size,
  ).toBe(5)
})
