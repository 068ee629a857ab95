/**
 * @pulumi/kubernetes: `types/input.d.ts`, a union over many releases. What one version has and the one before
 * has not is what the release in between brought.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceType } from '../release.ts'

export function readPulumi(folder: string): Map<string, SourceType> {
  const types = new Map<string, SourceType>()
  let group = ''
  let version = ''
  let fields: SourceType | undefined
  for (const line of readFileSync(join(folder, 'types/input.d.ts'), 'utf8').split('\n')) {
    const space = /^(?:export declare | {4})namespace (\w+) \{$/.exec(line)
    if (space) {
      if (line.startsWith('export')) group = space[1]!
      else version = space[1]!
      continue
    }
    const type = /^ {8}interface (\w+) \{$/.exec(line)
    if (type) {
      fields = new Map()
      // Each type has a second one for server-side apply, with the same fields.
      if (!type[1]!.endsWith('Patch') || /^JSONPatch$/.test(type[1]!))
        types.set(`${group}.${version}.${type[1]}`, fields)
      continue
    }
    const member = /^ {12}"?([\w$-]+)"?(\?)?: (.*);$/.exec(line)
    if (member) fields?.set(member[1]!, { shape: shapeOf(member[3]!), required: member[2] === undefined })
  }
  return types
}

/** `pulumi.Input<pulumi.Input<inputs.core.v1.EnvVar>[] | undefined>` is `[]core.v1.EnvVar`. */
function shapeOf(text: string): string {
  const plain = text.replaceAll(/pulumi\.Input<| \| undefined|>/g, '')
  const map = /^\{\s*\[key: string\]: (.*?);?\s*\}$/.exec(plain)
  if (map) return `{}${shapeOf(map[1]!)}`
  if (plain.endsWith('[]')) return `[]${shapeOf(plain.slice(0, -2).replace(/^\((.*)\)$/, '$1'))}`
  if (/\bnumber\b/.test(plain) && /\bstring\b/.test(plain)) return 'IntOrString'
  if (plain.startsWith('inputs.')) return plain.slice('inputs.'.length)
  if (/string|"|enums/.test(plain)) return 'string'
  return plain
}
