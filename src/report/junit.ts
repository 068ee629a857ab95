import { printable } from '../text/printable.ts'
import type { Finding, Report } from './report.ts'
import { subjectText } from './report.ts'
import { groupBy, onlyIn } from './text/words.ts'

/**
 * JUnit XML: a suite for each file with findings, a case for each finding; errors and warnings are
 * failures, notes are output of a case that passes. A clean run is one suite with one passed case,
 * because readers take an empty report for a broken one.
 */
export function junit({ diagnostics, summary }: Report): string {
  const failures = summary.errors + summary.warnings
  const suites = [...groupBy(diagnostics, finding => finding.file)].map(([file, findings]) => suite(file, findings))
  for (const reason of summary.incomplete ?? []) {
    suites.push(
      element('testsuite', { name: 'drydock', tests: 1, failures: 0, errors: 1 }, [
        element('testcase', { name: 'complete', classname: 'drydock' }, [element('error', { message: reason }, [])]),
      ]),
    )
  }
  if (suites.length === 0) {
    const name = `${summary.files} files, ${summary.objects} objects`
    suites.push(
      element('testsuite', { name: 'drydock', tests: 1, failures: 0, errors: 0 }, [
        element('testcase', { name, classname: 'drydock' }, []),
      ]),
    )
  }
  const broken = summary.incomplete?.length ?? 0
  const tests = Math.max(1, diagnostics.length + broken)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'drydock', tests, failures, errors: broken }, suites)}\n`
}

function suite(file: string, findings: readonly Finding[]): string {
  const failures = findings.filter(finding => finding.severity !== 'note').length
  const skipped = 0
  return element(
    'testsuite',
    { name: file, tests: findings.length, failures, errors: 0, skipped },
    findings.map(testCase),
  )
}

function testCase(finding: Finding): string {
  const place = `${finding.file}:${finding.start.line}:${finding.start.column}`
  const name = `${finding.code} ${finding.subject ? `${subjectText(finding.subject)} ` : ''}${finding.start.line}:${finding.start.column}`
  const body = [finding.message + onlyIn(finding), `at ${place}`, ...(finding.advice ? [finding.advice] : [])]
    .map(printable)
    .join('\n')
  const outcome =
    finding.severity === 'note'
      ? `<system-out>${escaped(body)}</system-out>`
      : `<failure message="${inAttribute(finding.message)}" type="${finding.severity}">${escaped(body)}</failure>`
  return element('testcase', { name, classname: finding.file, file: finding.file, line: finding.start.line }, [outcome])
}

function element(name: string, attributes: Record<string, string | number>, children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${inAttribute(String(value))}"`)
  const open = `<${name}${written.join('')}`
  if (children.length === 0) return `${open}/>`
  const inside = children.map(child => `  ${child.replaceAll(/\n(?=\s*<)/g, '\n  ')}`).join('\n')
  return `${open}>\n${inside}\n</${name}>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** XML 1.0 has no way to write most control characters or a lone surrogate: they are replaced. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[&<>"']/g, character => ENTITIES[character]!)
    .replaceAll(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')

/** A line break would be read as a blank there; and where the report goes to a log, a new line may be taken for a command. */
const inAttribute = (text: string): string =>
  escaped(text).replaceAll(/[\t\n\r]/g, character => `&#${character.charCodeAt(0)};`)
