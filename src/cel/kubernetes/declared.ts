import type { Library } from '../environment.ts'
import { List, Mapping, type Value } from '../run/value.ts'
import { bind, type Macro } from '../syntax/macro.ts'
import {
  BOOL,
  type CelType,
  DYN,
  INT,
  listOf,
  mapOf,
  STRING,
  type StructType,
  structOf,
  TIMESTAMP,
  UNSPECIFIED,
} from '../types.ts'
import type { Shape } from './shape.ts'

// The types of what admission policies and device selectors can look at.

const MOST = Number.MAX_SAFE_INTEGER
const scalar = (type: CelType): Shape => ({
  kind: type === DYN ? 'any' : 'scalar',
  type,
  maxElements: MOST,
  minSize: 1,
  schema: {},
})
const list = (item: Shape): Shape => ({
  kind: 'list',
  type: listOf(item.type),
  maxElements: MOST,
  minSize: 2,
  item,
  schema: {},
})
const map = (item: Shape): Shape => ({
  kind: 'map',
  type: mapOf(STRING, item.type),
  maxElements: MOST,
  minSize: 2,
  item,
  schema: {},
})
const object = (name: string, fields: Readonly<Record<string, Shape>>): Shape => ({
  kind: 'object',
  type: structOf(name),
  maxElements: 0,
  minSize: 2,
  fields: new Map(Object.entries(fields)),
  names: new Map(Object.keys(fields).map(field => [field, field])),
  schema: {},
})

const text = scalar(STRING)
const time = scalar(TIMESTAMP)
const kind = object('kubernetes.GroupVersionKind', { group: text, version: text, kind: text })
const resource = object('kubernetes.GroupVersionResource', { group: text, version: text, resource: text })

/** `request`. Truth: apiserver/pkg/admission/plugin/cel/compile.go BuildRequestType */
export const ADMISSION_REQUEST: Shape = object('kubernetes.AdmissionRequest', {
  kind,
  resource,
  subResource: text,
  requestKind: kind,
  requestResource: resource,
  requestSubResource: text,
  name: text,
  namespace: text,
  operation: text,
  userInfo: object('kubernetes.UserInfo', { username: text, uid: text, groups: list(text), extra: map(list(text)) }),
  dryRun: scalar(BOOL),
  options: scalar(DYN),
})

/** `namespaceObject`. Truth: the same file, BuildNamespaceType */
export const NAMESPACE_OBJECT: Shape = object('kubernetes.Namespace', {
  metadata: object('kubernetes.NamespaceMetadata', {
    name: text,
    generateName: text,
    namespace: text,
    labels: map(text),
    annotations: map(text),
    UID: text,
    creationTimestamp: time,
    deletionGracePeriodSeconds: scalar(INT),
    deletionTimestamp: time,
    generation: scalar(INT),
    resourceVersion: text,
    finalizers: list(text),
  }),
  spec: object('kubernetes.NamespaceSpec', { finalizers: list(text) }),
  status: object('kubernetes.NamespaceStatus', {
    conditions: list(
      object('kubernetes.NamespaceCondition', {
        status: text,
        type: text,
        lastTransitionTime: time,
        message: text,
        reason: text,
      }),
    ),
    phase: text,
  }),
})

/** `variables` of a policy, from the types its expressions turned out to have. */
export const variablesType = (types: ReadonlyMap<string, CelType>): StructType => ({
  name: 'kubernetes.variables',
  field: name => types.get(name),
})

/** `device`. Truth: dynamic-resource-allocation/cel/compile.go */
export const deviceType = (allowMultiple: boolean): StructType => ({
  name: 'kubernetes.DRADevice',
  field: name => {
    if (name === 'allowMultipleAllocations') return allowMultiple ? BOOL : undefined
    return { driver: STRING, attributes: DEVICE_ATTRIBUTES, capacity: DEVICE_CAPACITY }[name]
  },
})
const DEVICE_ATTRIBUTES = mapOf(STRING, mapOf(STRING, DYN))
const DEVICE_CAPACITY = mapOf(STRING, mapOf(STRING, structOf('kubernetes.Quantity')))

/**
 * `Object{spec: Object.spec{…}}` of apply configurations: any field, of any type; the names of the types are compared
 * with the place they stand at when the value is there. Truth: apiserver/pkg/cel/mutation
 */
export const mutationType = (name: string): StructType | undefined => {
  if (name === 'Object' || name.startsWith('Object.')) return { name, field: () => DYN }
  if (name === 'JSONPatch') return { name, field: field => JSON_PATCH_FIELDS.get(field) ?? UNSPECIFIED }
  return undefined
}
const JSON_PATCH_FIELDS = new Map([
  ['op', STRING],
  ['path', STRING],
  ['from', STRING],
  ['value', DYN],
])

/** What is wrong with the names in a constructed object: each must say where in the object it stands. */
export function misnamedType(value: Value, path = 'Object'): string | undefined {
  if (value instanceof List) {
    for (const item of value) {
      const wrong = misnamedType(item, path)
      if (wrong !== undefined) return wrong
    }
    return undefined
  }
  if (!(value instanceof Mapping)) return undefined
  if (value.typeName !== undefined && value.typeName !== path) {
    return `unexpected type name ${JSON.stringify(value.typeName)}, expected ${JSON.stringify(path)}, which matches field name path from root Object type`
  }
  for (const key of value.keys()) {
    const wrong = misnamedType(value.find(key)!, `${path}.${String(key)}`)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

const bindMacro: Macro = {
  name: 'bind',
  arity: 3,
  member: true,
  expand({ at, target, args }) {
    const [variable, value, result] = args
    if (target?.kind !== 'ident' || target.name !== 'cel') return undefined
    if (variable?.kind !== 'ident') {
      return { at: variable!.at, message: 'cel.bind() variable names must be simple identifiers' }
    }
    return bind(at, variable.name, value!, result!)
  },
}

/** `cel.bind`, which only device selectors have. */
export const BINDINGS_LIBRARY: Library = { since: 0, macros: [bindMacro] }
