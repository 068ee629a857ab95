import { rule, yaml } from '../../src/lint/rule.ts'
import { amountOf } from '../../src/resource/pod-requests.ts'

export default rule<{ resources: string[] }>({
  name: 'requests-are-limits',
  severity: 'note',
  summary: 'Containers request what their limit is, so that their pods are of the class Guaranteed.',
  why: 'Pods of that class are the last to be killed or evicted when a node runs short.',
  instead: 'Set request and limit to the same amount.',
  profiles: [],
  elsewhere: {
    'kube-score': [
      'container-resource-requests-equal-limits',
      'container-cpu-requests-equal-limits',
      'container-memory-requests-equal-limits',
      'container-ephemeral-storage-request-equals-limit',
    ],
    kyverno: ['require-qos-guaranteed', 'memory-requests-equal-limits'],
  },
  options: {
    resources: {
      type: 'array',
      items: { type: 'string' },
      default: ['cpu', 'memory'],
      description: 'The resources whose request must be the limit.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: web:1
              resources: { requests: { cpu: 100m, memory: «128Mi» }, limits: { cpu: 100m, memory: 256Mi } }
            - name: «none»
              image: none:1
              resources: { limits: { memory: 1Gi } }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: web:1
              resources: { requests: { cpu: 100m, memory: 1024Mi }, limits: { cpu: 0.1, memory: 1Gi } }
            - name: implied
              image: implied:1
              resources: { limits: { cpu: 100m, memory: 1Gi } }`,
    ],
  },
  on: 'containers',
  *check(container) {
    if (container.list === 'ephemeralContainers') return
    for (const resource of this.options.resources) {
      const limit = container.get('resources', 'limits', resource)
      const request = container.get('resources', 'requests', resource)
      if (!limit.exists) yield { at: container.here, message: `The ${container} has no limit for ${resource}` }
      else if (request.exists && amountOf(resource, request.scalar) !== amountOf(resource, limit.scalar))
        yield {
          at: request,
          message: `The ${container} requests ${request.scalar} of ${resource} and may use ${limit.scalar}`,
          related: [{ at: limit, message: `At most ${limit.scalar}` }],
        }
    }
  },
})
