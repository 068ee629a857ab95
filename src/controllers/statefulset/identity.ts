import type { Pod, StatefulSet } from '../../resource/kinds.ts'
import { matchesLabels } from '../../resource/labels.ts'
import type { Minor } from '../../resource/version.ts'
import { podFromTemplate } from '../pod-from-template.ts'
import { templateOf } from '../revision-history.ts'
import type { Revisions } from './revisions.ts'

export const REVISION_LABEL = 'controller-revision-hash'
const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name'
const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index'

export const firstOrdinal = (set: StatefulSet): number => set.spec.ordinals?.start ?? 0

export const replicasOf = (set: StatefulSet): number => set.spec.replicas ?? 1

/** `db-3` → 3; a name that is not of this set → -1. */
export function ordinalOf(pod: Pod, set: StatefulSet): number {
  const prefix = `${set.metadata.name ?? ''}-`
  const name = pod.metadata.name ?? ''
  const ordinal = name.slice(prefix.length)
  return name.startsWith(prefix) && /^\d{1,10}$/.test(ordinal) ? Number(ordinal) : -1
}

export const isInRange = (ordinal: number, set: StatefulSet): boolean =>
  ordinal >= firstOrdinal(set) && ordinal < firstOrdinal(set) + replicasOf(set)

export const revisionNameOf = (pod: Pod): string => pod.metadata.labels?.[REVISION_LABEL] ?? ''

/** `data-db-0` of the template `data`. Truth: getPersistentVolumeClaimName */
export const claimName = (template: string, pod: Pod): string => `${template}-${pod.metadata.name ?? ''}`

/**
 * A pod as it should be made now: of the current revision below the partition, of the update
 * revision from there on.
 *
 * Truth: pkg/controller/statefulset/stateful_set_utils.go newVersionedStatefulSetPod
 */
export function freshPod(set: StatefulSet, revisions: Revisions, ordinal: number, minor: Minor): Pod {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {}
  const below = firstOrdinal(set) + (rollingUpdate?.partition ?? set.status?.currentReplicas ?? 0)
  const revision = type === 'RollingUpdate' && ordinal < below ? revisions.current : revisions.update
  const template = templateOf(revision) ?? set.spec.template
  const { generateName: _, ...metadata } = podFromTemplate(template, set).metadata
  const name = `${set.metadata.name ?? ''}-${ordinal}`
  const bare = podFromTemplate(template, set)
  const named: Pod = {
    ...bare,
    metadata: { ...metadata, name, labels: { ...metadata.labels, [REVISION_LABEL]: revision.metadata.name ?? '' } },
    spec: { ...bare.spec, hostname: name, subdomain: set.spec.serviceName ?? '' },
  }
  return withStorage(set, withIdentity(named, ordinal, minor))
}

/** The pod's own name, and since 1.28 its ordinal, as labels. */
const identityLabels = (pod: Pod, ordinal: number, minor: Minor): Record<string, string> => ({
  [POD_NAME_LABEL]: pod.metadata.name ?? '',
  ...(minor >= 28 ? { [POD_INDEX_LABEL]: `${ordinal}` } : {}),
})

export const identityMatches = (pod: Pod, ordinal: number, minor: Minor): boolean =>
  matchesLabels(identityLabels(pod, ordinal, minor), pod.metadata.labels)

export const withIdentity = (pod: Pod, ordinal: number, minor: Minor): Pod => ({
  ...pod,
  metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, ...identityLabels(pod, ordinal, minor) } },
})

/** Claim templates win over volumes of the same name. */
function withStorage(set: StatefulSet, pod: Pod): Pod {
  const templates = set.spec.volumeClaimTemplates ?? []
  if (templates.length === 0) return pod
  const names = new Set(templates.map(({ metadata }) => metadata.name))
  const claims = templates.map(({ metadata }) => ({
    name: metadata.name,
    persistentVolumeClaim: { claimName: claimName(metadata.name, pod), readOnly: false },
  }))
  const others = (pod.spec.volumes ?? []).filter(({ name }) => !names.has(name))
  return { ...pod, spec: { ...pod.spec, volumes: [...claims, ...others] } }
}
