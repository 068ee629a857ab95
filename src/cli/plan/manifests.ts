import { recognise } from '../../check/recognise/recognise.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import { readTextBeside } from '../../input/beside.ts'
import { decode, readContent } from '../../input/content.ts'
import type { ListedFile } from '../../input/listing.ts'
import { nameIn } from '../../input/names.ts'
import { findPackages } from '../../input/packages.ts'
import { render } from '../../input/render.ts'
import { type Selection, select } from '../../input/select.ts'
import { objectsIn } from '../../manifest/objects.ts'
import type { Manifest } from '../../plan/question.ts'
import { masks } from '../../report/redact/mask-of.ts'
import type { JsonObject } from '../../resource/json.ts'
import { formatMinor, type Minor } from '../../resource/version.ts'
import { Source } from '../../text/source.ts'
import { readDocuments } from '../../yaml/read.ts'

export interface ReadOptions {
  readonly render: boolean
  readonly renderSeconds: number
  readonly allowNetwork: boolean
  readonly minor: Minor
}

/** The objects of a side, and what stood in the way of reading all of them. */
export interface ManifestsRead {
  readonly manifests: readonly Manifest[]
  readonly problems: readonly string[]
}

/** Every object in the files of a selection; Kustomizations and charts are rendered, as `check` does it. */
export async function readManifests(selection: Selection, options: ReadOptions): Promise<ManifestsRead> {
  const listing = await select(selection)
  const problems = [...listing.incomplete, ...listing.diagnostics.map(({ message }) => message)]
  const manifests: Manifest[] = []
  const packages = findPackages(listing.files)
  const taken = new Set<string>()
  if (packages.builds.length + packages.charts.length > 0 && options.render) {
    const rendering = await render(packages, {
      timeLimitMs: options.renderSeconds * 1000,
      allowNetwork: options.allowNetwork,
      kubernetesVersion: formatMinor(options.minor),
      nameOf: nameIn(selection.cwd),
      read: path => sourceOf(path, selection.cwd),
    })
    problems.push(...rendering.incomplete, ...rendering.diagnostics.filter(isError).map(({ message }) => message))
    for (const { source } of rendering.rendered) take(source, manifests, problems, true)
    for (const closure of rendering.done) for (const { folder } of closure.all) taken.add(folder)
  }
  for (const file of listing.files) {
    const part = file.path === undefined ? undefined : packages.parts.get(file.path)
    if (part?.kind === 'other') continue
    if (part?.kind === 'resource' && part.builds.some(({ root }) => taken.has(root.folder))) continue
    readFile(file, selection.limitBytes, manifests, problems)
  }
  return { manifests, problems }
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error'

function readFile(file: ListedFile, limitBytes: number, manifests: Manifest[], problems: string[]): void {
  const content = readContent(file, limitBytes)
  const decoded = 'bytes' in content ? decode(file.name, content.bytes) : content
  if ('diagnostic' in decoded) problems.push(decoded.diagnostic.message)
  else take(new Source(file.name, decoded.text), manifests, problems, file.asked)
}

/** The objects of texts read before: most files are the same on both sides. */
const known = new Map<string, readonly JsonObject[]>()

function take(source: Source, manifests: Manifest[], problems: string[], asked: boolean): void {
  const before = known.get(source.text)
  if (before) {
    for (const value of before) manifests.push({ value, file: source.name })
    return
  }
  const documents = readDocuments(source)
  if (recognise({ name: source.name, text: source.text, documents, asked }) !== undefined) return
  for (const document of documents) {
    // What cannot be read may be quoted, and may be a Secret.
    if (document.problem !== undefined)
      problems.push(`${source.name}: ${masks()(source).redact(document.problem, document.span)}`)
  }
  const values = documents.flatMap(objectsIn).map(({ value }) => value)
  for (const value of values) manifests.push({ value, file: source.name })
  if (documents.every(({ problem }) => problem === undefined)) known.set(source.text, values)
}

function sourceOf(path: string, cwd: string): Source | undefined {
  try {
    return new Source(nameIn(cwd)(path), readTextBeside(path))
  } catch {
    return undefined
  }
}
