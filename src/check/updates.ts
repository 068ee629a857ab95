import { ApiServer } from '../apiserver/server.ts'
import { Store } from '../apiserver/store.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { type ManifestObject, objectsIn } from '../manifest/objects.ts'
import { equal, type JsonObject } from '../resource/json.ts'
import { parseApiVersion } from '../resource/object.ts'
import type { Minor } from '../resource/version.ts'
import type { Kind } from '../schema/catalog.ts'
import { Source } from '../text/source.ts'
import { readDocuments } from '../yaml/read.ts'
import { findingsOf } from './answer.ts'
import type { Definitions } from './definitions/definitions.ts'
import { type Finding, joinFindings } from './finding.ts'
import { served } from './served.ts'
import type { KnownFile } from './sketch.ts'
import { NOW } from './world.ts'

/** A file as it was before the change. */
export interface BaseFile {
  readonly name: string
  readonly text: string
}

/**
 * What stands in the way of applying the files to a cluster that has what the base says: fields that cannot be
 * changed, claims that cannot shrink. An object that could not be created anyway is not asked about again.
 */
export function updateFindings(
  files: readonly KnownFile[],
  base: readonly BaseFile[],
  minors: readonly Minor[],
  definitions: Definitions,
): Diagnostic[] {
  const texts = new Set(base.map(({ text }) => text))
  const before = new Map<string, JsonObject>()
  for (const { name, text } of base)
    for (const object of readDocuments(new Source(name, text)).flatMap(objectsIn))
      before.set(identityOf(object), object.value)
  return files
    .filter(({ judged, source }) => judged && !texts.has(source.text))
    .flatMap(({ documents }) => documents.flatMap(objectsIn))
    .flatMap(object => {
      const old = before.get(identityOf(object))
      if (!old || equal(old, object.value)) return []
      const found = new Map<Minor, Finding[]>(minors.map(minor => [minor, changed(object, old, minor, definitions)]))
      return joinFindings(object, found, minors)
    })
}

/** Whatever its version: that may change from one apply to the next. */
function identityOf({ apiVersion, kind, subject }: ManifestObject): string {
  return `${parseApiVersion(apiVersion).group}\n${kind}\n${subject.namespace ?? ''}\n${subject.name}`
}

function changed(object: ManifestObject, old: JsonObject, minor: Minor, definitions: Definitions): Finding[] {
  const how = served(object, minor, definitions)
  if (how.as !== 'built-in' && how.as !== 'custom') return []
  const world = how.as === 'custom' ? how.definition.world() : new Store()
  const server = new ApiServer(world, { minor, now: NOW, admission: false })
  const apply = (body: JsonObject) => server.apply(requestFor(object, body, how.kind))
  if (apply(object.value).status) return []
  const there = apply({ ...old, apiVersion: object.apiVersion })
  if (!there.object) return []
  const { metadata } = there.object
  world.put(how.kind.group, { ...there.object, metadata: { ...metadata, resourceVersion: '1' } })
  const answer = apply(object.value)
  return answer.status ? findingsOf({ ...answer, warnings: [] }, object, how.kind, minor).map(advised) : []
}

const requestFor = ({ subject }: ManifestObject, body: JsonObject, kind: Kind) => ({
  resource: {
    group: kind.group,
    version: kind.version,
    resource: kind.plural,
    kind: kind.kind,
    namespaced: kind.namespaced,
  },
  namespace: kind.namespaced ? (subject.namespace ?? 'default') : '',
  name: subject.name,
  body,
  fieldValidation: 'Ignore' as const,
})

const advised = (finding: Finding): Finding => ({
  advice: 'What is there cannot be changed so. Keep the old value, or delete the object before applying this one.',
  ...finding,
})
