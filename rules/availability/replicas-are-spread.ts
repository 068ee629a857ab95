import { selectorAt } from '../../src/lint/cluster/guards.ts'
import { mostPods } from '../../src/lint/cluster/scaling.ts'
import type { Field } from '../../src/lint/field.ts'
import { type PodTemplate, REPLICATED } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { matchesSelector } from '../../src/resource/labels.ts'

export default rule({
  name: 'replicas-are-spread',
  severity: 'note',
  summary: 'Several pods of one kind ask to be on different nodes or in different zones.',
  why: 'The scheduler spreads them a little by itself, but is free to put all of them onto the node that is lost next.',
  instead: 'Add `topologySpreadConstraints`, or a `podAntiAffinity` with the labels of the pods.',
  profiles: ['strict'],
  elsewhere: {
    'kube-linter': ['no-anti-affinity'],
    'kube-score': ['deployment-has-host-podantiaffinity', 'statefulset-has-host-podantiaffinity'],
    polaris: ['topologySpreadConstraint'],
    kyverno: ['require-pod-antiaffinity', 'spread-pods-across-topology', 'topologyspreadconstraints-policy'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: «web» }
        spec:
          replicas: 3
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              affinity:
                podAntiAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - { topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: other } } }
              containers: [{ name: web, image: web:1 }]`,
    ],
    good: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          replicas: 3
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              affinity:
                podAntiAffinity:
                  preferredDuringSchedulingIgnoredDuringExecution:
                    - weight: 100
                      podAffinityTerm:
                        topologyKey: kubernetes.io/hostname
                        labelSelector: { matchExpressions: [{ key: app, operator: In, values: [web] }] }
              containers: [{ name: web, image: web:1 }]
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: { name: db }
        spec:
          replicas: 3
          serviceName: db
          selector: { matchLabels: { app: db } }
          template:
            metadata: { labels: { app: db } }
            spec:
              topologySpreadConstraints:
                - maxSkew: 1
                  topologyKey: topology.kubernetes.io/zone
                  whenUnsatisfiable: ScheduleAnyway
                  labelSelector: { matchLabels: { app: db } }
              containers: [{ name: db, image: db:1 }]`,
    ],
  },
  on: REPLICATED,
  *check(object, cluster) {
    const count = mostPods(object, cluster)
    if (!object.pods || !count || count < 2 || isSpread(object.pods)) return
    yield { at: object, message: `Nothing keeps the ${count} pods of ${object} from sharing one node` }
  },
})

function isSpread({ spec, labels, namespace }: PodTemplate): boolean {
  const apart = spec.get('affinity', 'podAntiAffinity')
  const terms = [
    ...spec.get('topologySpreadConstraints').items,
    ...apart.get('requiredDuringSchedulingIgnoredDuringExecution').items,
    ...apart.get('preferredDuringSchedulingIgnoredDuringExecution').items.map(one => one.get('podAffinityTerm')),
  ]
  return terms.some(
    term =>
      isPlace(term.get('topologyKey')) &&
      isAbout(term, namespace) &&
      matchesSelector(selectorAt(term.get('labelSelector')), labels),
  )
}

/** A term of an affinity is about the pods of its own namespace, unless it names others. */
function isAbout(term: Field, namespace: string): boolean {
  const named = term.get('namespaces').items
  return (
    named.length === 0 ||
    term.get('namespaceSelector').map !== undefined ||
    term.get('namespaces').texts.includes(namespace)
  )
}

/** Labels under Kubernetes' own domain that no node has are slips: a pod finds no place anywhere that it would have to keep off. */
const isPlace = ({ text = '' }: Field): boolean => !OWN_DOMAIN.test(text) || PLACES.has(text)

const OWN_DOMAIN = /^(?:[a-z.-]+\.)?kubernetes\.io\//
const PLACES = new Set([
  'kubernetes.io/hostname',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'node.kubernetes.io/instance-type',
])
