import { parseApiVersion } from '../resource/object.ts'
import { formatMinor, type Minor } from '../resource/version.ts'
import { catalog } from '../schema/catalog.ts'
import { availability } from '../schema/history.ts'

/** Why a release does not serve a kind that Kubernetes knows; nothing for kinds of others. */
export function notServed(apiVersion: string, kind: string, minor: Minor): string | undefined {
  if (apiVersion === '' || kind === '') return `Object '${kind === '' ? 'Kind' : 'apiVersion'}' is missing`
  const { group, version } = parseApiVersion(apiVersion)
  const span = availability(group, version, kind)
  if (span && minor < span.since) return `${apiVersion} ${kind} is served only since ${formatMinor(span.since)}`
  if (span) {
    const use = span.replacement ? `; use ${span.replacement}` : ''
    return `${apiVersion} ${kind} is no longer served: ${formatMinor(span.until)} was the last release with it${use}`
  }
  if (catalog(minor).versions(group).length === 0) return undefined
  return `no kind "${kind}" is registered for version "${apiVersion}"`
}
