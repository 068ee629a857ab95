/**
 * @kubernetes/client-node: models in dist/gen/model(s), paths in dist/gen/api(s).
 *
 * 1.x and 2.x ship models of older releases beside the current ones; a file counts only when its header
 * names the release. 0.x has no formats: a number there is a `number` until hints say which.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageOfGroup } from '../homes.ts'
import type { Release, SourceKind, SourceType } from '../release.ts'
import { ModelNames } from './model-names.ts'

export function readClientNode(folder: string, minor: number): Release {
  const gen = join(folder, 'dist/gen')
  const models = existsSync(join(gen, 'models')) ? join(gen, 'models') : join(gen, 'model')
  const apis = existsSync(join(gen, 'apis')) ? join(gen, 'apis') : join(gen, 'api')
  const sources = new Map<string, { js: string; declarations: string }>()
  for (const file of readdirSync(models)) {
    if (!file.endsWith('.js')) continue
    const js = readFileSync(join(models, file), 'utf8')
    const header = /The version of the OpenAPI document: (\S+)|OpenAPI spec version: (\S+)/.exec(js)
    const version = header?.[1] ?? header?.[2]
    if (!version || !isRelease(version, minor)) continue
    const model = /^(?:export )?class (\w+) \{/m.exec(js)?.[1]
    if (!model) continue
    sources.set(model, { js, declarations: readFileSync(join(models, file.replace(/js$/, 'd.ts')), 'utf8') })
  }
  const names = new ModelNames(sources.keys())
  const types = new Map<string, SourceType>()
  for (const [model, { js, declarations }] of sources) {
    const name = names.homeOf(model)
    if (name) types.set(name, readModel(js, declarations, names))
  }
  const kinds = readPaths(apis)
  for (const [key, kind] of kinds) if (!types.has(`${kind.home}.${kind.kind}`)) kinds.delete(key)
  return { minor, types, kinds }
}

const isRelease = (version: string, minor: number): boolean =>
  version === `release-1.${minor}` || version.startsWith(`v1.${minor}.`)

function readModel(js: string, declarations: string, names: ModelNames): SourceType {
  const fields: SourceType = new Map()
  const list = /\.attributeTypeMap = (\[[\s\S]*?\n\]);/.exec(js)?.[1]
  if (!list) return fields
  for (const { name, baseName, type, format } of JSON.parse(list) as Record<string, string>[]) {
    const required = new RegExp(`^ {4}'${name!.replace('$', '\\$')}': `, 'm').test(declarations)
    fields.set(baseName!, { shape: shapeOf(type!, format ?? '', names), required })
  }
  return fields
}

/** TypeScript's word for a type and OpenAPI's format, as a shape. */
function shapeOf(type: string, format: string, names: ModelNames): string {
  const list = /^(?:Set|Array)<(.*)>$/.exec(type)
  if (list) return `[]${shapeOf(list[1]!, format, names)}`
  const map = /^\{ \[key: string\]: (.*?);? ?\}$/.exec(type)
  if (map) return `{}${shapeOf(map[1]!, format, names)}`
  if (type === 'Date') return format === 'date-time-micro' ? 'MicroTime' : 'Time'
  if (type === 'V1MicroTime') return 'MicroTime'
  if (type === 'IntOrString') return 'IntOrString'
  if (type === 'string' && format === 'byte') return 'bytes'
  if (type === 'string' && format === 'int-or-string') return 'IntOrString'
  if (type === 'number' && format !== '') return format
  if (/^[a-z]/.test(type)) return type
  return names.homeOf(type) ?? fail(`no home for model ${type}`)
}

/** `/apis/apps/v1/namespaces/{namespace}/deployments/{name}/scale`, with the model its body or answer has. */
function readPaths(folder: string): Map<string, SourceKind> {
  const kinds = new Map<string, SourceKind>()
  const subresources: [string, string][] = []
  const byPath = new Map<string, SourceKind>()
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('Api.js') || /^custom/i.test(file)) continue
    const text = readFileSync(join(folder, file), 'utf8')
    for (const part of text.split('localVarPath = ').slice(1)) {
      const path = /^(?:this\.basePath \+ )?'([^']+)'/.exec(part)?.[1]
      const found =
        /^(?:\/api\/(v1)|\/apis\/([^/]+)\/([^/]+))\/(namespaces\/\{namespace\}\/)?([a-z]+)(\/\{name\})?(?:\/(\w+))?/.exec(
          path ?? '',
        )
      if (!found || path!.includes('/watch/')) continue
      const group = found[2] ?? ''
      const version = found[1] ?? found[3]!
      const place = `${group}/${version}/${found[5]}`
      if (found[7]) {
        if (found[6]) subresources.push([place, found[7]])
        continue
      }
      const known = byPath.get(place)
      if (found[4] && known) known.namespaced = true
      if (found[6] || known) continue
      const model = /ObjectSerializer\.serialize\(body, "(\w+)"/.exec(part)?.[1]
      if (!model || model === 'any' || model === 'object' || model === 'V1DeleteOptions') continue
      const kind = model.replace(/^([A-Z][a-z]+?)?V\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])/, '')
      const entry: SourceKind = {
        home: `${packageOfGroup(group)}.${version}`,
        group,
        version,
        kind,
        plural: found[5]!,
        namespaced: found[4] !== undefined,
        subresources: new Set(),
      }
      byPath.set(place, entry)
      kinds.set(`${group}/${version}/${kind}`, entry)
    }
  }
  for (const [place, name] of subresources) byPath.get(place)?.subresources.add(name)
  return kinds
}

function fail(message: string): never {
  throw new Error(message)
}
