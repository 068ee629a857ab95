import type { RulesByKind } from '../../kind-rules.ts'
import { storageClass } from './storage-class.ts'
import { volumeAttributesClass } from './volume-attributes-class.ts'

/** storage.k8s.io */
export const storageRules: RulesByKind = { StorageClass: storageClass, VolumeAttributesClass: volumeAttributesClass }
