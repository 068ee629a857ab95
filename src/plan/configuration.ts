import { isObject, type JsonObject } from '../resource/json.ts'
import type { PodSpec } from '../resource/kinds.ts'

/** A ConfigMap or Secret that a pod uses. */
export interface Used {
  readonly kind: 'ConfigMap' | 'Secret'
  readonly name: string
  /** Variables, and files of a subPath, are read once; other files follow within a minute or so. */
  readonly how: 'read at start' | 'mounted'
  readonly optional: boolean
}

/** Every ConfigMap and Secret that the containers of a pod read or mount. */
export function configurationOf(spec: PodSpec): Used[] {
  const used: Used[] = []
  const containers = [...(spec.initContainers ?? []), ...spec.containers]
  for (const container of containers) {
    for (const source of listOf(container['envFrom'])) {
      add(used, 'ConfigMap', source['configMapRef'], 'name', 'read at start')
      add(used, 'Secret', source['secretRef'], 'name', 'read at start')
    }
    for (const variable of listOf(container['env'])) {
      const from = isObject(variable['valueFrom']) ? variable['valueFrom'] : {}
      add(used, 'ConfigMap', from['configMapKeyRef'], 'name', 'read at start')
      add(used, 'Secret', from['secretKeyRef'], 'name', 'read at start')
    }
  }
  const fixed = new Set(
    containers.flatMap(container =>
      listOf(container['volumeMounts']).flatMap(mount => (mount['subPath'] ? String(mount['name']) : [])),
    ),
  )
  for (const volume of spec.volumes ?? []) {
    const how = fixed.has(volume.name) ? 'read at start' : 'mounted'
    add(used, 'ConfigMap', volume['configMap'], 'name', how)
    add(used, 'Secret', volume['secret'], 'secretName', how)
    const projected = isObject(volume['projected']) ? volume['projected'] : {}
    for (const source of listOf(projected['sources'])) {
      add(used, 'ConfigMap', source['configMap'], 'name', how)
      add(used, 'Secret', source['secret'], 'name', how)
    }
  }
  return used
}

function add(used: Used[], kind: Used['kind'], source: unknown, field: string, how: Used['how']): void {
  if (!isObject(source)) return
  const name = source[field]
  // Every cluster puts this one into every namespace.
  if (typeof name !== 'string' || name === '' || name === 'kube-root-ca.crt') return
  used.push({ kind, name, how, optional: source['optional'] === true })
}

const listOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : [])
