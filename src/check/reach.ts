import type { ManifestObject } from '../manifest/objects.ts'
import { isObject, type Json, type JsonObject } from '../resource/json.ts'
import type { Kind } from '../schema/catalog.ts'

/** What makes the answer to one object depend on others. A text without any of it decides nothing. */
const RULERS =
  /LimitRange|ResourceQuota|AdmissionPolicy|pod-security\.kubernetes\.io|PriorityClass|RuntimeClass|enforce-mountable-secrets|kube-apiserver-client/

export const decidesOverOthers = (text: string): boolean => RULERS.test(text)

/** Only pods that ask for a priority or a runtime are asked whether it agrees with the class of that name. */
const CLASSED = /priority|runtimeClassName/

export const mentionsClass = (text: string): boolean => CLASSED.test(text)

const EVERY_NAMESPACE = ''
const EVERY_RESOURCE = '*'
const PODS = 'pods'
/** What is warned about in place of the pods that it will make. Truth: pod-security-admission DefaultPodSpecExtractor */
const TEMPLATED = [
  'cronjobs',
  'daemonsets',
  'deployments',
  'jobs',
  'podtemplates',
  'replicasets',
  'replicationcontrollers',
  'statefulsets',
]

/** What admission is asked about an object. */
export interface Asked {
  readonly itself: boolean
  /** The pods that it will make. */
  readonly pods: boolean
}

/**
 * Over whom the limits, quotas, policies, classes and namespaces among some manifests have a say: admission need not
 * be asked about anything else. Rather one object too many than one too few: whoever is within reach is asked exactly.
 */
export class Reach {
  /** namespace → resources, as URLs have them */
  readonly #resources = new Map<string, Set<string>>()
  #classes = false

  constructor(rulers: Iterable<ManifestObject>) {
    for (const ruler of rulers) this.#add(ruler)
  }

  get isEmpty(): boolean {
    return this.#resources.size === 0 && !this.#classes
  }

  /** @param classed whether the text around the object mentions a class: see `mentionsClass` */
  over({ subject }: ManifestObject, { plural, namespaced }: Kind, classed: boolean): Asked {
    const namespace = namespaced ? (subject.namespace ?? 'default') : EVERY_NAMESPACE
    const pods = namespaced && (this.#holds(namespace, PODS) || (classed && this.#classes))
    return { itself: plural === PODS ? pods : this.#holds(namespace, plural), pods }
  }

  #holds(namespace: string, resource: string): boolean {
    for (const place of namespace === EVERY_NAMESPACE ? [EVERY_NAMESPACE] : [EVERY_NAMESPACE, namespace]) {
      const some = this.#resources.get(place)
      if (some && (some.has(EVERY_RESOURCE) || some.has(resource))) return true
    }
    return false
  }

  #add({ kind, value, subject: { name, namespace = 'default' } }: ManifestObject): void {
    const spec = isObject(value['spec']) ? value['spec'] : {}
    switch (kind) {
      case 'LimitRange':
        this.#say(namespace, [PODS, 'persistentvolumeclaims'])
        break
      case 'ResourceQuota':
        this.#say(namespace, Object.keys(isObject(spec['hard']) ? spec['hard'] : {}).map(counted))
        break
      case 'Namespace': {
        const labels = keysOf(value, 'labels')
        if (labels.some(key => key.startsWith('pod-security.kubernetes.io/'))) this.#say(name, [PODS])
        if (labels.includes('pod-security.kubernetes.io/warn')) this.#say(name, TEMPLATED)
        break
      }
      case 'ServiceAccount':
        if (keysOf(value, 'annotations').includes('kubernetes.io/enforce-mountable-secrets'))
          this.#say(namespace, [PODS])
        break
      case 'PriorityClass':
      case 'RuntimeClass':
        this.#classes = true
        break
      // What a certificate may not be for is a matter of admission, whatever else there is.
      case 'CertificateSigningRequest':
        this.#say(EVERY_NAMESPACE, ['certificatesigningrequests'])
        break
      case 'ValidatingAdmissionPolicy':
      case 'MutatingAdmissionPolicy':
        this.#say(EVERY_NAMESPACE, matched(spec['matchConstraints']))
    }
  }

  #say(namespace: string, resources: readonly string[]): void {
    const some = this.#resources.get(namespace) ?? new Set()
    this.#resources.set(namespace, some)
    for (const resource of resources) some.add(resource)
  }
}

function keysOf({ metadata }: JsonObject, map: 'labels' | 'annotations'): string[] {
  const entries = isObject(metadata) ? metadata[map] : undefined
  return isObject(entries) ? Object.keys(entries) : []
}

/** The resource that a line of a quota counts: `services.nodeports`, `count/jobs.batch`, `limits.memory`. */
function counted(line: string): string {
  if (line.startsWith('count/')) return line.slice('count/'.length).split('.')[0]!
  if (line === 'requests.storage' || line.includes('.storageclass.storage.k8s.io/')) return 'persistentvolumeclaims'
  if (/^(cpu|memory|ephemeral-storage|pods|(requests|limits)\..*|hugepages-.*)$/.test(line)) return PODS
  const [resource = ''] = line.split('.')
  return NAMED.has(resource) ? resource : EVERY_RESOURCE
}

/** What a quota counts by its mere name. Truth: pkg/quota/v1/evaluator/core */
const NAMED = new Set([
  'configmaps',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
])

/** The resources that a policy is about, whatever their group: one resource may be served in several. */
function matched(constraints: Json | undefined): string[] {
  const rules = isObject(constraints) ? constraints['resourceRules'] : undefined
  if (!Array.isArray(rules)) return [EVERY_RESOURCE]
  return rules.flatMap(rule => {
    const resources = isObject(rule) ? rule['resources'] : undefined
    if (!Array.isArray(resources)) return [EVERY_RESOURCE]
    return resources.map(resource => (typeof resource === 'string' ? resource.split('/')[0]! : EVERY_RESOURCE))
  })
}
