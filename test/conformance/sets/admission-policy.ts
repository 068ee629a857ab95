import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Resource } from '../../../src/apiserver/context.ts'
import type { Response } from '../../../src/apiserver/response.ts'
import { ApiServer } from '../../../src/apiserver/server.ts'
import { Store } from '../../../src/apiserver/store.ts'
import { clone, equal } from '../../../src/resource/json.ts'
import { jsonOf, type KubeObject, parseApiVersion } from '../../../src/resource/object.ts'
import { catalog } from '../../../src/schema/catalog.ts'
import { type Answer, compareAnswers } from '../answer.ts'
import type { Recorder } from '../recorder.ts'
import { type ConformanceSet, linesOf } from '../set.ts'

const MINOR = 36
const NOW = '2026-01-01T00:00:00Z'
const SHARED = '(shared)'
const STANDARD_NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease']

/** What every namespace has and the recordings leave out. */
const SETTLED = { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } }

interface Request {
  readonly op: 'create' | 'update' | 'delete'
  readonly object: KubeObject
  readonly namespace?: string
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore'
  readonly user?: string
  readonly groups?: string[]
  readonly subresource?: string
  readonly of?: { apiVersion: string; kind: string }
}

interface Case {
  readonly id: string
  readonly world: string | null
  readonly request: Request
  readonly want: RecordedAnswer
}

interface RecordedAnswer {
  readonly code: number
  readonly object?: KubeObject
  readonly status?: {
    code: number
    reason?: string
    message: string
    causes?: { field?: string; message: string; reason: string }[]
  }
  readonly warnings?: string[]
  readonly auditAnnotations?: Record<string, string>
}

export const admissionPolicy: ConformanceSet = {
  name: 'admission-policy',
  run(folder, wanted, recorder) {
    for (const file of readdirSync(folder).sort()) {
      const set = /^(.+)\.[\w-]+\.jsonl\.gz$/.exec(file)?.[1]
      if (set && !set.endsWith('-worlds') && wanted(file)) replay(folder, file, set, recorder)
    }
  },
}

function replay(folder: string, file: string, set: string, recorder: Recorder): void {
  const worlds = worldsOf(folder, set)
  const stores = new Map<string | null, Store>()
  for (const line of linesOf(join(folder, file))) {
    const { want, ...question }: Case = JSON.parse(line)
    let store = stores.get(question.world)
    if (!store) stores.set(question.world, (store = storeOf(worlds, question.world)))
    const server = new ApiServer(store, { minor: MINOR, now: NOW, randomSuffix: () => 'xxxxx' })
    const response = answer(server, question.request)
    const wanted = expected(want, question.request)
    const got = recorded(response, question.request)
    const agreement = compareAnswers(wanted, got, /forbidden: \[/.test(want.status?.message ?? ''))
    const audit = equal(want.auditAnnotations ?? {}, response.auditAnnotations)
    const identical = agreement.identical && audit
    recorder.record('admission-policy', file.replace('.jsonl.gz', ''), {
      id: question.id,
      kind: `${question.request.op} ${question.request.object.kind}`,
      counts: { ...agreement, identical },
      ...(identical
        ? {}
        : {
            difference: {
              world: question.world,
              want: { ...wanted, auditAnnotations: want.auditAnnotations },
              got: { ...got, auditAnnotations: response.auditAnnotations },
            },
          }),
    })
  }
}

/** `<set>-worlds.<part>.jsonl.gz`, one or several. */
function worldsOf(folder: string, set: string): Map<string, KubeObject[]> {
  const worlds = new Map<string, KubeObject[]>()
  const files = readdirSync(folder).filter(file => file.startsWith(`${set}-worlds.`))
  if (files.length === 0) throw new Error(`${join(folder, set)}-worlds is missing`)
  for (const file of files) {
    for (const line of linesOf(join(folder, file))) {
      const { id, objects }: { id: string; objects: KubeObject[] } = JSON.parse(line)
      worlds.set(id, objects)
    }
  }
  return worlds
}

/** What the recordings list, and what they say is there without being listed. */
function storeOf(worlds: ReadonlyMap<string, KubeObject[]>, id: string | null): Store {
  const store = new Store()
  let age = 0
  /** One second apart, in the order of the list: of several defaults the newest counts. */
  const put = (object: KubeObject): void => {
    const creationTimestamp = new Date(Date.parse(NOW) - 3_600_000 + 1000 * age++).toISOString().replace('.000', '')
    const metadata = { uid: '<uid>', resourceVersion: '1', creationTimestamp, ...object.metadata }
    store.put(parseApiVersion(object.apiVersion).group, { ...object, metadata })
  }
  const inhabit = (namespace: string): void => {
    put({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } })
    put({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-root-ca.crt', namespace } })
  }
  for (const name of STANDARD_NAMESPACES) {
    put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'kubernetes.io/metadata.name': name } } })
    inhabit(name)
  }
  for (const object of [...(worlds.get(SHARED) ?? []), ...(id === null ? [] : (worlds.get(id) ?? []))]) {
    const { name = '' } = object.metadata
    if (object.kind !== 'Namespace') {
      put(object)
      continue
    }
    const labels = { ...object.metadata.labels, 'kubernetes.io/metadata.name': name }
    put({ ...SETTLED, ...object, metadata: { ...object.metadata, labels } })
    inhabit(name)
  }
  return store
}

function answer(server: ApiServer, request: Request): Response {
  const { object, op, namespace = '', fieldValidation = 'Warn', subresource } = request
  const user = request.user
    ? { user: { username: request.user, groups: [...(request.groups ?? []), 'system:authenticated'] } }
    : {}
  const asked = {
    resource: resourceOf(request),
    namespace,
    body: clone(jsonOf(object)),
    fieldValidation,
    dryRun: true,
    ...user,
  }
  if (op === 'create') return server.create(asked)
  const name = object.metadata.name ?? ''
  if (op === 'delete') return server.delete({ ...asked, name })
  return server.update({ ...asked, name, ...(subresource ? { subresource } : {}) })
}

function resourceOf({ object, of }: Request): Resource {
  const { apiVersion, kind } = of ?? object
  const known = catalog(MINOR).kind(apiVersion, kind)
  if (!known) throw new Error(`no kind ${kind} in ${apiVersion}`)
  return { group: known.group, version: known.version, resource: known.plural, kind, namespaced: known.namespaced }
}

function expected({ code, object, status, warnings = [] }: RecordedAnswer, { op }: Request): Answer {
  if (status) {
    const { causes } = status
    return { code, warnings, status: { ...status, ...(causes ? { details: { causes } } : {}) } }
  }
  return { code, warnings, ...(op === 'delete' ? {} : { object: comparable(object!) }) }
}

function recorded({ code, status, object, warnings }: Response, { op }: Request): Answer {
  if (status) {
    const { reason, message, details } = status
    const causes = details?.causes
    return {
      code,
      warnings,
      status: { code, message, ...(reason ? { reason } : {}), ...(causes ? { details: { causes } } : {}) },
    }
  }
  return { code, warnings, ...(op === 'delete' ? {} : { object: comparable(clone(object!)) }) }
}

/** Without what a server takes by chance or from its clock. */
function comparable(object: KubeObject): KubeObject {
  for (const field of ['uid', 'resourceVersion', 'creationTimestamp', 'managedFields'] as const) {
    delete object.metadata[field]
  }
  drop(object, 'lastTransitionTime')
  drop(object, 'lastPhaseTransitionTime')
  drop(object, 'controller-uid')
  drop(object, 'batch.kubernetes.io/controller-uid')
  if (object.kind === 'Service')
    for (const field of ['clusterIP', 'clusterIPs', 'nodePort', 'healthCheckNodePort']) drop(object, field)
  return object
}

function drop(value: unknown, field: string): void {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) delete (value as Record<string, unknown>)[field]
  for (const item of Object.values(value)) drop(item, field)
}
