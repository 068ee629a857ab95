import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { relative, resolve, sep } from 'node:path'
import type { CheckOptions } from '../../check/engine.ts'
import type { Config } from '../../config/config.ts'
import { inactiveRules, ruleSettingProblems, scopedRules } from '../../config/rule-settings.ts'
import {
  asksForLabels,
  type Judge,
  judge,
  PROFILES,
  profileOf,
  ruleOptions,
  scopedOptions,
  wantedRules,
} from '../../config/settings.ts'
import type { Diagnostic, Place, Severity } from '../../diagnostic/diagnostic.ts'
import { type Loaded, loadConfig } from '../../input/config-file.ts'
import type { Selection } from '../../input/select.ts'
import { DEFAULT_MINOR, formatMinor, type Minor, readMinors } from '../../resource/version.ts'
import { isGlob, pathTest } from '../../text/glob.ts'
import { placeOf } from '../../yaml/place.ts'
import type { Io } from '../io.ts'
import { parseOptions, type Values } from '../options.ts'
import { filesFor } from './definitions.ts'
import type { FixLevel } from './fix.ts'
import { knownRules } from './known-rules.ts'
import { CHECK_OPTIONS } from './options.ts'
import { type Output, outputsOf } from './outputs.ts'
import { type RuleModule, ruleModules } from './rule-modules.ts'

export interface Shard {
  /** From 1. */
  readonly index: number
  readonly of: number
}

/** What a run is to do: the command line and the configuration, made one and checked. */
export interface Request {
  readonly kind: 'request'
  readonly selection: Selection
  readonly engine: Omit<CheckOptions, 'definitions'>
  readonly crds: readonly string[]
  readonly ruleModules: readonly RuleModule[]
  readonly judge: Judge
  /** The rules that nothing switches on: what is asked not to be heard of them is not in vain. */
  readonly inactive: () => Promise<ReadonlySet<string>>
  /** What there is to say of the configuration that keeps nobody from checking. */
  readonly remarks: readonly Diagnostic[]
  /** What the configuration asks not to hear of, and where. */
  readonly suppressions: readonly { readonly code: string; readonly at: Place }[]
  readonly carryLabels: boolean
  /** Patterns in settings are relative to it. */
  readonly settingsFolder: string
  readonly failOn: Severity | 'never'
  readonly outputs: readonly Output[]
  readonly baseline?: string
  readonly writeBaseline?: string
  /** What the cluster is taken to hold: a folder, or a revision of git. */
  readonly base?: string
  readonly shard?: Shard
  /** Only some of the files are looked at. */
  readonly partial: boolean
  readonly render: boolean
  readonly renderSeconds: number
  readonly allowNetwork: boolean
  readonly jobs: number
  readonly cache: boolean
  readonly fix?: FixLevel
  readonly diff: boolean
  readonly all: boolean
  readonly quiet: boolean
  readonly colour: boolean
}

export type Refusal =
  | { readonly kind: 'refused'; readonly reason: string }
  /** The configuration file is wrong, at these places. */
  | { readonly kind: 'misconfigured'; readonly diagnostics: readonly Diagnostic[] }

type CheckValues = Values<typeof CHECK_OPTIONS>

export async function readRequest(args: readonly string[], io: Io): Promise<Request | Refusal> {
  const parsed = parseOptions(args, CHECK_OPTIONS)
  if (parsed.kind === 'wrong') return refused(parsed.reason)
  const { values, positionals } = parsed
  const loaded = values['no-config'] ? ({ kind: 'none' } as const) : await loadConfig(io.cwd, values.config)
  if (loaded.kind === 'unreadable') return refused(loaded.reason)
  if (loaded.kind === 'broken') return { kind: 'misconfigured', diagnostics: loaded.diagnostics }
  const config = loaded.kind === 'config' ? loaded.config : {}
  const folder = loaded.kind === 'config' ? loaded.folder : io.cwd
  try {
    const request = combine(values, positionals, config, folder, io)
    return loaded.kind === 'config' ? await understood(request, loaded) : request
  } catch (error) {
    if (error instanceof Wrong) return refused(error.message)
    throw error
  }
}

/** What settings about rules come to takes knowing the rules. */
async function understood(request: Request, { config, document }: Extract<Loaded, { kind: 'config' }>) {
  if (!document || !(config.rules || config.overrides || config.suppressions)) return request
  const rules = await knownRules(request.engine.ownRules, request.ruleModules)
  const codes = [...(await import('../codes.ts')).fixedCodes().keys()]
  const profile = PROFILES.find(one => one === request.engine.profile) ?? 'off'
  return {
    ...request,
    judge: judge(config, scopedRules(rules, profile, config)),
    inactive: async () => inactiveRules(rules, profile, config),
    remarks: ruleSettingProblems(document, rules, codes),
    suppressions: (config.suppressions ?? []).map(({ code }, index) => ({
      code,
      at: placeOf(document, ['suppressions', index, 'code']),
    })),
  }
}

/** A value on the command line that makes no sense. */
class Wrong extends Error {}

const refused = (reason: string): Refusal => ({ kind: 'refused', reason })

function combine(values: CheckValues, positionals: readonly string[], config: Config, folder: string, io: Io): Request {
  if (values.staged && (values.fix !== undefined || values.diff))
    throw new Wrong('--staged checks the index, and fixes change files: fix them first, then stage them')
  const shard = shardOf(values.shard)
  const baseline =
    values.baseline === undefined
      ? config.baseline && resolve(folder, config.baseline)
      : resolve(io.cwd, values.baseline)
  const only = onlyOf(values)
  const modules = ruleModules(values.rules ?? [], io.cwd)
  if (typeof modules === 'string') throw new Wrong(modules)
  const fix = oneOf('--fix', values.fix, ['safe', 'review'])
  const profile = oneOf('--profile', values.profile, PROFILES) ?? profileOf(config)
  const outputs = outputsOf(values.output ?? config.output ?? ['text'], io.cwd)
  if (typeof outputs === 'string') throw new Wrong(outputs)
  return {
    kind: 'request',
    selection: selectionOf(values, positionals, config, folder, io),
    engine: {
      minors: minorsOf(values['kubernetes-version'] ?? config.kubernetesVersions ?? [formatMinor(DEFAULT_MINOR)]),
      unknownKinds:
        oneOf('--unknown-kinds', values['unknown-kinds'], ['error', 'warning', 'note', 'ignore']) ??
        config.unknownKinds ??
        'warning',
      profile,
      wantedRules: wantedRules(config),
      ownRules: config.ownRules ?? [],
      ruleOptions: ruleOptions(config),
      ...scopedOptions(config, slashed(io.cwd), slashed(folder)),
      // A part of the files is never everything there is.
      complete: (values.complete ?? config.complete ?? false) && !only,
      assumptions: config.assumptions ?? {},
    },
    crds: [
      ...(values.crds ?? []).map(glob => definitionsAt(glob, io.cwd, '--crds')),
      ...(config.crds ?? []).map(glob => definitionsAt(glob, folder, '`crds` in drydock.yaml')),
    ],
    ruleModules: modules,
    judge: judge(config),
    inactive: async () => inactiveRules(await knownRules([], modules), profile, config),
    remarks: [],
    suppressions: [],
    carryLabels: asksForLabels(config),
    settingsFolder: folder,
    failOn: oneOf('--fail-on', values['fail-on'], ['error', 'warning', 'note', 'never']) ?? config.failOn ?? 'error',
    outputs,
    ...(baseline && { baseline }),
    ...(values['write-baseline'] !== undefined && { writeBaseline: resolve(io.cwd, values['write-baseline']) }),
    ...(values.base !== undefined && { base: values.base }),
    ...(shard && { shard }),
    partial: only !== undefined || (shard !== undefined && shard.of > 1),
    render: !values['no-render'],
    renderSeconds: config.limits?.renderSeconds ?? 60,
    allowNetwork: values['allow-network'] ?? false,
    jobs: values.jobs === undefined ? availableParallelism() : wholeNumber('--jobs', values.jobs),
    cache: !values['no-cache'],
    ...(fix && { fix }),
    diff: values.diff ?? false,
    all: values.all ?? false,
    quiet: values.quiet ?? false,
    colour: colourOf(values.color, io),
  }
}

function selectionOf(
  values: CheckValues,
  positionals: readonly string[],
  config: Config,
  folder: string,
  io: Io,
): Selection {
  const only = onlyOf(values)
  const inConfig = relativeTo(folder)
  const inCwd = relativeTo(io.cwd)
  const include = config.paths?.include ?? []
  const included = pathTest(include)
  const excluded = pathTest(config.paths?.exclude ?? [])
  const excludedHere = pathTest(values.exclude ?? [])
  return {
    cwd: io.cwd,
    paths: positionals.length > 0 ? positionals : ['.'],
    everywhere: positionals.length === 0,
    includes: path => include.length === 0 || included(inConfig(path)),
    excludes: path => excluded(inConfig(path)) || excludedHere(inCwd(path)),
    asFound: values['as-found'] ?? false,
    limitBytes: (config.limits?.fileSize ?? 32) * 1e6,
    ...(only && { only }),
  }
}

const slashed = (path: string): string => path.split(sep).join('/')

export const relativeTo =
  (folder: string): ((path: string) => string) =>
  path =>
    slashed(relative(folder, path))

function onlyOf(values: CheckValues): Selection['only'] {
  if (values.staged && values['changed-since'] !== undefined)
    throw new Wrong('--staged and --changed-since exclude each other')
  if (values.staged) return { kind: 'staged' }
  return values['changed-since'] === undefined ? undefined : { kind: 'since', revision: values['changed-since'] }
}

function minorsOf(texts: readonly string[]): Minor[] {
  const read = readMinors(texts)
  if ('problem' in read) throw new Wrong(read.problem)
  return read.minors
}

function shardOf(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined
  const [, index, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text)?.map(Number) ?? []
  if (index === undefined || of === undefined || index < 1 || index > of)
    throw new Wrong(`--shard takes a part of a whole, as 3/16; \`${text}\` is none`)
  return { index, of }
}

function oneOf<T extends string>(option: string, value: string | undefined, allowed: readonly T[]): T | undefined {
  const found = allowed.find(one => one === value)
  if (value !== undefined && found === undefined)
    throw new Wrong(`${option} takes ${allowed.join(', ')}; \`${value}\` is none of them`)
  return found
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > 256)
    throw new Wrong(`${option} takes a whole number from 1 to 256`)
  return number
}

function colourOf(when: string | undefined, { env, outIsTerminal }: Io): boolean {
  const chosen = oneOf('--color', when, ['auto', 'always', 'never']) ?? 'auto'
  if (chosen !== 'auto') return chosen === 'always'
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR'] && env['FORCE_COLOR'] !== '0') return true
  return outIsTerminal && env['TERM'] !== 'dumb'
}

/** A misspelt folder would leave every custom resource unchecked. */
function definitionsAt(glob: string, folder: string, from: string): string {
  const path = resolve(folder, glob)
  if (existsSync(path)) return path
  if (!isGlob(glob)) throw new Wrong(`${from}: there is no file or folder \`${glob}\``)
  if (filesFor(path, folder).length === 0) throw new Wrong(`${from}: no file matches \`${glob}\``)
  return path
}
