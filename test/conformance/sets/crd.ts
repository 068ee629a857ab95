import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CustomResourceDefinition } from '../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import type { Resource } from '../../../src/apiserver/context.ts'
import { UNKNOWN_UID } from '../../../src/apiserver/create.ts'
import { goJson } from '../../../src/apiserver/go-text.ts'
import type { Response } from '../../../src/apiserver/response.ts'
import { ApiServer, type CreateRequest } from '../../../src/apiserver/server.ts'
import { Store } from '../../../src/apiserver/store.ts'
import { clone, isObject, type Json, type JsonObject, Numeral } from '../../../src/resource/json.ts'
import { type KubeObject, parseApiVersion } from '../../../src/resource/object.ts'
import { readJson } from '../../../src/yaml/json-reader.ts'
import { type Answer, compareAnswers } from '../answer.ts'
import { type ConformanceSet, linesOf } from '../set.ts'

const NOW = '2026-01-01T00:00:00Z'
const FILES: Record<string, string | undefined> = {
  'crd-create': undefined,
  'crd-create-cel': undefined,
  'crd-object': 'crds',
  'crd-object-nested': 'crds-nested',
  'crd-object-update': 'crds-update',
  'crd-update': undefined,
  'real-objects': 'real-crds',
}

interface Row {
  readonly id: string
  readonly crd?: string
  readonly op: string
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore'
  readonly unstableText?: boolean
  readonly want: Answer & { status?: { causes?: unknown } }
}

/** `crds.dev.jsonl.gz` → `crds`, whatever part of the recordings it is. */
const nameOf = (file: string): string => file.slice(0, file.indexOf('.'))

/** The files with the definitions that a file of objects refers to: those of its own part have the last word. */
function definitionsFor(file: string, files: readonly string[]): string[] {
  const name = nameOf(file)
  const used = FILES[name]
  if (used === undefined) return []
  const own = used + file.slice(name.length)
  return [...files.filter(other => nameOf(other) === used && other !== own), ...files.filter(other => other === own)]
}

/** Definitions, and objects of the kinds they define. */
export const crd: ConformanceSet = {
  name: 'crd',
  run(folder, wanted, recorder) {
    const files = readdirSync(folder).sort()
    for (const file of files) {
      const name = nameOf(file)
      if (!Object.hasOwn(FILES, name) || !wanted(file)) continue
      const definitions = new Map<string, KubeObject>()
      for (const used of definitionsFor(file, files)) {
        for (const line of linesOf(join(folder, used))) {
          const { id, object } = JSON.parse(line)
          definitions.set(id, object)
        }
      }
      for (const line of linesOf(join(folder, file))) {
        const { want, ...row }: Row = JSON.parse(line)
        const got = answer(bodiesOf(line), row, definitions.get(row.crd ?? ''))
        const { causes, ...status } = withoutChance(want.status ?? {})
        const told = {
          ...want,
          object: recorded(line),
          ...(want.status ? { status: { ...status, details: { causes } } } : {}),
        } as Answer
        const agreement = compareAnswers(sorted(told), sorted(got), row.unstableText ?? false)
        recorder.record('crd', name, {
          id: row.id,
          kind: row.crd ?? 'CustomResourceDefinition',
          counts: { ...agreement },
          ...(agreement.identical ? {} : { difference: { want, got } }),
        })
      }
    }
  },
}

/** The type of `self` has a name drawn from the clock, where a message shows it. */
const withoutChance = <T>(status: T): T => JSON.parse(JSON.stringify(status).replace(/\bselfType\d+/g, 'selfType'))

/** Maps are walked in any order: causes are compared as a multiset, and a message of several not at all. */
function sorted(answer: Answer): Answer {
  const { status } = answer
  const causes = status?.details?.causes
  if (!status || !causes) return answer
  const texts = causes.map(cause => JSON.stringify([cause.reason, cause.field, cause.message])).sort()
  const ordered = texts.map(text => {
    const [reason, field, message] = JSON.parse(text)
    return { reason, field, message }
  })
  return {
    ...answer,
    status: { ...status, message: causes.length > 1 ? '' : (status.message ?? ''), details: { causes: ordered } },
  }
}

/** The objects of a row, with their numbers as they were written. */
function bodiesOf(line: string): Record<'object' | 'old' | 'created', Json> {
  const row = jsonOf(line)
  return { object: row['object'] ?? null, old: row['old'] ?? null, created: row['created'] ?? null }
}

function jsonOf(line: string): JsonObject {
  const { node, problem } = readJson(line, 0, line.length)
  if (!node) throw new Error(`a recorded row is not JSON: ${problem.message}`)
  return isObject(node.value) ? node.value : {}
}

function recorded(line: string): unknown {
  const { want } = jsonOf(line)
  return isObject(want) ? numbered(want['object']) : undefined
}

/** 3.0 is 3 once it has been stored. */
function numbered(value: unknown): unknown {
  if (value instanceof Numeral) return Number(value.text)
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(numbered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, numbered(inside)]))
}

/** The text that was sent: some messages quote it. */
function sent(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(item => sent(item)).join(', ')}]`
  if (!isObject(value)) return goJson(value)
  const fields = Object.entries(value).map(([key, field]) => `${JSON.stringify(key)}: ${sent(field ?? null)}`)
  return `{${fields.join(', ')}}`
}

const DEFINITIONS: Resource = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  resource: 'customresourcedefinitions',
  kind: 'CustomResourceDefinition',
  namespaced: false,
}

function resourceOf(body: Json, definition: KubeObject | undefined): Resource {
  if (!definition) return DEFINITIONS
  const { spec } = definition as KubeObject & CustomResourceDefinition
  const wanted =
    isObject(body) && typeof body['apiVersion'] === 'string' ? parseApiVersion(body['apiVersion']) : undefined
  const served = (spec?.versions ?? []).map(({ name = '' }) => name)
  return {
    group: spec?.group ?? '',
    version: wanted && served.includes(wanted.version) ? wanted.version : (served[0] ?? ''),
    resource: spec?.names?.plural ?? '',
    kind: spec?.names?.kind ?? '',
    namespaced: spec?.scope === 'Namespaced',
  }
}

function answer(
  { object: body, old, created }: Record<'object' | 'old' | 'created', Json>,
  row: Omit<Row, 'want'>,
  definition: KubeObject | undefined,
): Answer {
  const store = new Store()
  if (definition) store.put(DEFINITIONS.group, definition)
  const server = new ApiServer(store, { minor: 36, now: NOW, openWorld: true })
  const resource = resourceOf(row.op.endsWith('Scale') ? old : body, definition)
  const { fieldValidation = 'Warn' } = row
  const request = { resource, namespace: resource.namespaced ? 'default' : '', body, fieldValidation, raw: sent(body) }
  if (isObject(old)) {
    const before = clone(old) as object as KubeObject
    before.metadata.resourceVersion = '1'
    store.put(resource.group, before)
  }
  return answerOf(put(server, store, request, row.op, created, definition))
}

function put(
  server: ApiServer,
  store: Store,
  request: CreateRequest,
  op: string,
  created: Json,
  definition: KubeObject | undefined,
): Response {
  if (op === 'create') return server.create(request)
  if (op === 'read') {
    const resource = resourceOf(created, definition)
    const { object } = server.create({ ...request, resource, body: created, fieldValidation: 'Ignore' })
    if (object) store.put(resource.group, object)
    const { group, version } = request.resource
    const body = { ...object, apiVersion: `${group}/${version}` } as object as Json
    return server.read({ ...request, body, fieldValidation: 'Ignore' })
  }
  const [old] = store.list(request.resource.group, request.resource.kind).filter(each => each !== definition)
  const name = old?.metadata.name ?? ''
  // A Scale is what comes back of writing the number that is there.
  if (op === 'readScale') return server.scale({ ...request, name, replicas: replicasOf(old, definition) })
  const body = clone(request.body)
  if (isObject(body) && isObject(body['metadata'])) body['metadata']['resourceVersion'] ??= '1'
  const subresource = { update: undefined, updateStatus: 'status', updateScale: 'scale' }[op]
  return server.update({ ...request, body, name, ...(subresource ? { subresource } : {}) })
}

function replicasOf(object: KubeObject | undefined, definition: KubeObject | undefined): number {
  const { spec } = definition as KubeObject & CustomResourceDefinition
  const path = spec?.versions?.map(({ subresources }) => subresources?.scale?.specReplicasPath).find(Boolean) ?? ''
  const steps = path.split('.').slice(1)
  return Number(steps.reduce<unknown>((at, step) => Object(at)[step], object) ?? 0)
}

function answerOf({ code, status, object, warnings }: Response): Answer {
  const stored = object ? { ...object, metadata: { ...object.metadata } } : undefined
  if (stored) {
    if (stored.metadata.uid === UNKNOWN_UID) delete stored.metadata.uid
    delete stored.metadata.creationTimestamp
    delete stored.metadata.resourceVersion
  }
  const { name: _name, kind: _kind, group: _group, ...details } = status?.details ?? {}
  return {
    code,
    warnings,
    ...(status ? { status: { ...status, details } } : {}),
    ...(stored ? { object: numbered(stored) } : {}),
  }
}
