import type { Json } from '../../resource/json.ts'
import type { Settings } from './migration.ts'
import { mapAt, objectsAt, textsAt } from './read.ts'

const SEVERITIES: Readonly<Record<string, string>> = { danger: 'error', warning: 'warning', ignore: 'off' }

/** Polaris' `checks`, and the workloads that `exemptions` excuse. */
export function fromPolaris(config: Json, settings: Settings): void {
  settings.onlyKnows(config, ['checks', 'exemptions', 'customChecks'])
  for (const [check, severity] of Object.entries(mapAt(config, 'checks'))) {
    const known = typeof severity === 'string' ? SEVERITIES[severity] : undefined
    if (known) settings.set(check, known)
    else settings.note(`checks.${check}: it is none of danger, warning and ignore`)
  }
  for (const exemption of objectsAt(config, 'exemptions')) {
    const { namespace } = exemption
    const others = Object.keys(exemption).filter(key => !CONDITIONS.includes(key))
    if (others.length > 0) {
      settings.note(`exemptions by ${others.join(', ')}: drydock has nothing like it, nothing is excused`)
      continue
    }
    const names = textsAt(exemption, 'controllerNames')
    const scope = {
      ...(typeof namespace === 'string' && { namespaces: [namespace] }),
      // Polaris excuses everything that begins with the name.
      ...(names.length > 0 && { names: names.map(name => `${name}*`) }),
    }
    if (textsAt(exemption, 'containerNames').length > 0)
      settings.note(
        `exemptions: ${textsAt(exemption, 'containerNames')}: containers are not told apart, their workload is excused`,
      )
    for (const check of textsAt(exemption, 'rules')) settings.suppress(check, scope, 'exempt in Polaris')
    if (textsAt(exemption, 'rules').length === 0)
      settings.note(
        `exemptions of ${names.join(', ') || 'everything'}: all checks at once cannot be excused, name them`,
      )
  }
  for (const check of Object.keys(mapAt(config, 'customChecks')))
    settings.note(`customChecks.${check}: write it under ownRules`)
}

const CONDITIONS = ['namespace', 'controllerNames', 'containerNames', 'rules']
