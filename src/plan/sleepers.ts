import { podFromTemplate } from '../controllers/pod-from-template.ts'
import { equal, isObject, type JsonObject } from '../resource/json.ts'
import type { Deployment } from '../resource/kinds.ts'
import { refOf } from '../resource/object.ts'
import type { Assumptions } from './assumptions.ts'
import { isLive } from './live.ts'
import type { PodLife } from './pod-lives.ts'
import type { Manifest, Question } from './question.ts'

/**
 * Deployments that nothing can happen to: the manifest is the same on both sides, and neither nodes, nor a quota, nor
 * an autoscaler, nor the end of a namespace reach their pods. They are left asleep: their pods are there, ready, and
 * stay so, and no controller looks at them. In most changes that is most of the world.
 */
export function sleepersIn(question: Question, assumptions: Assumptions): Set<string> {
  const { from, to, nodes, prune } = question
  const asleep = new Set<string>()
  const all = [...from.manifests, ...to.manifests]
  if (nodes || from.manifests.some(isLive) || all.some(({ value }) => value['kind'] === 'ResourceQuota')) return asleep
  const later = new Map(to.manifests.map(manifest => [keyOf(manifest), manifest.value]))
  if (prune && from.manifests.some(one => one.value['kind'] === 'Namespace' && !later.has(keyOf(one)))) return asleep
  const scaled = new Set(all.flatMap(scaledBy))
  const counts = new Map<string, number>()
  for (const manifest of all) counts.set(keyOf(manifest), (counts.get(keyOf(manifest)) ?? 0) + 1)
  for (const manifest of from.manifests) {
    const { value } = manifest
    const key = keyOf(manifest)
    if (value['kind'] !== 'Deployment' || !isApps(value) || counts.get(key) !== 2 || scaled.has(nameIn(value))) continue
    const spec = isObject(value['spec']) ? value['spec'] : {}
    const template = isObject(spec['template']) ? spec['template'] : {}
    if (spec['paused'] || !isObject(template['spec']) || !Array.isArray(template['spec']['containers'])) continue
    if (assumptions.speaksOfPods || !equal(value, later.get(key))) continue
    asleep.add(nameIn(value))
  }
  return asleep
}

const isApps = ({ apiVersion }: JsonObject): boolean => apiVersion === 'apps/v1'

const metaOf = (value: JsonObject): JsonObject => (isObject(value['metadata']) ? value['metadata'] : {})

/** `shop/web` */
function nameIn(value: JsonObject): string {
  const { namespace, name } = metaOf(value)
  return `${typeof namespace === 'string' && namespace !== '' ? namespace : 'default'}/${String(name)}`
}

const keyOf = ({ value }: Manifest): string => `${String(value['kind'])} ${nameIn(value)}`

function scaledBy({ value }: Manifest): string[] {
  if (value['kind'] !== 'HorizontalPodAutoscaler' || !isObject(value['spec'])) return []
  const target = value['spec']['scaleTargetRef']
  return isObject(target) ? [`${nameIn(value).split('/')[0]}/${String(target['name'])}`] : []
}

/** The pods of a Deployment that is left asleep: ready before, and never anything else. */
export function livesOf(deployment: Deployment): PodLife[] {
  const { template, replicas = 1, minReadySeconds = 0 } = deployment.spec
  const pod = podFromTemplate(template, deployment)
  const { namespace = '', name = '' } = deployment.metadata
  return Array.from({ length: replicas }, (_, index) => ({
    name: `${name}-${index}`,
    namespace,
    workload: refOf(deployment),
    isNew: false,
    pod,
    readyBefore: true,
    existedBefore: true,
    minReadySeconds,
    turns: [],
  }))
}
