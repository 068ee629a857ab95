import { statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { isObject } from '../../resource/json.ts'
import { Source } from '../../text/source.ts'
import { readDocuments } from '../../yaml/read.ts'
import { readTextBeside } from '../beside.ts'

/** A Helm chart on disk; paths are absolute. */
export interface Chart {
  readonly file: string
  readonly folder: string
  readonly name: string
  /** A library has nothing to render. */
  readonly library: boolean
}

export function readChart(folder: string): Chart | undefined {
  const file = join(folder, 'Chart.yaml')
  let text: string
  try {
    text = readTextBeside(file)
  } catch {
    return undefined
  }
  const value = readDocuments(new Source(file, text), { format: 'yaml' })[0]?.value
  const spec = isObject(value) ? value : {}
  const name = typeof spec['name'] === 'string' ? spec['name'] : ''
  return { file, folder, name, library: spec['type'] === 'library' }
}

/** The outermost chart that a path lies in: a chart under `charts/` belongs to the one above. */
export function chartFolderOf(path: string, stop: string): string | undefined {
  let found: string | undefined
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (
      statSync(join(folder, 'Chart.yaml'), { throwIfNoEntry: false })?.isFile() &&
      (found === undefined || holds(folder, found))
    )
      found = folder
    if (folder === stop || dirname(folder) === folder) return found
  }
}

const holds = (parent: string, chart: string): boolean => relative(parent, chart).startsWith(`charts${sep}`)

/** What a file of a chart is, when it is not a manifest. CRDs under `crds/` are plain manifests; so is whatever Helm does not know. */
export function chartPart(chart: string, path: string): string | undefined {
  const inside = relative(chart, path).split(sep)
  while (inside.length > 2 && inside[0] === 'charts') inside.splice(0, 2)
  const [first = '', ...rest] = inside
  if (first === 'templates') return rest.length > 0 ? 'a Helm template' : undefined
  if (first === 'Chart.yaml') return "a Helm chart's description"
  if (rest.length === 0 && /^(?:.*[-._])?values(?:[-._].*)?\.ya?ml$/.test(first)) return 'Helm values'
  if (first === 'ci' && /values\.ya?ml$/.test(rest.at(-1) ?? '')) return 'Helm values'
  return undefined
}
