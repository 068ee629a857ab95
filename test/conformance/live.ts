import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Resource } from '../../src/apiserver/context.ts'
import { UNKNOWN_UID } from '../../src/apiserver/create.ts'
import type { Response } from '../../src/apiserver/response.ts'
import { ApiServer } from '../../src/apiserver/server.ts'
import { Store } from '../../src/apiserver/store.ts'
import { isObject, Numeral } from '../../src/resource/json.ts'
import { type KubeObject, parseApiVersion } from '../../src/resource/object.ts'
import { catalog } from '../../src/schema/catalog.ts'
import type { Answer } from './answer.ts'

export type LiveObject = KubeObject & { readonly status?: unknown }

const MINOR = 36
const NOW = '2026-01-01T00:00:00Z'
const LIVE_VERSION = '1000'

/** The resource of a kind; the custom kind of the recordings is the only one that no release has. */
export function resourceOf({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): Resource {
  const known = catalog(MINOR).kind(apiVersion, kind)
  const { group, version } = parseApiVersion(apiVersion)
  return {
    group,
    version,
    kind,
    resource: known?.plural ?? `${kind.toLowerCase()}s`,
    namespaced: known?.namespaced ?? true,
  }
}

/** The definition of the custom kind, which lies beside the recordings of kubectl. */
export function definitionsBeside(folder: string): KubeObject[] {
  const file = join(folder, '..', 'apply-client', 'widget-crd.json')
  return existsSync(file) ? [JSON.parse(readFileSync(file, 'utf8')) as KubeObject] : []
}

/** A Job carries its uid in its labels. */
function uidOf(object: KubeObject): string {
  return (
    object.metadata.labels?.['batch.kubernetes.io/controller-uid'] ??
    JOB_UID.exec(JSON.stringify(object))?.[1] ??
    UNKNOWN_UID
  )
}

const JOB_UID = /"batch\.kubernetes\.io\/controller-uid":"([^"]+)"/

/**
 * The system's own metadata of the object that was there are not recorded, but a patch may quote them whole:
 * then the object had them.
 */
export function withQuotedMetadata(live: LiveObject, patch: unknown): LiveObject {
  const quoted = Array.isArray(patch) ? patch.map(({ value }) => value).find(isSystemMetadata) : undefined
  if (!quoted) return live
  const { uid, resourceVersion, creationTimestamp, managedFields } = quoted
  return {
    ...live,
    metadata: {
      ...live.metadata,
      uid,
      resourceVersion,
      creationTimestamp,
      ...(managedFields ? { managedFields } : {}),
    },
  } as LiveObject
}

const isSystemMetadata = (value: unknown): value is Record<string, unknown> =>
  isObject(value) && typeof value['uid'] === 'string' && typeof value['resourceVersion'] === 'string'

/** A server whose world holds these objects, and what the recordings say exists besides. */
export function serverWith(objects: readonly KubeObject[], definitions: readonly KubeObject[] = []): ApiServer {
  const store = new Store()
  for (const definition of definitions) store.put('apiextensions.k8s.io', definition)
  for (const object of objects) {
    const stored = {
      ...object,
      metadata: { uid: uidOf(object), resourceVersion: LIVE_VERSION, creationTimestamp: NOW, ...object.metadata },
    }
    store.put(parseApiVersion(object.apiVersion).group, stored)
  }
  return new ApiServer(store, { minor: MINOR, now: NOW, openWorld: true })
}

/** Our answer without what the recordings leave out, and with their values where a server takes them by chance. */
export function recorded(response: Response, wanted: unknown, managedFields = false): Answer {
  const { code, status, warnings } = response
  if (!response.object) return { code, warnings, ...(status ? { status } : {}) }
  const object = withAllocations(response.object, wanted) as KubeObject
  for (const name of ['uid', 'creationTimestamp', 'resourceVersion', 'selfLink'] as const) delete object.metadata[name]
  if (!managedFields) delete object.metadata.managedFields
  return { code, warnings, object }
}

/** Addresses and ports that a Service is given are drawn by chance, and so is the uid that a Job writes into its labels. */
function withAllocations(got: unknown, want: unknown): unknown {
  if (typeof got !== 'object' || got === null || got instanceof Numeral) return got
  if (Array.isArray(got)) {
    const items = Array.isArray(want) ? want : []
    return got.map((item, index) => withAllocations(item, items[index]))
  }
  const wanted = isObject(want) ? want : {}
  return Object.fromEntries(
    Object.entries(got).map(([key, value]) => [
      key,
      ALLOCATED.has(key) && wanted[key] !== undefined ? wanted[key] : withAllocations(value, wanted[key]),
    ]),
  )
}

const ALLOCATED = new Set([
  'clusterIP',
  'clusterIPs',
  'nodePort',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
])
