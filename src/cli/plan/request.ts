import { relative, sep } from 'node:path'
import type { Config } from '../../config/config.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import { loadConfig } from '../../input/config-file.ts'
import type { Selection } from '../../input/select.ts'
import { CONSEQUENCE_KINDS } from '../../plan/consequence.ts'
import { PLAN_FORMAT_NAMES, type PlanFormatName } from '../../report/plan/formats.ts'
import type { JsonObject } from '../../resource/json.ts'
import { suggest } from '../../resource/suggest.ts'
import { DEFAULT_MINOR, formatMinor, type Minor, readMinors } from '../../resource/version.ts'
import { pathTest } from '../../text/glob.ts'
import { colourOf } from '../colour.ts'
import type { Io } from '../io.ts'
import { parseOptions, type Values } from '../options.ts'
import { type OutputTo, outputsTo } from '../outputs.ts'
import type { ReadOptions } from './manifests.ts'
import { PLAN_OPTIONS } from './options.ts'

/** What a run is to do: the command line and the configuration, made one and checked. */
export interface PlanRequest {
  readonly kind: 'request'
  readonly selection: Selection
  readonly from: string | undefined
  readonly nodes: string | undefined
  readonly read: ReadOptions
  readonly prune: boolean
  readonly force: boolean
  readonly minor: Minor
  readonly now: string
  readonly assumptions: JsonObject
  readonly outputs: readonly OutputTo<PlanFormatName>[]
  readonly failOn: ReadonlySet<string>
  readonly detailed: boolean
  readonly why: string | undefined
  readonly explain: string | undefined
  readonly all: boolean
  readonly colour: boolean
}

export type PlanRefusal =
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'misconfigured'; readonly diagnostics: readonly Diagnostic[] }

type PlanValues = Values<typeof PLAN_OPTIONS>

export async function readPlanRequest(args: readonly string[], io: Io): Promise<PlanRequest | PlanRefusal> {
  const parsed = parseOptions(args, PLAN_OPTIONS)
  if (parsed.kind === 'wrong') return refused(parsed.reason)
  const { values, positionals } = parsed
  const loaded = values['no-config'] ? ({ kind: 'none' } as const) : await loadConfig(io.cwd, values.config)
  if (loaded.kind === 'unreadable') return refused(loaded.reason)
  if (loaded.kind === 'broken') return { kind: 'misconfigured', diagnostics: loaded.diagnostics }
  const [config, folder] = loaded.kind === 'config' ? [loaded.config, loaded.folder] : [{}, io.cwd]
  const minor = minorOf(values['kubernetes-version'], config)
  if (typeof minor === 'string') return refused(minor)
  const outputs = outputsTo(values.output ?? ['text'], PLAN_FORMAT_NAMES, io.cwd)
  if (typeof outputs === 'string') return refused(outputs)
  const failOn = failOnOf(values['fail-on'] ?? [])
  if (typeof failOn === 'string') return refused(failOn)
  const now = nowOf(values.now)
  if (now === undefined) return refused(`--now takes a time as 2026-01-01T00:00:00Z; \`${values.now}\` is none`)
  const colour = colourOf(values.color, io)
  if (typeof colour === 'string') return refused(colour)
  return {
    kind: 'request',
    selection: selectionOf(positionals, config, folder, io),
    from: values.from,
    nodes: values.nodes,
    read: {
      render: !values['no-render'],
      renderSeconds: config.limits?.renderSeconds ?? 60,
      allowNetwork: values['allow-network'] ?? false,
      minor,
    },
    prune: values.prune ?? false,
    force: values.force ?? false,
    minor,
    now,
    assumptions: config.assumptions ?? {},
    outputs,
    failOn,
    ...switches(values),
    colour,
  }
}

const switches = (values: PlanValues): Pick<PlanRequest, 'detailed' | 'why' | 'explain' | 'all'> => ({
  detailed: values['detailed-exitcode'] ?? false,
  why: values.why,
  explain: values['explain-placement'],
  all: values.all ?? false,
})

const refused = (reason: string): PlanRefusal => ({ kind: 'refused', reason })

/** The newest of the releases that the configuration names. */
function minorOf(text: string | undefined, { kubernetesVersions }: Config): Minor | string {
  const read = readMinors(text === undefined ? (kubernetesVersions ?? [formatMinor(DEFAULT_MINOR)]) : [text])
  if ('problem' in read) return read.problem
  if (text !== undefined && read.minors.length !== 1) return 'a plan is made for one release: -k 1.36'
  return Math.max(...read.minors)
}

function selectionOf(paths: readonly string[], config: Config, folder: string, io: Io): Selection {
  const inConfig = (path: string): string => relative(folder, path).split(sep).join('/')
  const include = config.paths?.include ?? []
  const included = pathTest(include)
  const excluded = pathTest(config.paths?.exclude ?? [])
  return {
    cwd: io.cwd,
    paths: paths.length > 0 ? paths : ['.'],
    includes: path => include.length === 0 || included(inConfig(path)),
    excludes: path => excluded(inConfig(path)),
    asFound: false,
    limitBytes: (config.limits?.fileSize ?? 32) * 1e6,
  }
}

const WEIGHTS = ['error', 'warning', 'note']

function failOnOf(texts: readonly string[]): Set<string> | string {
  const words = texts.flatMap(text => text.split(',')).map(word => word.trim())
  const known = [...WEIGHTS, ...CONSEQUENCE_KINDS]
  const unknown = words.find(word => !known.includes(word))
  if (unknown === undefined) return new Set(words)
  const meant = suggest(unknown, known)
  return `--fail-on does not know \`${unknown}\`${meant ? `; did you mean \`${meant}\`?` : `; it takes ${known.join(', ')}`}`
}

function nowOf(text: string | undefined): string | undefined {
  const time = text === undefined ? Date.now() : Date.parse(text)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace(/\.\d+Z$/, 'Z')
}
