import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { reasonOf } from '../../input/listing.ts'
import type { Rule } from '../../lint/rule.ts'
import { isObject } from '../../resource/json.ts'
import { importModule } from '../starter.ts'
import { digestOf } from './contents.ts'

/** A module with rules, named with `--rules`: nothing is run that was not named. Plain data: it goes to workers. */
export interface RuleModule {
  readonly path: string
  /** Of its own text. What it imports is not part of it: use --no-cache while working on that. */
  readonly digest: string
}

export function ruleModules(paths: readonly string[], cwd: string): RuleModule[] | string {
  const modules: RuleModule[] = []
  for (const path of paths) {
    try {
      modules.push({ path: resolve(cwd, path), digest: digestOf(readFileSync(resolve(cwd, path))) })
    } catch (error) {
      return `${path}: ${reasonOf(error)}`
    }
  }
  return modules
}

/** The rules of modules: the default export of each, one rule or a list. The reason as text when there are none. */
export async function loadRules(modules: readonly RuleModule[]): Promise<Rule[] | string> {
  const rules: Rule[] = []
  for (const { path } of modules) {
    try {
      const loaded = await importModule(pathToFileURL(path).href)
      const exported = Array.isArray(loaded.default) ? loaded.default : [loaded.default]
      if (!exported.every(isRule))
        return `${path} does not export rules: its default export must be what rule({…}) makes`
      rules.push(...exported)
    } catch (error) {
      return `${path} cannot be loaded: ${error instanceof Error ? error.message : String(error)}${hint(path)}`
    }
  }
  return rules
}

/** The rules of modules that have been found to load: see `loadRules`. */
export async function rulesOf(modules: readonly RuleModule[]): Promise<Rule[]> {
  const rules = await loadRules(modules)
  if (typeof rules === 'string') throw new Error(rules)
  return rules
}

const hint = (path: string): string =>
  /\.[cm]?ts$/.test(path) && Number(process.versions.node.split('.')[0]) < 22
    ? ' (TypeScript needs Node 22.18 or later, or compile it first)'
    : ''

const isRule = (value: unknown): value is Rule =>
  isObject(value) && typeof value['name'] === 'string' && 'run' in value && 'examples' in value && 'on' in value
