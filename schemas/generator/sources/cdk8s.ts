/**
 * cdk8s-plus: `lib/imports/k8s.d.ts`. Every field says where it comes from,
 * `@schema io.k8s.api.core.v1.ContainerPort#hostIP`, and the line below it what it is. There is no status,
 * no apiVersion, kind or list type in it, so it only settles what its neighbours disagree about.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shorten } from '../homes.ts'
import type { SourceType } from '../release.ts'

export function readCdk8s(folder: string): Map<string, SourceType> {
  const types = new Map<string, SourceType>()
  /** TypeScript's names of the types, which drop the group. */
  const homes = new Map<string, string>()
  const found: [type: string, field: string, text: string, required: boolean][] = []
  let type = ''
  let field = ''
  for (const line of readFileSync(join(folder, 'lib/imports/k8s.d.ts'), 'utf8').split('\n')) {
    const schema = /@schema (\S+?)(?:#(\S+))?$/.exec(line)
    if (schema) {
      type = shorten(schema[1]!)
      field = schema[2] ?? ''
      if (type.includes('.') && !types.has(type)) types.set(type, new Map())
      continue
    }
    const head = /^export (?:interface|declare (?:class|enum)) (\w+)/.exec(line)
    if (head && field === '' && type !== '') homes.set(head[1]!, type)
    const member = /^ {4}readonly \w+(\?)?: (.*)$/.exec(line)
    if (member && field !== '' && types.has(type)) {
      found.push([type, field, member[2]!.replace(/;$/, ''), member[1] === undefined])
      field = ''
    }
  }
  for (const [owner, name, text, required] of found) {
    types.get(owner)!.set(name, { shape: shapeOf(text, homes), required })
  }
  return types
}

function shapeOf(text: string, homes: Map<string, string>): string {
  if (text.endsWith('[]')) return `[]${shapeOf(text.slice(0, -2), homes)}`
  // A map is spread over three lines; the one after next has its values, which the neighbours know.
  if (text === '{') return '{}string'
  if (text === 'Date') return 'Time'
  if (/^[a-z]/.test(text)) return text
  const home = homes.get(text)
  if (home === undefined) return 'string'
  return home
}
