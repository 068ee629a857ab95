import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Resource, User, World } from '../../../src/apiserver/context.ts'
import { UNKNOWN_UID } from '../../../src/apiserver/create.ts'
import type { Response } from '../../../src/apiserver/response.ts'
import { ApiServer } from '../../../src/apiserver/server.ts'
import { Store } from '../../../src/apiserver/store.ts'
import { isObject, type Json, Numeral } from '../../../src/resource/json.ts'
import { type KubeObject, parseApiVersion } from '../../../src/resource/object.ts'
import { parseMinor } from '../../../src/resource/version.ts'
import { readJson } from '../../../src/yaml/json-reader.ts'
import { type Answer, compareAnswers } from '../answer.ts'
import { rawBody } from '../raw-body.ts'
import type { Recorder } from '../recorder.ts'
import { type ConformanceSet, linesOf } from '../set.ts'

const NOW = '2026-01-01T00:00:00Z'
const SUFFIX = 'zzzzz'
/** The resourceVersion that `<live>` stands for. */
const LIVE = '1000'

interface Case {
  readonly id: string
  readonly version: string
  readonly op: 'create' | 'update'
  readonly resource: Resource
  readonly namespace: string
  readonly name?: string
  readonly subresource?: string
  readonly old?: KubeObject | null
  readonly object?: Json
  readonly yaml?: string
  readonly yamlBase64?: string
  readonly contentType?: string
  readonly base?: string
  readonly mutation?: string
  readonly unordered?: boolean
  readonly want: Answer
}

interface RecordedWorld {
  readonly version: string
  readonly user: User
  readonly objects: KubeObject[]
}

export const admission: ConformanceSet = {
  name: 'admission',
  run(folder, wanted, recorder) {
    for (const file of readdirSync(folder).sort()) {
      const version = /^(?:create|update|yaml)-([\d.]+)-[\w-]+\.jsonl\.gz$/.exec(file)?.[1]
      if (version && wanted(file)) replay(folder, file, version, recorder)
    }
  },
}

function replay(folder: string, file: string, version: string, recorder: Recorder): void {
  const worldFile = join(folder, `world-${version}.json`)
  if (!existsSync(worldFile)) throw new Error(`${worldFile} is missing`)
  const world: RecordedWorld = JSON.parse(readFileSync(worldFile, 'utf8'))
  const store = new Store()
  for (const object of world.objects) store.put(parseApiVersion(object.apiVersion).group, object)
  const options = { minor: parseMinor(version)!, now: NOW, randomSuffix: () => SUFFIX }
  const fieldValidation = version.startsWith('1.20') ? 'Ignore' : 'Strict'

  for (const line of linesOf(join(folder, file))) {
    const { want, ...question }: Case = JSON.parse(line)
    const server = new ApiServer(question.old ? new Overlay(store, question) : store, options)
    const got = recorded(answer(server, question, line, fieldValidation, world.user), question)
    const agreement = compareAnswers(want, got, question.unordered ?? false)
    recorder.record('admission', file.replace('.jsonl.gz', ''), {
      id: question.id,
      kind: `${question.resource.group}/${question.resource.version} ${question.resource.kind}`,
      counts: { ...agreement },
      ...(agreement.identical
        ? {}
        : {
            difference: { base: question.base, mutation: question.mutation, namespace: question.namespace, want, got },
          }),
    })
  }
}

function answer(
  server: ApiServer,
  question: Omit<Case, 'want'>,
  line: string,
  fieldValidation: 'Strict' | 'Ignore',
  user: User,
): Response {
  const { resource, namespace, name = '', op, subresource } = question
  const body = question.contentType
    ? rawBody(bytesOf(question), question.contentType, resource, parseMinor(question.version)!)
    : { body: bodyOf(line, question.old ? liveUid(question.old) : UNKNOWN_UID), options: {} }
  if ('status' in body) {
    return { code: body.status.code, status: body.status, warnings: [], auditAnnotations: {}, unknown: [] }
  }
  const request = {
    resource,
    namespace,
    body: body.body,
    ...body.options,
    fieldValidation,
    dryRun: true,
    user,
  }
  if (op === 'create') return server.create(request)
  return server.update({ ...request, name, ...(subresource ? { subresource } : {}) })
}

/** The uid of the live object was left out of the recordings, but a Job carries its own in its selector. */
function liveUid(old: KubeObject & { spec?: { selector?: { matchLabels?: Record<string, string> } } }): string {
  const labels = old.spec?.selector?.matchLabels
  return labels?.['batch.kubernetes.io/controller-uid'] ?? labels?.['controller-uid'] ?? UNKNOWN_UID
}

/** The recorded world with the one object that the update is about. */
class Overlay implements World {
  readonly #store: Store
  readonly #group: string
  readonly #old: KubeObject

  constructor(store: Store, { old, resource }: Omit<Case, 'want'>) {
    this.#store = store
    this.#group = resource.group
    const uid = liveUid(old!)
    const live = mapStrings(old!, text => text.replaceAll('<uid>', uid))
    this.#old = {
      ...live,
      metadata: { ...live.metadata, uid, resourceVersion: LIVE, creationTimestamp: NOW },
    }
  }

  get(group: string, kind: string, namespace: string, name: string): KubeObject | undefined {
    return this.#is(group, kind, namespace, name) ? this.#old : this.#store.get(group, kind, namespace, name)
  }

  list(group: string, kind: string, namespace?: string): readonly KubeObject[] {
    const { metadata } = this.#old
    const others = this.#store.list(group, kind, namespace)
    const here =
      group === this.#group && kind === this.#old.kind && (namespace ?? metadata.namespace) === metadata.namespace
    return here ? [...others.filter(other => other.metadata.name !== metadata.name), this.#old] : others
  }

  #is(group: string, kind: string, namespace: string, name: string): boolean {
    const { metadata } = this.#old
    return (
      group === this.#group &&
      kind === this.#old.kind &&
      namespace === (metadata.namespace ?? '') &&
      name === metadata.name
    )
  }
}

const bytesOf = ({ yaml = '', yamlBase64 }: Omit<Case, 'want'>): Uint8Array =>
  yamlBase64 === undefined ? new TextEncoder().encode(yaml) : Buffer.from(yamlBase64, 'base64')

/** The body as it was sent, with its numbers as they were written. */
function bodyOf(line: string, uid: string): Json {
  const { node, problem } = readJson(line, 0, line.length)
  if (!node) throw new Error(`a recorded case is not JSON: ${problem.message}`)
  const sent = node.kind === 'mapping' ? node.pairs.find(({ name }) => name === 'object') : undefined
  if (!sent) throw new Error('a recorded case has no object')
  const body = mapStrings(sent.node.value, value => (value === '<live>' ? LIVE : value.replaceAll('<uid>', uid)))
  if (isObject(body) && isObject(body['metadata']) && body['metadata']['uid'] === LIVE) body['metadata']['uid'] = uid
  return body
}

/** Our answer with the placeholders that the recordings have where a server takes values by chance. */
function recorded(response: Response, { object, contentType }: Omit<Case, 'want'>): Answer {
  const generateName = (object as Partial<KubeObject> | undefined)?.metadata?.generateName
  // Longer ones make room for what is drawn.
  const beginning = typeof generateName === 'string' ? generateName.slice(0, 58) : ''
  const replaced = (text: string): string => {
    if (text === NOW) return '<now>'
    const named = beginning ? text.replaceAll(`${beginning}${SUFFIX}`, `${beginning}<random>`) : text
    return named.replaceAll(UNKNOWN_UID, '<uid>').replaceAll(`kube-api-access-${SUFFIX}`, 'kube-api-access-<random>')
  }
  const { code, status, object: stored, warnings } = mapStrings({ ...response, unknown: undefined }, replaced)
  if (stored) {
    for (const name of ['uid', 'creationTimestamp', 'resourceVersion', 'managedFields', 'selfLink'] as const) {
      delete stored.metadata[name]
    }
    if (contentType) hideAddress(stored)
  }
  return { code, warnings, ...(status ? { status } : {}), ...(stored ? { object: stored } : {}) }
}

/** The recorder did not look into raw texts: to it every address of theirs was chosen by the server. */
function hideAddress({ kind, spec }: KubeObject & { spec?: { clusterIP?: string } }): void {
  if (kind === 'Service' && spec?.clusterIP) spec.clusterIP = '<allocated>'
}

function mapStrings<T>(value: T, map: (text: string) => string): T {
  if (typeof value === 'string') return map(value) as T
  if (typeof value !== 'object' || value === null || value instanceof Numeral) return value
  if (Array.isArray(value)) return value.map(item => mapStrings(item, map)) as T
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, map)])) as T
}
