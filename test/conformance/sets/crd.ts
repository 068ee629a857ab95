import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { UNKNOWN_UID } from '../../../src/apiserver/create.ts'
import { ApiServer } from '../../../src/apiserver/server.ts'
import { Store } from '../../../src/apiserver/store.ts'
import { isObject, type Json } from '../../../src/resource/json.ts'
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

/** Creating definitions, and objects of the kinds they define. */
export const crd: ConformanceSet = {
  name: 'crd',
  run(folder, wanted, recorder) {
    for (const [name, uses] of Object.entries(FILES)) {
      const file = `${name}.dev.jsonl.gz`
      if (!existsSync(join(folder, file)) || !wanted(file)) continue
      const definitions = new Map<string, KubeObject>()
      if (uses) {
        for (const line of linesOf(join(folder, `${uses}.dev.jsonl.gz`))) {
          const { id, object } = JSON.parse(line)
          definitions.set(id, object)
        }
      }
      for (const line of linesOf(join(folder, file))) {
        const { want, ...row }: Row = JSON.parse(line)
        if (row.op !== 'create') continue
        const got = answer(bodyOf(line), row, definitions.get(row.crd ?? ''))
        const { causes, ...status } = want.status ?? {}
        const told = { ...want, ...(want.status ? { status: { ...status, details: { causes } } } : {}) } as Answer
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

function bodyOf(line: string): Json {
  const { node, problem } = readJson(line, 0, line.length)
  if (!node) throw new Error(`a recorded row is not JSON: ${problem.message}`)
  return isObject(node.value) ? (node.value['object'] ?? null) : null
}

function answer(body: Json, row: Omit<Row, 'want'>, definition: KubeObject | undefined): Answer {
  const store = new Store()
  if (definition) store.put('apiextensions.k8s.io', definition)
  const server = new ApiServer(store, { minor: 36, now: NOW, openWorld: true })
  const spec = Object(definition?.['spec' as keyof KubeObject])
  const version =
    isObject(body) && typeof body['apiVersion'] === 'string' ? parseApiVersion(body['apiVersion']).version : ''
  const served = (spec.versions ?? []).map(({ name }: { name: string }) => name)
  const resource = definition
    ? {
        group: spec.group,
        version: served.includes(version) ? version : served[0],
        resource: spec.names.plural,
        kind: spec.names.kind,
        namespaced: spec.scope === 'Namespaced',
      }
    : {
        group: 'apiextensions.k8s.io',
        version: 'v1',
        resource: 'customresourcedefinitions',
        kind: 'CustomResourceDefinition',
        namespaced: false,
      }
  const { fieldValidation = 'Strict' } = row
  const namespace = resource.namespaced ? 'default' : ''
  const { code, status, object, warnings } = server.create({ resource, namespace, body, fieldValidation })
  const stored = object ? { ...object, metadata: { ...object.metadata } } : undefined
  if (stored) {
    if (stored.metadata.uid === UNKNOWN_UID) delete stored.metadata.uid
    delete stored.metadata.creationTimestamp
  }
  const { name: _name, kind: _kind, group: _group, ...details } = status?.details ?? {}
  return {
    code,
    warnings,
    ...(status ? { status: { ...status, details } } : {}),
    ...(stored ? { object: stored } : {}),
  }
}
