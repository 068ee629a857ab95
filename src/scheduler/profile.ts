import type { FilterPlugin, ScorePlugin } from './framework.ts'
import { dynamicResources } from './plugins/dynamic-resources.ts'
import { imageLocality } from './plugins/image-locality.ts'
import { inTreeVolumeLimits } from './plugins/in-tree-volume-limits.ts'
import { interPodAffinity } from './plugins/inter-pod-affinity.ts'
import { interPodAffinityScore } from './plugins/inter-pod-affinity-score.ts'
import { nodeAffinity, nodeAffinityScore } from './plugins/node-affinity.ts'
import { nodeName } from './plugins/node-name.ts'
import { nodePorts } from './plugins/node-ports.ts'
import { nodePreferAvoidPods } from './plugins/node-prefer-avoid-pods.ts'
import { nodeResourcesBalancedAllocation } from './plugins/node-resources-balanced-allocation.ts'
import { leastAllocated, nodeResourcesFit } from './plugins/node-resources-fit.ts'
import { nodeUnschedulable } from './plugins/node-unschedulable.ts'
import { nodeVolumeLimits } from './plugins/node-volume-limits.ts'
import { podTopologySpread } from './plugins/pod-topology-spread.ts'
import { podTopologySpreadScore } from './plugins/pod-topology-spread-score.ts'
import { selectorSpread } from './plugins/selector-spread.ts'
import { taintToleration, taintTolerationScore } from './plugins/taint-toleration.ts'
import { volumeBinding } from './plugins/volume-binding.ts'
import { volumeRestrictions } from './plugins/volume-restrictions.ts'
import { volumeZone } from './plugins/volume-zone.ts'
import type { Release } from './release.ts'

export interface Weighted {
  readonly plugin: ScorePlugin
  readonly weight: number
}

/** The plugins of the default scheduler, in the order in which they are asked. */
export interface Profile {
  readonly filters: readonly FilterPlugin[]
  readonly scores: readonly Weighted[]
}

/** Truth: pkg/scheduler/apis/config/v1/default_plugins.go; until 1.22 pkg/scheduler/algorithmprovider/registry.go */
export function profileOf({ minor, defaultSpread }: Release): Profile {
  const [ebs, gce, azure] = minor < 32 ? inTreeVolumeLimits : []
  const filters = [
    nodeUnschedulable,
    nodeName,
    taintToleration,
    nodeAffinity,
    nodePorts,
    nodeResourcesFit,
    volumeRestrictions,
    ...(ebs && gce ? [ebs, gce] : []),
    nodeVolumeLimits,
    ...(azure ? [azure] : []),
    volumeBinding,
    volumeZone,
    podTopologySpread,
    interPodAffinity,
    ...(minor >= 34 ? [dynamicResources] : []),
  ]
  const preference = minor >= 23 ? 2 : 1
  const scores: Weighted[] = [
    { plugin: taintTolerationScore, weight: minor >= 23 ? 3 : 1 },
    { plugin: nodeAffinityScore, weight: preference },
    { plugin: leastAllocated(minor >= 22 ? 'NodeResourcesFit' : 'NodeResourcesLeastAllocated'), weight: 1 },
    { plugin: podTopologySpreadScore, weight: 2 },
    { plugin: interPodAffinityScore, weight: preference },
    { plugin: nodeResourcesBalancedAllocation, weight: 1 },
    { plugin: imageLocality, weight: 1 },
    ...(minor <= 21 ? [{ plugin: nodePreferAvoidPods, weight: 10_000 }] : []),
    ...(defaultSpread ? [] : [{ plugin: selectorSpread, weight: 1 }]),
  ]
  return { filters, scores }
}
