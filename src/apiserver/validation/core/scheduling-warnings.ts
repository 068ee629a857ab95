import type { NodeSelectorTerm, PodSpec } from '../../../../schemas/types/core/v1.generated.ts'
import type { Minor } from '../../../resource/version.ts'
import type { FieldPath } from '../../field-path.ts'

/** Labels of nodes that got other names. Truth: pkg/api/node/util.go */
const DEPRECATED_LABELS: Record<string, string> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
  'app.kubernetes.io/created-by': 'deprecated since v1.9',
  'scheduler.alpha.kubernetes.io/preferAvoidPods': 'deprecated since v1.22; use Taints and Tolerations instead',
  'node-role.kubernetes.io/master': 'use "node-role.kubernetes.io/control-plane" instead',
}
export const deprecated = (label: string): string | undefined =>
  Object.hasOwn(DEPRECATED_LABELS, label) ? DEPRECATED_LABELS[label] : undefined

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution'
const MATCHES_NOTHING = 'a null labelSelector results in matching no pod'

/** Since this release not only pods are told of old labels. */
export const ELSEWHERE_SINCE: Minor = 26

/** What selectors, affinity and spreading say about nodes. */
export function nodeLabelWarnings(spec: PodSpec, specPath: FieldPath, minor: number): string[] {
  const told: string[] = []
  for (const label in spec.nodeSelector) {
    const why = deprecated(label)
    if (why) told.push(`${specPath.child('nodeSelector').key(label)}: ${why}`)
  }
  const affinity = spec.affinity?.nodeAffinity
  const path = specPath.child('affinity', 'nodeAffinity')
  affinity?.[REQUIRED]?.nodeSelectorTerms?.forEach((term, index) => {
    told.push(...termWarnings(term, path.child(REQUIRED, 'nodeSelectorTerms').index(index)))
  })
  affinity?.[PREFERRED]?.forEach(({ preference }, index) => {
    told.push(...termWarnings(preference ?? {}, path.child(PREFERRED).index(index).child('preference')))
  })
  spec.topologySpreadConstraints?.forEach(({ topologyKey = '', labelSelector }, index) => {
    const at = specPath.child('topologySpreadConstraints').index(index)
    const why = deprecated(topologyKey)
    if (why) told.push(`${at.child('topologyKey')}: ${topologyKey} is ${why}`)
    if (!labelSelector && minor >= 27) told.push(`${at.child('labelSelector')}: ${MATCHES_NOTHING}`)
  })
  return told
}

/** What a term says about nodes in their old labels. Truth: pkg/api/node/util.go GetWarningsForNodeSelectorTerm */
export function termWarnings({ matchExpressions = [] }: NodeSelectorTerm, path: FieldPath): string[] {
  return matchExpressions.flatMap(({ key = '' }, index) => {
    const why = deprecated(key)
    return why ? [`${path.child('matchExpressions').index(index).child('key')}: ${key} is ${why}`] : []
  })
}

/** Affinity to pods that no selector picks. */
export function affinityWarnings({ affinity }: PodSpec, specPath: FieldPath, minor: number): string[] {
  if (minor < 30) return []
  return (['podAffinity', 'podAntiAffinity'] as const).flatMap(kind => {
    const path = specPath.child('affinity', kind)
    return [
      ...(affinity?.[kind]?.[REQUIRED] ?? []).flatMap(({ labelSelector }, index) =>
        labelSelector ? [] : [`${path.child(REQUIRED).index(index).child('labelSelector')}: ${MATCHES_NOTHING}`],
      ),
      ...(affinity?.[kind]?.[PREFERRED] ?? []).flatMap(({ podAffinityTerm }, index) => {
        const at = path.child(PREFERRED).index(index).child('podAffinityTerm', 'labelSelector')
        return podAffinityTerm?.labelSelector ? [] : [`${at}: ${MATCHES_NOTHING}`]
      }),
    ]
  })
}
