/**
 * `npm run schemas:verify -- FOLDER`: holds `schemas/` against the facts of releases in a folder of
 * `openapi-1.<minor>.json.gz`. Differences that are known to stay are listed in `known-differences.json`
 * with the reason for each; any other makes the run fail.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { compare } from './compare.ts'
import { readFacts } from './facts.ts'
import known from './known-differences.json'

const folder = process.argv[2]
if (!folder) throw new Error('usage: npm run schemas:verify -- FOLDER')

/** Read off running servers, which show only what is served by default. */
const served = new Set([20, 36])
const reasons: Record<string, Record<string, string>> = known
let unexplained = 0
for (let minor = 14; minor <= 60; minor++) {
  if (!existsSync(join(folder, `openapi-1.${minor}.json.gz`))) continue
  const { types, fields, kinds, differences } = compare(minor, readFacts(folder, minor), served.has(minor))
  const explained = reasons[`1.${minor}`] ?? {}
  const open = differences.filter(line => !Object.hasOwn(explained, line))
  const gone = Object.keys(explained).filter(line => !differences.includes(line))
  unexplained += open.length + gone.length
  console.log(
    `1.${minor}: ${types} types, ${fields} fields, ${kinds} kinds; ${differences.length} differences, ` +
      `${differences.length - open.length} of them explained`,
  )
  for (const line of open) console.log(`  ${line}`)
  for (const line of gone) console.log(`  no longer differs: ${line}`)
}
if (unexplained > 0) process.exitCode = 1
