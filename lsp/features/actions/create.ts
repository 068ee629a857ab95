import type { Json, JsonObject } from '../../../src/resource/json.ts'
import { isObject } from '../../../src/resource/json.ts'
import { insertPair, setValue } from '../../../src/yaml/edit.ts'
import { pairOf } from '../../../src/yaml/node.ts'
import { nodeAt } from '../../../src/yaml/place.ts'
import { renderPairs } from '../../../src/yaml/render.ts'
import { chunkOf } from '../../workspace/chunk.ts'
import type { ManifestFile } from '../../workspace/file.ts'
import type { Entry } from '../../workspace/index.ts'
import { type Occurrence, objectSymbol } from '../../workspace/occurrences.ts'
import { isStandard } from '../../workspace/standard.ts'
import { definitionsOf, occurrenceAt, titleOf } from '../../workspace/symbols.ts'
import type { Action, FileEdit } from './actions.ts'

/** What is named here and is not in the workspace can be made: an object, or a key of one. */
export function creations(file: ManifestFile, offset: number): Action[] {
  const here = occurrenceAt(file, offset)
  if (here?.role !== 'reference' || definitionsOf(here, file.folder).length > 0) return []
  const [what, kind = '', namespace = '', name = '', key = ''] = here.symbol.split('\n')
  if (what === 'object' && isStandard(kind, namespace, name)) return []
  // Behind a JSON value there is no room for another one.
  const isFull = here.object.document.format === 'json'
  if (what === 'object') {
    const manifest = isFull ? undefined : NEW[kind]?.(name, file, here)
    return manifest
      ? [{ title: `Create ${titleOf(here)}`, edits: [appended(file, withNamespace(manifest, namespace))] }]
      : []
  }
  if (what !== 'key') return []
  const holders = file.folder.index.named(kind, namespace, name)
  if (holders.length > 0)
    return holders.flatMap(holder => {
      const edits = withKey(holder, kind, key)
      return edits ? [{ title: `Add ${key} to ${kind} ${name}`, edits }] : []
    })
  if (isFull || definesObject(kind, namespace, name, file)) return []
  const field = kind === 'Secret' ? 'stringData' : 'data'
  const manifest = { apiVersion: 'v1', kind, metadata: { name }, [field]: { [key]: '' } }
  return [{ title: `Create ${kind} ${name} with ${key}`, edits: [appended(file, withNamespace(manifest, namespace))] }]
}

/** A Kustomization makes it: a manifest beside it would make it a second time. */
const definesObject = (kind: string, namespace: string, name: string, { folder }: ManifestFile): boolean =>
  [...folder.index.occurrences(objectSymbol(kind, namespace, name))].some(({ role }) => role === 'definition')

type Make = (name: string, file: ManifestFile, from: Occurrence) => JsonObject | undefined

/** The least that each kind needs. Nodes and volumes are not for manifests to make up. */
const NEW: Readonly<Record<string, Make>> = {
  ConfigMap: name => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: {} }),
  Secret: name => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData: {} }),
  Namespace: name => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
  ServiceAccount: name => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } }),
  Service: (name, _file, from) => service(name, from),
  PersistentVolumeClaim: name => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  }),
  PriorityClass: name => ({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value: 1000,
  }),
  Role: name => ({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name }, rules: [] }),
  ClusterRole: name => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name },
    rules: [],
  }),
}

/** A Service for a StatefulSet has its labels; for an Ingress, the port that the Ingress names. */
function service(name: string, { object: { kind, value } }: Occurrence): JsonObject {
  const spec = isObject(value['spec']) ? value['spec'] : {}
  const template =
    isObject(spec['template']) && isObject(spec['template']['metadata']) ? spec['template']['metadata'] : {}
  const labels = isObject(template['labels']) ? template['labels'] : { app: name }
  const ports = portsFor(name, value)
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { ...(kind === 'StatefulSet' && { clusterIP: 'None' }), selector: labels, ports },
  }
}

/** The ports by which backends name a Service; one for the web, where nobody does. */
function portsFor(service: string, value: Json): Json[] {
  const found = new Map<string, Json>()
  const visit = (one: Json): void => {
    if (Array.isArray(one)) one.forEach(visit)
    if (!isObject(one)) return
    const { name, port } = one
    if (name === service && isObject(port)) {
      const { number } = port
      if (typeof number === 'number') found.set(String(number), { port: number })
      else if (typeof port['name'] === 'string') found.set(port['name'], { name: port['name'], port: 80 })
    }
    for (const inner of Object.values(one)) if (inner !== undefined) visit(inner)
  }
  visit(value)
  const named = [...found.values()].map((port, index) => {
    const isAlone = found.size === 1
    return isObject(port) && port['name'] === undefined && !isAlone ? { name: `port-${index + 1}`, ...port } : port
  })
  return named.length > 0 ? named : [{ name: 'http', port: 80 }]
}

function withNamespace(manifest: JsonObject, namespace: string): JsonObject {
  const { metadata } = manifest
  if (namespace === '' || namespace === 'default' || !isObject(metadata)) return manifest
  return { ...manifest, metadata: { ...metadata, namespace } }
}

/** Behind everything else in the file. */
function appended(file: ManifestFile, manifest: JsonObject): FileEdit {
  const { text } = file
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const rendered = renderPairs(manifest, 0, { step: 2, dash: 2, newline })
  const before = text === '' || text.endsWith('\n') ? '' : newline
  return { file, start: text.length, end: text.length, text: `${before}---${newline}${rendered}${newline}` }
}

function withKey({ object, chunk }: Entry, kind: string, key: string): FileEdit[] | undefined {
  const { document, base } = object
  const root = nodeAt(document, base)
  if (root?.kind !== 'mapping') return undefined
  const field =
    kind === 'Secret'
      ? pairOf(root, 'stringData')
        ? 'stringData'
        : pairOf(root, 'data')
          ? 'data'
          : 'stringData'
      : 'data'
  const data = pairOf(root, field)?.node
  const edits =
    data?.kind === 'mapping' && data.pairs.length > 0
      ? [insertPair(document, data, key, '')]
      : setValue(
          document,
          [...base, field, ...(data?.kind === 'mapping' ? [] : [key])],
          data?.kind === 'mapping' ? { [key]: '' } : '',
        )
  const own = chunkOf(document.source) ?? chunk
  return edits?.map(edit => ({
    file: own.file,
    start: own.start + edit.start,
    end: own.start + edit.end,
    text: edit.text,
  }))
}
