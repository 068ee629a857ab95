import type { ManifestObject } from '../../src/manifest/objects.ts'
import type { Minor } from '../../src/resource/version.ts'
import { catalog } from '../../src/schema/catalog.ts'

/** The namespace it would be in; empty for what has none. Of a kind that nobody knows, what it says itself. */
export function namespaceOf({ apiVersion, kind, subject }: ManifestObject, minor: Minor): string {
  const known = catalog(minor).kind(apiVersion, kind) ?? catalog(minor).named(kind)[0]
  if (known && !known.namespaced) return ''
  return subject.namespace ?? (known ? 'default' : '')
}
