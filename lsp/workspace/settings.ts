import { sep } from 'node:path'
import { RULES } from '../../rules/rules.generated.ts'
import type { CheckOptions } from '../../src/check/engine.ts'
import type { Config } from '../../src/config/config.ts'
import { inactiveRules, scopedRules } from '../../src/config/rule-settings.ts'
import {
  asksForLabels,
  type Judge,
  judge,
  profileOf,
  ruleOptions,
  scopedOptions,
  wantedRules,
} from '../../src/config/settings.ts'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { loadConfig } from '../../src/input/config-file.ts'
import { isObject } from '../../src/resource/json.ts'
import { DEFAULT_MINOR, formatMinor, readMinors } from '../../src/resource/version.ts'

/** What an editor may set, under `drydock`. What drydock.yaml says goes before it. */
export interface EditorSettings {
  readonly kubernetesVersions?: readonly string[]
  /** Files or folders with definitions of custom resources, besides those of the workspace. */
  readonly crds?: readonly string[]
  readonly inlayHints: { readonly defaults: boolean; readonly totals: boolean }
  readonly codeLens: boolean
}

export const NO_SETTINGS: EditorSettings = { inlayHints: { defaults: false, totals: true }, codeLens: true }

/** Whatever an editor sends: what is not understood is left out. */
export function readEditorSettings(sent: unknown): EditorSettings {
  if (!isObject(sent)) return NO_SETTINGS
  const versions = texts(sent['kubernetesVersions'])
  const crds = texts(sent['crds'])
  const hints = isObject(sent['inlayHints']) ? sent['inlayHints'] : {}
  return {
    ...(versions.length > 0 && { kubernetesVersions: versions }),
    ...(crds.length > 0 && { crds }),
    inlayHints: { defaults: hints['defaults'] === true, totals: hints['totals'] !== false },
    codeLens: sent['codeLens'] !== false,
  }
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(one => typeof one === 'string') : typeof value === 'string' ? [value] : []

/** What holds in a folder of the workspace. */
export interface FolderSettings {
  readonly engine: Omit<CheckOptions, 'definitions'>
  readonly judge: Judge
  /** Whether it takes the labels of objects to judge. */
  readonly goesByLabels: boolean
  /** The rules that nothing switches on. */
  readonly inactive: ReadonlySet<string>
  /** Patterns in settings are relative to it. */
  readonly settingsFolder: string
  readonly crds: readonly string[]
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly limitBytes: number
  /** What is wrong with drydock.yaml; it then counts as absent. */
  readonly problems: readonly Diagnostic[]
  /** What is wrong with the editor's own settings, or with reading the file. */
  readonly complaint?: string
}

const slashed = (path: string): string => path.split(sep).join('/')

export async function settingsIn(folder: string, editor: EditorSettings): Promise<FolderSettings> {
  const loaded = await loadConfig(folder)
  const config: Config = loaded.kind === 'config' ? loaded.config : {}
  const asked = readMinors(config.kubernetesVersions ?? editor.kubernetesVersions ?? [formatMinor(DEFAULT_MINOR)])
  const settingsFolder = loaded.kind === 'config' ? loaded.folder : folder
  const complaint = 'problem' in asked ? asked.problem : loaded.kind === 'unreadable' ? loaded.reason : undefined
  return {
    engine: {
      minors: 'problem' in asked ? [DEFAULT_MINOR] : asked.minors,
      unknownKinds: config.unknownKinds ?? 'warning',
      profile: profileOf(config),
      wantedRules: wantedRules(config),
      ownRules: config.ownRules ?? [],
      ruleOptions: ruleOptions(config),
      ...scopedOptions(config, slashed(folder), slashed(settingsFolder)),
      complete: config.complete ?? false,
      assumptions: config.assumptions ?? {},
    },
    judge: judge(config, scopedRules(RULES, profileOf(config), config)),
    goesByLabels: asksForLabels(config),
    inactive: inactiveRules(RULES, profileOf(config), config),
    settingsFolder,
    crds: [...(config.crds ?? []), ...(editor.crds ?? [])],
    include: config.paths?.include ?? [],
    exclude: config.paths?.exclude ?? [],
    limitBytes: (config.limits?.fileSize ?? 32) * 1e6,
    problems: loaded.kind === 'broken' ? loaded.diagnostics : [],
    ...(complaint !== undefined && { complaint }),
  }
}
