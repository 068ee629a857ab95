import { writeFileSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { Source } from '../../text/source.ts'
import { findCommand, type Outcome, run } from '../command.ts'
import { type Failed, type Origin, type Rendered, splitOutput } from '../rendered.ts'
import { temporaryFolder } from '../temporary.ts'
import type { Closure } from './closure.ts'

export interface Tool {
  readonly path: string
  readonly arguments: readonly string[]
}

/** `kustomize`, or the one inside `kubectl`. */
export function findKustomize(): Tool | undefined {
  const kustomize = findCommand('kustomize')
  if (kustomize !== undefined) return { path: kustomize, arguments: ['build'] }
  const kubectl = findCommand('kubectl')
  return kubectl === undefined ? undefined : { path: kubectl, arguments: ['kustomize'] }
}

export interface BuildOptions {
  readonly timeLimitMs: number
  readonly allowNetwork: boolean
  readonly nameOf: (path: string) => string
}

/**
 * Builds a Kustomization through a wrapper around it that asks for origins: the user's own files stay
 * as they are. Where the wrapper does not work (an old kustomize), it is built plainly.
 */
export async function buildKustomization(
  tool: Tool,
  closure: Closure,
  options: BuildOptions,
): Promise<Rendered | Failed> {
  const { root } = closure
  const temporary = temporaryFolder()
  const wrapper = temporary.path
  try {
    const path = relative(wrapper, root.folder).split(sep).join('/')
    const wrapped = isAbsolute(path) ? undefined : await buildWrapped(tool, wrapper, path, options)
    // What is too slow with the wrapper is so without.
    const settled = wrapped?.kind === 'done' || (wrapped?.kind === 'failed' && wrapped.slow)
    const outcome = settled ? wrapped : await build(tool, root.folder, options)
    if (outcome.kind === 'missing') return { reason: `${tool.path} cannot be run` }
    if (outcome.kind === 'failed') return outcome
    return rendered(outcome.output.toString('utf8'), closure, wrapper, options)
  } finally {
    temporary.remove()
  }
}

function buildWrapped(tool: Tool, wrapper: string, path: string, options: BuildOptions): Promise<Outcome> {
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: [path],
    buildMetadata: ['originAnnotations'],
  }
  writeFileSync(join(wrapper, 'kustomization.yaml'), JSON.stringify(kustomization))
  return build(tool, wrapper, options)
}

const build = (tool: Tool, folder: string, { timeLimitMs, allowNetwork }: BuildOptions): Promise<Outcome> =>
  run(tool.path, [...tool.arguments, folder], { cwd: folder, timeLimitMs, env: allowNetwork ? process.env : offline() })

/** Nothing answers at port 9, so whatever tries the network fails at once. */
export const offline = (): NodeJS.ProcessEnv => ({
  ...process.env,
  GIT_ALLOW_PROTOCOL: 'file',
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  http_proxy: 'http://127.0.0.1:9',
  https_proxy: 'http://127.0.0.1:9',
  NO_PROXY: '',
  no_proxy: '',
})

function rendered(output: string, { root, all }: Closure, wrapper: string, { nameOf }: BuildOptions): Rendered {
  const documents = splitOutput(output).map(document => takeOrigin(document, wrapper))
  return {
    tool: 'kustomize',
    folder: root.folder,
    file: root.file,
    source: new Source(`${nameOf(root.folder)} (kustomize)`, documents.map(({ text }) => text).join('---\n')),
    origins: documents.map(({ origin }) => origin),
    patches: all.flatMap(({ patches }) => patches),
    kustomizations: all.map(({ file }) => file),
    candidates: all.flatMap(({ resources }) => resources),
  }
}

const ANNOTATIONS = /^ {2}annotations:\n((?: {4}.*\n)*)/m
const ORIGIN = /^ {4}config\.kubernetes\.io\/origin: \|\n((?: {6}.*\n)+)/m

/** Reads the origin that was asked for and takes it out again: the object is what it is without it. */
function takeOrigin(document: string, wrapper: string): { text: string; origin: Origin | undefined } {
  const annotations = ANNOTATIONS.exec(document)
  const found = annotations && ORIGIN.exec(annotations[1]!)
  if (!annotations || !found) return { text: document, origin: undefined }
  const others = annotations[1]!.replace(found[0], '')
  const text = document.replace(annotations[0], () => (others === '' ? '' : `  annotations:\n${others}`))
  const path = /^ {6}path: (.+)$/m.exec(found[1]!)
  const generator = /^ {6}configuredIn: (.+)$/m.exec(found[1]!)
  // An object of a repository elsewhere has no file here.
  if (/^ {6}repo:/m.test(found[1]!)) return { text, origin: undefined }
  if (path) return { text, origin: { file: resolve(wrapper, plain(path[1]!)), generated: false } }
  return { text, origin: generator ? { file: resolve(wrapper, plain(generator[1]!)), generated: true } : undefined }
}

const plain = (scalar: string): string => scalar.replace(/^(["'])(.*)\1$/, '$2')
