import type { ManifestObject } from '../manifest/objects.ts'
import { parseApiVersion } from '../resource/object.ts'
import { suggest } from '../resource/suggest.ts'
import { formatMinor, type Minor } from '../resource/version.ts'
import { catalog, type Kind } from '../schema/catalog.ts'
import { availabilities, availability } from '../schema/history.ts'
import type { Definition } from './definitions/definition.ts'
import type { Definitions } from './definitions/definitions.ts'
import type { Finding } from './finding.ts'

/** What a release makes of an object's apiVersion and kind. */
export type Served =
  | { readonly as: 'built-in' | 'file'; readonly kind: Kind; readonly findings: readonly Finding[] }
  | {
      readonly as: 'custom'
      readonly kind: Kind
      readonly definition: Definition
      readonly findings: readonly Finding[]
    }
  | { readonly as: 'absent'; readonly findings: readonly Finding[] }
  | { readonly as: 'unknown' }

/** A built-in kind, one that a definition at hand defines, a file that administrators write, a kind of another release, or a kind nobody knows. */
export function served({ apiVersion, kind }: ManifestObject, minor: Minor, definitions: Definitions): Served {
  const known = catalog(minor).kind(apiVersion, kind)
  if (known)
    return {
      as: known.config ? 'file' : 'built-in',
      kind: known,
      findings: known.optIn ? [offByDefault(known, minor)] : deprecation(known),
    }
  const { group, version } = parseApiVersion(apiVersion)
  const span = availability(group, version, kind)
  if (!span) return defined(group, version, kind, minor, definitions) ?? groupKnows(apiVersion, kind, minor)
  const what = `${apiVersion} ${kind}`
  if (minor < span.since) {
    const older = availabilities(group, kind).find(other => other.since <= minor && minor <= other.until)
    return absent({
      code: 'api/not-yet',
      message: `${what} is served only since ${formatMinor(span.since)}`,
      ...(older ? { advice: `Use ${older.apiVersion} before that.` } : {}),
    })
  }
  return absent({
    code: 'api/removed',
    message: `${what} is no longer served: ${formatMinor(span.until)} was the last release with it`,
    ...(span.replacement ? { advice: `Use ${span.replacement}.` } : {}),
  })
}

const absent = (finding: Omit<Finding, 'severity' | 'path'>): Served => ({
  as: 'absent',
  findings: [{ ...finding, severity: 'error', path: ['apiVersion'] }],
})

function defined(
  group: string,
  version: string,
  kind: string,
  minor: Minor,
  definitions: Definitions,
): Served | undefined {
  const definition = definitions.of(group, kind)
  if (!definition) return undefined
  const found = definition.version(version)
  if (!found?.served) {
    const served = definition.served.map(({ name }) => `${group}/${name}`)
    return absent({
      code: 'api/unknown-kind',
      message: `the definition of ${kind} does not serve ${group}/${version}`,
      ...(served.length > 0 ? { advice: `Use ${served.join(' or ')}.` } : {}),
    })
  }
  const message = found.deprecationWarning ?? `${group}/${version} ${kind} is deprecated`
  const findings: Finding[] = found.deprecated
    ? [{ code: 'api/deprecated', severity: 'warning', message, path: ['apiVersion'] }]
    : []
  return { as: 'custom', kind: definition.kind(found, minor), definition, findings }
}

/** A group of Kubernetes' own with no such kind is a mistake in the manifest, not a custom resource. */
function groupKnows(apiVersion: string, kind: string, minor: Minor): Served {
  const { group } = parseApiVersion(apiVersion)
  const facts = catalog(minor)
  const versions = facts.versions(group)
  if (versions.length === 0) return { as: 'unknown' }
  const kinds = facts.kinds().filter(each => each.group === group)
  const right = facts.preferred(group, kind) ?? facts.named(kind).find(each => !each.config)
  const meant = right ? undefined : suggest(kind, new Set(kinds.map(each => each.kind)))
  const advice = right ? `Use ${right.apiVersion}.` : meant ? `Did you mean ${meant}?` : undefined
  return {
    as: 'absent',
    findings: [
      {
        code: 'api/unknown-kind',
        severity: 'error',
        message: `no kind "${kind}" is registered for version "${apiVersion}"`,
        path: right ? ['apiVersion'] : ['kind'],
        ...(advice ? { advice } : {}),
      },
    ],
  }
}

/** Alpha versions, and betas since 1.24, wait to be turned on. Where that was done all else counts as for other kinds. */
function offByDefault({ apiVersion, kind, group, version }: Kind, minor: Minor): Finding {
  const instead = catalog(minor).preferred(group, kind)
  return {
    code: 'api/off-by-default',
    severity: 'warning',
    message: `${apiVersion} ${kind} is off by default: unless it is turned on, the server cannot find the requested resource`,
    path: ['apiVersion'],
    advice: instead ? `Use ${instead.apiVersion}.` : `Turn it on with --runtime-config=${group}/${version}=true.`,
  }
}

/** The words of the server's own `Warning:` header. */
function deprecation(kind: Kind): Finding[] {
  if (!kind.deprecated || !kind.deprecatedSince) return []
  const span = availability(kind.group, kind.version, kind.kind)
  const gone = kind.until && span ? `, unavailable in v${formatMinor(span.until + 1)}+` : ''
  const instead = kind.replacement ? `; use ${kind.replacement}` : ''
  return [
    {
      code: 'api/deprecated',
      severity: 'warning',
      message: `${kind.apiVersion} ${kind.kind} is deprecated in v${kind.deprecatedSince}+${gone}${instead}`,
      path: ['apiVersion'],
      ...(kind.replacement ? { advice: `Use ${kind.replacement}.` } : {}),
    },
  ]
}
