import type { Json, JsonObject } from '../../resource/json.ts'
import type { Settings } from './migration.ts'
import { mapAt, objectsAt, textsAt } from './read.ts'

/** `.kube-linter.yaml`: which checks are on, paths to leave alone, checks of one's own. */
export function fromKubeLinter(config: Json, settings: Settings): void {
  const checks = mapAt(config, 'checks')
  settings.onlyKnows(config, ['checks', 'customChecks'])
  settings.onlyKnows(checks, ['addAllBuiltIn', 'doNotAutoAddDefaults', 'ignorePaths', 'include', 'exclude'], 'checks.')
  if (checks['addAllBuiltIn'] === true) {
    settings.profile('strict')
    settings.setAll('warning')
  } else if (checks['doNotAutoAddDefaults'] === true) settings.profile('off')
  for (const path of textsAt(checks, 'ignorePaths')) {
    if (path.startsWith('~')) settings.note(`ignorePaths ${path}: name it relative to drydock.yaml`)
    else settings.exclude(globOf(path))
  }
  for (const check of textsAt(checks, 'include')) settings.set(check, 'error')
  for (const check of textsAt(checks, 'exclude')) settings.set(check, 'off')
  // Often one of one's own takes the place of one that is excluded.
  for (const custom of objectsAt(config, 'customChecks')) own(custom, settings)
}

/** A path without a star stands for all below it; `/**` is wherever the tool was called. */
const globOf = (path: string): string =>
  path.startsWith('/**/')
    ? path.slice(1)
    : path.includes('*')
      ? path
      : `${path.replace(/^\.\//, '').replace(/\/$/, '')}/**`

/** A check of one's own is a template with parameters. Of some templates a rule with options does the same. */
function own(custom: JsonObject, settings: Settings): void {
  const name = textOf(custom['name']) ?? '?'
  const template = textOf(custom['template']) ?? '?'
  const parameters = mapAt(custom, 'params')
  const made = Object.hasOwn(TEMPLATES, template) ? TEMPLATES[template]!(parameters) : undefined
  if (!made) {
    settings.note(
      `customChecks ${name} (template ${template}): write it under ownRules, or set the options of the rule that stands for the template`,
    )
    return
  }
  const kinds = textsAt(mapAt(custom, 'scope'), 'objectKinds')
  const isNarrow = kinds.length > 0 && !kinds.includes('DeploymentLike') && !kinds.includes('Any')
  settings.configure(made.rule, { ...made.options, ...(isNarrow && made.knowsKinds && { kinds }) })
  if (isNarrow && !made.knowsKinds) settings.note(`customChecks ${name}: that it is about ${kinds.join(', ')} alone`)
}

interface Made {
  readonly rule: string
  readonly options: JsonObject
  readonly knowsKinds?: boolean
}

const TEMPLATES: Readonly<Record<string, (parameters: JsonObject) => Made | undefined>> = {
  'required-label': parameters => required('has-required-labels', 'labels', parameters),
  'required-annotation': parameters => required('has-required-annotations', 'annotations', parameters),
  'minimum-replicas': ({ minReplicas }) => least('runs-replicas', minReplicas),
  'hpa-minimum-replicas': ({ minReplicas }) => least('autoscaler-runs-replicas', minReplicas),
  ports: ({ port }) => (typeof port === 'number' ? { rule: 'no-ssh-port', options: { ports: [port] } } : undefined),
}

function required(rule: string, option: string, { key, value }: JsonObject): Made | undefined {
  const name = textOf(key)
  return name === undefined
    ? undefined
    : { rule, options: { [option]: { [name]: textOf(value) ?? '' } }, knowsKinds: true }
}

const least = (rule: string, number: Json | undefined): Made | undefined =>
  typeof number === 'number' ? { rule, options: { least: number } } : undefined

const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined)
