import { isObject, type JsonObject } from '../../resource/json.ts'
import type { Document } from '../../yaml/document.ts'
import { byContent } from './by-content.ts'
import { byPath } from './by-path.ts'
import { clientKind } from './client-kinds.ts'

export interface Recognisable {
  readonly name: string
  readonly text: string
  readonly documents: readonly Document[]
  /** The user named the file: then it is taken for what it could be. */
  readonly asked: boolean
  /** Whether the facts know a kind: then it is checked, also when only a program reads it. */
  readonly knows?: (apiVersion: string, kind: string) => boolean
}

/**
 * What a file is when it is no manifest: `a Docker Compose file`. `undefined` when it holds at least
 * one thing that could be a Kubernetes object, and for files that are empty.
 */
export function recognise({ name, text, documents, asked, knows = () => false }: Recognisable): string | undefined {
  if (documents.length === 0) return undefined
  const values = documents.filter(document => document.problem === undefined).map(document => document.value)
  const objects = values.filter(isObject)
  const kinds = objects.filter(looksLikeObject)
  if (kinds.length > 0) {
    const clients = kinds.map(value => (isKnown(value, knows) ? undefined : clientKind(value)))
    return clients.every(what => what !== undefined) ? clients[0] : undefined
  }
  const broken = values.length < documents.length
  if (broken && (asked || mentionsObject(text))) return undefined
  const what =
    byPath(name) ??
    (objects[0] && byContent(objects[0])) ??
    (Array.isArray(values[0]) ? listContent(values[0]) : undefined)
  if (what !== undefined) return what
  if (asked) return undefined
  return broken ? 'text that is neither YAML nor a Kubernetes object' : other(name)
}

/** A kubeconfig is never read closely: it holds credentials and goes to no cluster. */
const isKnown = (value: JsonObject, knows: NonNullable<Recognisable['knows']>): boolean =>
  value['kind'] !== 'Config' && knows(String(value['apiVersion']), String(value['kind']))

const other = (name: string): string =>
  name.endsWith('.json') ? 'JSON that is no Kubernetes object' : 'YAML that is no Kubernetes object'

/** `kind` or `apiVersion` may be forgotten; then the rest has to look the part. */
function looksLikeObject(value: JsonObject): boolean {
  const kind = typeof value['kind'] === 'string'
  const version = typeof value['apiVersion'] === 'string'
  if (kind && version) return true
  return (kind || version) && (isObject(value['metadata']) || isObject(value['spec']))
}

const mentionsObject = (text: string): boolean => /^[\s"'{,-]*(?:apiVersion|kind)["']?\s*:/m.test(text)

function listContent(items: readonly unknown[]): string | undefined {
  const first = items.find(isObject)
  if (!first) return undefined
  if ('hosts' in first || 'tasks' in first || 'import_playbook' in first) return 'an Ansible playbook'
  if ('op' in first && 'path' in first) return 'a JSON patch'
  return undefined
}
