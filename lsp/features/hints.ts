import type { InlayHint } from 'vscode-languageserver'
import { ApiServer } from '../../src/apiserver/server.ts'
import { Store } from '../../src/apiserver/store.ts'
import { qosClass } from '../../src/apiserver/validation/core/qos.ts'
import type { ManifestObject } from '../../src/manifest/objects.ts'
import { isObject, type Json, type JsonObject } from '../../src/resource/json.ts'
import { podRequests } from '../../src/resource/pod-requests.ts'
import { formatQuantity } from '../../src/resource/quantity.ts'
import type { Minor } from '../../src/resource/version.ts'
import { catalog } from '../../src/schema/catalog.ts'
import type { Span } from '../../src/text/source.ts'
import { pairOf, type YamlNode } from '../../src/yaml/node.ts'
import { nodeAt } from '../../src/yaml/place.ts'
import type { ManifestFile } from '../workspace/file.ts'
import { namespaceOf } from '../workspace/namespace.ts'
import { podSpecOf } from '../workspace/ports.ts'
import { positionAt } from '../workspace/positions.ts'

/** No hint shows it. */
const NOW = '2026-01-01T00:00:00Z'

/** What the manifest does not say and still holds: values that the server fills in, what the pods ask for together. */
export function hints(file: ManifestFile, span: Span): InlayHint[] {
  const { defaults, totals } = file.folder.editor.inlayHints
  const { minor } = file.folder
  const found: InlayHint[] = []
  for (const chunk of file.chunks) {
    if (chunk.end < span.start || chunk.start > span.end || chunk.file.role === 'context') continue
    for (const object of chunk.objects) {
      const add = (offset: number, label: string, tooltip: string) => {
        const at = chunk.start + offset
        if (at >= span.start && at <= span.end)
          found.push({ position: positionAt(file.source, at), label, tooltip, paddingLeft: true })
      }
      const stored = defaults || totals ? storedAs(object, minor) : undefined
      const node = nodeAt(object.document, object.base)
      if (!stored || node?.kind !== 'mapping') continue
      if (totals) total(object, stored, minor, add)
      if (defaults) filledIn(node, stored, object, add)
    }
  }
  return found
}

type Add = (offset: number, label: string, tooltip: string) => void

/** The object as the server would store it; nothing when it would not. */
function storedAs(object: ManifestObject, minor: Minor): JsonObject | undefined {
  const kind = catalog(minor).kind(object.apiVersion, object.kind)
  if (!kind || kind.config) return undefined
  const { group, version, plural, namespaced } = kind
  const server = new ApiServer(new Store(), { minor, now: NOW, admission: false })
  const { object: stored } = server.create({
    resource: { group, version, resource: plural, kind: kind.kind, namespaced },
    namespace: namespaceOf(object, minor),
    body: object.value,
    fieldValidation: 'Ignore',
  })
  return stored as JsonObject | undefined
}

/** `Burstable, each 250m cpu 128Mi memory, 3 together 750m 384Mi`, behind `containers:`. */
function total(object: ManifestObject, stored: JsonObject, minor: Minor, add: Add): void {
  const spec = podSpecOf(stored)
  const written = podSpecOf(object.value)
  if (!spec || !written) return
  const path =
    object.kind === 'Pod'
      ? ['spec']
      : object.kind === 'CronJob'
        ? ['spec', 'jobTemplate', 'spec', 'template', 'spec']
        : ['spec', 'template', 'spec']
  const place = object.keyAt([...path, 'containers'])
  const requests = podRequests(spec as Parameters<typeof podRequests>[0], {
    sidecars: minor >= 28,
    podLevel: minor >= 34,
  })
  const own = isObject(stored['spec']) ? stored['spec']['replicas'] : undefined
  const replicas = typeof own === 'number' ? own : 1
  const cpu = requests.get('cpu') ?? 0
  const memory = requests.get('memory') ?? 0
  const qos = qosClass(spec as Parameters<typeof qosClass>[0], minor >= 34)
  const each = cpu + memory > 0 ? `, each ${amounts(cpu, memory)}` : ''
  const all = replicas > 1 && each !== '' ? `, ${replicas} together ${amounts(cpu * replicas, memory * replicas)}` : ''
  add(place.end + 1, `${qos}${each}${all}`, 'Quality of service, and what the pods ask for')
}

const amounts = (milliCpu: number, bytes: number): string =>
  `${formatQuantity({ nanos: BigInt(Math.round(milliCpu)) * 1_000_000n, format: 'decimal' })} cpu ${formatQuantity({ nanos: BigInt(Math.round(bytes)) * 1_000_000_000n, format: 'binary' })} memory`

const MOST = 90

/** Fields that the manifest leaves out and the server writes, behind the key of what they belong to. */
function filledIn(root: YamlNode, stored: JsonObject, object: ManifestObject, add: Add): void {
  const visit = (node: YamlNode, value: Json | undefined, keyEnd: number | undefined, depth: number): void => {
    if (depth > 40 || node.alias) return
    if (node.kind === 'sequence' && Array.isArray(value)) {
      for (const [index, item] of node.items.entries()) {
        const first = item.kind === 'mapping' ? item.pairs[0] : undefined
        visit(item, value[index], first && first.node.kind === 'scalar' ? first.node.end : undefined, depth + 1)
      }
    }
    if (node.kind !== 'mapping' || !isObject(value)) return
    const missing = Object.entries(value).filter(
      ([key, one]) => one !== undefined && !pairOf(node, key) && !isEmpty(one),
    )
    if (missing.length > 0 && keyEnd !== undefined) {
      const text = missing
        .map(([key, one]) => `${key}: ${typeof one === 'string' ? one : JSON.stringify(one)}`)
        .join(', ')
      add(keyEnd, text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text, `The API server fills in\n${text}`)
    }
    for (const pair of node.pairs)
      if (!pair.merge && Object.hasOwn(value, pair.name))
        visit(pair.node, value[pair.name], pair.key.end + 1, depth + 1)
  }
  for (const pair of root.kind === 'mapping' ? root.pairs : []) {
    if (pair.name === 'metadata' || pair.name === 'status' || object.kind === 'Secret') continue
    visit(pair.node, stored[pair.name], pair.key.end + 1, 0)
  }
}

const isEmpty = (value: Json): boolean => value === null || (isObject(value) && Object.keys(value).length === 0)
