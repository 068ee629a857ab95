import { isObject, type Json } from '../../resource/json.ts'
import type { Settings } from './migration.ts'
import { textsAt } from './read.ts'

/** `.checkov.yaml`: checks to skip, or the only ones to run, and paths to leave alone. Only those about Kubernetes. */
export function fromCheckov(config: Json, settings: Settings): void {
  if (!isObject(config)) return
  settings.onlyKnows(config, [...KNOWN, ...ITS_OWN])
  const its = ITS_OWN.filter(key => config[key] !== undefined && config[key] !== false)
  if (its.length > 0) settings.note(`${its.join(', ')}: about what checkov reads and how it reports`)
  const chosen = checksAt(config, 'check', settings)
  if (chosen.length > 0) settings.profile('off')
  for (const check of chosen) settings.set(check, 'error')
  for (const check of checksAt(config, 'skip-check', settings)) settings.set(check, 'off')
  for (const check of checksAt(config, 'soft-fail-on', settings)) settings.set(check, 'note')
  for (const check of checksAt(config, 'hard-fail-on', settings)) settings.set(check, 'error')
  for (const path of textsAt(config, 'skip-path')) {
    const glob = globOf(path)
    if (glob === undefined)
      settings.note(`skip-path ${path}: it is a regular expression; write a glob under paths.exclude`)
    else settings.exclude(glob)
  }
  if (config['soft-fail'] === true) settings.failOn('never')
  if (typeof config['baseline'] === 'string') settings.note('baseline: make one of drydock’s own with --write-baseline')
  if (textsAt(config, 'external-checks-dir').length > 0)
    settings.note('external-checks-dir: write the checks under ownRules, or as a module')
}

/** checkov looks for a regular expression anywhere in a path; the plain ones among them can be said as a glob. */
function globOf(pattern: string): string | undefined {
  const glob = pattern
    .replace(/^\^?\.?\/|^\.\*/, '')
    .replace(/\$$|\/$/, '')
    .replaceAll('.*', '*')
    .replaceAll(/\\([./-])/g, '$1')
  if (glob === '' || /[\\^$+?()|{}[\]]/.test(glob)) return undefined
  const isPart = pattern.startsWith('.*') && !glob.startsWith('*')
  return `**/${isPart ? '*' : ''}${glob}`
}

/** The checks of a list that are about Kubernetes. Severities and patterns are no names of checks. */
function checksAt(config: Json, key: string, settings: Settings): string[] {
  return textsAt(config, key).filter(check => {
    if (/^CKV2?_K8S_\w+$/.test(check)) return true
    if (/[*?]/.test(check) || /^(?:LOW|MEDIUM|HIGH|CRITICAL|INFO|NONE)$/i.test(check))
      settings.note(`${key} ${check}: checks have to be named one by one`)
    else settings.note(`${key} ${check}: it is not about Kubernetes`)
    return false
  })
}

const KNOWN = [
  'check',
  'skip-check',
  'skip-path',
  'soft-fail',
  'soft-fail-on',
  'hard-fail-on',
  'baseline',
  'external-checks-dir',
]

const ITS_OWN = [
  'block-list-secret-scan',
  'branch',
  'compact',
  'directory',
  'download-external-modules',
  'evaluate-variables',
  'external-modules-download-path',
  'file',
  'framework',
  'no-fail-on-crash',
  'no-guide',
  'output',
  'output-file-path',
  'quiet',
  'secrets-history-timeout',
  'skip-download',
  'skip-fixes',
  'skip-framework',
  'skip-results-upload',
  'summary-position',
]
