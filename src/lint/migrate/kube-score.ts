import type { Settings } from './migration.ts'

/** kube-score has no file for its settings: they are options in scripts and pipelines. */
export function fromKubeScore(text: string, settings: Settings): void {
  for (const [, option = '', value = ''] of text.matchAll(OPTION)) {
    const names = value.split(',').filter(name => name !== '')
    if (option === 'ignore-test') for (const check of names) settings.set(check, 'off')
    else if (option === 'enable-optional-test') for (const check of names) settings.set(check, 'warning')
    else if (option === 'kubernetes-version') settings.versions([value.replace(/^v/, '')])
    else if (option === 'exit-one-on-warning') settings.failOn('warning')
    else if (option === 'all-default-optional') settings.setAll('warning')
    else if (option === 'ignore-container-cpu-limit')
      settings.note('--ignore-container-cpu-limit: limits of CPU are not asked for anyway')
    else if (option === 'ignore-container-memory-limit') settings.setRule('has-memory-limit', 'off')
    else if (Object.hasOwn(OF_ITS_OWN, option)) settings.note(`--${option}: ${OF_ITS_OWN[option]}`)
  }
}

const OPTION = /--([a-z][a-z-]+)(?:(?:=|[ \t]+)["']?([\w.,-]*[\w.]))?/g

const OF_ITS_OWN: Readonly<Record<string, string>> = {
  'disable-ignore-checks-annotations': 'drydock does not read the annotations of kube-score',
  'disable-optional-checks-annotations': 'drydock does not read the annotations of kube-score',
  'output-format': 'see drydock check --output',
  'output-version': 'see drydock check --output',
  color: 'see drydock check --color',
}
