import type {
  LimitRange,
  LimitRangeItem,
  Namespace,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  ResourceQuota,
  Secret,
} from '../../../schemas/types/core/v1.generated.ts'
import { put } from '../../resource/json.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Defaults } from './defaults.ts'
import { roundToMilli } from './rounding.ts'
import { setVendorDefaults } from './volumes.ts'

/** Truth: pkg/apis/core/v1/defaults.go SetDefaults_PersistentVolume */
function setVolumeDefaults({ spec = {}, status }: PersistentVolume): void {
  if (status) status.phase ||= 'Pending'
  spec.persistentVolumeReclaimPolicy ||= 'Retain'
  spec.volumeMode ??= 'Filesystem'
  roundToMilli(spec.capacity)
  if (spec.hostPath) spec.hostPath.type ??= ''
  setVendorDefaults(spec)
}

export function setClaimDefaults({ spec = {}, status }: PersistentVolumeClaim): void {
  if (status) {
    status.phase ||= 'Pending'
    roundToMilli(status.capacity)
    roundToMilli(status.allocatedResources)
  }
  spec.volumeMode ??= 'Filesystem'
  roundToMilli(spec.resources?.limits)
  roundToMilli(spec.resources?.requests)
}

/** What a container gets when it does not say: its limit, its request. Truth: SetDefaults_LimitRangeItem */
function setLimitDefaults(item: LimitRangeItem): void {
  if (item.type === 'Container') {
    const limits = (item.default ??= {})
    const requests = (item.defaultRequest ??= {})
    complete(limits, item.max)
    complete(requests, limits)
    complete(requests, item.min)
    if (isEmpty(limits)) delete item.default
    if (isEmpty(requests)) delete item.defaultRequest
  }
  for (const field of ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const) {
    roundToMilli(item[field])
  }
}

const isEmpty = (amounts: object): boolean => Object.keys(amounts).length === 0

function complete(amounts: Record<string, string>, from: Record<string, string> | undefined): void {
  for (const name in from) if (amounts[name] === undefined) put(amounts, name, from[name])
}

/** What was written in the clear becomes data, and wins over it. Truth: pkg/apis/core/v1/conversion.go Convert_v1_Secret_To_core_Secret */
function mergeText(secret: Secret): void {
  const { stringData } = secret
  if (!stringData) return
  delete secret.stringData
  for (const key in stringData) put((secret.data ??= {}), key, toBase64(stringData[key]!))
}

function toBase64(text: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** The label by which a namespace is selected by name. */
export function labelWithName({ metadata }: KubeObject): void {
  if (metadata.name) metadata.labels = { ...metadata.labels, 'kubernetes.io/metadata.name': metadata.name }
}

export const coreDefaults: Record<string, Defaults> = {
  'v1/Secret': object => {
    const secret = object as KubeObject & Secret
    secret.type ||= 'Opaque'
    mergeText(secret)
  },
  'v1/PersistentVolume': object => setVolumeDefaults(object as KubeObject & PersistentVolume),
  'v1/PersistentVolumeClaim': object => setClaimDefaults(object as KubeObject & PersistentVolumeClaim),
  'v1/Namespace': (object, { minor }) => {
    const { status } = object as KubeObject & Namespace
    if (status) status.phase ||= 'Active'
    if (minor >= 21) labelWithName(object)
  },
  'v1/Node': object => {
    const { status } = object as KubeObject & Node
    if (!status) return
    if (!status.allocatable && status.capacity) status.allocatable = { ...status.capacity }
    roundToMilli(status.capacity)
    roundToMilli(status.allocatable)
  },
  'v1/LimitRange': object => {
    for (const item of (object as KubeObject & LimitRange).spec?.limits ?? []) setLimitDefaults(item)
  },
  'v1/ResourceQuota': object => {
    const { spec, status } = object as KubeObject & ResourceQuota
    roundToMilli(spec?.hard)
    roundToMilli(status?.hard)
    roundToMilli(status?.used)
  },
}
