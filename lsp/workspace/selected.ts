import type { ManifestObject } from '../../src/manifest/objects.ts'
import { isObject, type Json, type JsonObject } from '../../src/resource/json.ts'
import { type LabelSelector, matchesLabels, matchesSelector } from '../../src/resource/labels.ts'
import type { Folder } from './folder.ts'
import type { Entry } from './index.ts'

/** What an object selects pods by, and where. */
export interface PodSelector {
  readonly namespace: string
  readonly matches: (entry: Entry) => boolean
}

/** The kinds whose selector is a plain map of labels. */
const PLAIN = new Set(['Service', 'ReplicationController'])
/** The kinds that select pods with `spec.selector`, or under another name. */
const SELECTORS: Readonly<Record<string, string>> = {
  DaemonSet: 'selector',
  Deployment: 'selector',
  Job: 'selector',
  NetworkPolicy: 'podSelector',
  PodDisruptionBudget: 'selector',
  PodMonitor: 'selector',
  ReplicaSet: 'selector',
  ReplicationController: 'selector',
  Service: 'selector',
  StatefulSet: 'selector',
}

/** The selector of an object, if it has one. */
export function selectorOf(object: ManifestObject, folder: Folder): PodSelector | undefined {
  const field = SELECTORS[object.kind]
  const spec = object.value['spec']
  const selector = field && isObject(spec) ? spec[field] : undefined
  return isObject(selector) ? podSelector(selector, PLAIN.has(object.kind), object, folder) : undefined
}

/** The selector that a path is in: the object's own, or one of its pods' affinities and spreads. */
export function selectorAt(
  object: ManifestObject,
  path: readonly (string | number)[],
  folder: Folder,
): PodSelector | undefined {
  let here: Json | undefined = object.value
  for (const [depth, step] of path.entries()) {
    here = Array.isArray(here)
      ? here[Number(step)]
      : isObject(here) && Object.hasOwn(here, step)
        ? here[String(step)]
        : undefined
    if (!isObject(here)) continue
    const own = step === SELECTORS[object.kind] && depth === 1
    if (own || step === 'labelSelector' || step === 'podSelector')
      return podSelector(here, own && PLAIN.has(object.kind), object, folder)
  }
  return undefined
}

function podSelector(selector: JsonObject, plain: boolean, object: ManifestObject, folder: Folder): PodSelector {
  const namespace = folder.index.entryOf(object)?.namespace ?? object.subject.namespace ?? 'default'
  if (plain) {
    const labels = textsOf(selector)
    // A Service without labels in its selector selects nothing.
    return { namespace, matches: ({ podLabels }) => Object.keys(labels).length > 0 && matchesLabels(labels, podLabels) }
  }
  const { matchLabels, matchExpressions } = selector
  const wanted: LabelSelector = {
    ...(isObject(matchLabels) && { matchLabels: textsOf(matchLabels) }),
    ...(Array.isArray(matchExpressions) && { matchExpressions: matchExpressions.flatMap(requirement) }),
  }
  return { namespace, matches: ({ podLabels }) => matchesSelector(wanted, podLabels) }
}

const textsOf = (map: JsonObject): Record<string, string> =>
  Object.fromEntries(Object.entries(map).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])))

function requirement(value: Json) {
  if (!isObject(value)) return []
  const { key, operator, values } = value
  return [
    {
      key: String(key ?? ''),
      operator: String(operator ?? ''),
      values: Array.isArray(values) ? values.map(String) : [],
    },
  ]
}

/** What makes the pods that are selected. */
export function selectedBy({ namespace, matches }: PodSelector, folder: Folder): Entry[] {
  return [...folder.index.podsIn(namespace)].filter(matches)
}
