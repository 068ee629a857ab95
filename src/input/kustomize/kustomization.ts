import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isObject, type Json, type JsonObject } from '../../resource/json.ts'
import { Source } from '../../text/source.ts'
import { readDocuments } from '../../yaml/read.ts'
import { readTextBeside } from '../beside.ts'

export const KUSTOMIZATION_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const

/** A Kustomization and what it is made of; all paths are absolute. */
export interface Kustomization {
  readonly file: string
  readonly folder: string
  readonly component: boolean
  /** Manifests it takes as they are. */
  readonly resources: readonly string[]
  /** Other Kustomizations it builds on. */
  readonly bases: readonly string[]
  readonly patches: readonly string[]
  /** Whatever else it reads: generator files, transformers, replacements… and what that is. */
  readonly others: ReadonlyMap<string, string>
  /** What it would fetch from the network. */
  readonly remote: readonly string[]
}

/** The Kustomization of a folder, if it has one that can be read. */
export function kustomizationIn(folder: string): Kustomization | undefined {
  for (const name of KUSTOMIZATION_NAMES) {
    const file = join(folder, name)
    try {
      return readKustomization(file, readTextBeside(file))
    } catch {}
  }
  return undefined
}

export function readKustomization(file: string, text: string): Kustomization {
  const folder = dirname(file)
  const value = readDocuments(new Source(file, text), { format: 'yaml' })[0]?.value
  const spec: JsonObject = isObject(value) ? value : {}
  const entries = ['resources', 'bases', 'components'].flatMap(key => texts(spec[key]))
  const remote = entries.filter(entry => isRemote(folder, entry))
  const local = entries.filter(entry => !isRemote(folder, entry)).map(entry => resolve(folder, entry))
  const folders = new Set(local.filter(isFolder))
  return {
    file,
    folder,
    component: spec['kind'] === 'Component',
    resources: local.filter(path => !folders.has(path)),
    bases: [...folders],
    patches: patchFiles(spec).map(path => resolve(folder, path)),
    others: new Map(otherFiles(spec).map(([path, what]) => [resolve(folder, path), what])),
    remote: [...remote, ...charts(spec)],
  }
}

function patchFiles(spec: JsonObject): string[] {
  const inline = (text: string) => text.includes('\n') || text.trimStart().startsWith('{')
  const strategic = texts(spec['patchesStrategicMerge']).filter(entry => !inline(entry))
  return [...strategic, ...paths(spec['patches'], 'path'), ...paths(spec['patchesJson6902'], 'path')]
}

function otherFiles(spec: JsonObject): [path: string, what: string][] {
  const plugins = ['generators', 'transformers', 'validators'].flatMap(key =>
    texts(spec[key]).filter(entry => !entry.includes('\n')),
  )
  const generators = [...objects(spec['configMapGenerator']), ...objects(spec['secretGenerator'])]
  const sources = generators.flatMap(generator => [
    ...texts(generator['files']).map(entry => entry.slice(entry.indexOf('=') + 1)),
    ...texts(generator['envs']),
  ])
  const settings = [...texts(spec['configurations']), ...texts(spec['crds']), ...paths(spec['replacements'], 'path')]
  return [
    ...plugins.map((path): [string, string] => [path, 'a kustomize plugin']),
    ...sources.map((path): [string, string] => [path, 'a file of a kustomize generator']),
    ...settings.map((path): [string, string] => [path, 'a kustomize setting']),
  ]
}

/** `helmCharts` are fetched, and only with a flag of its own. */
const charts = (spec: JsonObject): string[] =>
  objects(spec['helmCharts']).flatMap(chart => (typeof chart['repo'] === 'string' ? [chart['repo']] : []))

/** What is no path here and reads like an address: `https://…`, `git@…:…`, `github.com/org/repo?ref=v1`. */
function isRemote(folder: string, entry: string): boolean {
  if (/^(?:[a-z][a-z+]*:\/\/|git@|git::)/i.test(entry)) return true
  return /^[\w-]+(?:\.[\w-]+)+\/.+\/.+/.test(entry) && !exists(resolve(folder, entry))
}

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined
const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
const texts = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
const objects = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : [])
const paths = (value: Json | undefined, key: string): string[] =>
  objects(value).flatMap(item => (typeof item[key] === 'string' ? [item[key]] : []))
