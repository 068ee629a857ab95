import type { Level, Standard } from '../../apiserver/admission/pod-security/standard.ts'
import { formatMinor, type Minor, parseMinor } from '../../resource/version.ts'
import { formatPath } from '../../yaml/path.ts'
import type { PodTemplate } from '../pod-template.ts'
import type { Asked, Found } from '../rule.ts'
import { type Offence, offences } from './offences.ts'

export interface PodSecurityOptions extends Record<string, string> {
  version: string
}

export const VERSION_OPTION = {
  type: 'string',
  default: 'latest',
  description: 'The version of the standard, as in `v1.34`; `latest` is that of each release asked for.',
} as const

/** What a level has against pods, in any of the releases asked for; it says which when they differ. */
export function* judge(
  level: Level,
  { options, minors }: Asked<PodSecurityOptions>,
  pods: PodTemplate,
): Iterable<Found> {
  const standard: Standard = { level, version: parseMinor(options.version) ?? 'latest' }
  const found = new Map<string, { offence: Offence; minors: Minor[] }>()
  for (const minor of minors) {
    for (const offence of offences(standard, pods, minor)) {
      const key = `${offence.check} ${formatPath(offence.at.path)}`
      const known = found.get(key)
      if (known) known.minors.push(minor)
      else found.set(key, { offence, minors: [minor] })
    }
  }
  for (const { offence, minors: some } of found.values()) {
    const { reason, detail } = offence.violation
    const when = some.length < minors.length ? ` in ${some.map(formatMinor).join(', ')}` : ''
    yield { at: offence.at, message: `${pods} is not ${level}${when}: ${detail ? `${reason} (${detail})` : reason}` }
  }
}
