import { parseApiVersion } from '../resource/object.ts'
import { formatMinor, type Minor } from '../resource/version.ts'
import { availability } from '../schema/history.ts'

/** Why a release does not serve a kind of a group that Kubernetes knows. */
export function notServed(apiVersion: string, kind: string, minor: Minor): string {
  if (apiVersion === '' || kind === '') return `Object '${kind === '' ? 'Kind' : 'apiVersion'}' is missing`
  const { group, version } = parseApiVersion(apiVersion)
  const span = availability(group, version, kind)
  if (span && minor < span.since) return `${apiVersion} ${kind} is served only since ${formatMinor(span.since)}`
  if (span) {
    const use = span.replacement ? `; use ${span.replacement}` : ''
    return `${apiVersion} ${kind} is no longer served: ${formatMinor(span.until)} was the last release with it${use}`
  }
  return `no kind "${kind}" is registered for version "${apiVersion}"`
}
