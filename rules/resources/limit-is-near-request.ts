import { rule, yaml } from '../../src/lint/rule.ts'
import { amountOf } from '../../src/resource/pod-requests.ts'

export default rule<{ times: number; resources: string[] }>({
  name: 'limit-is-near-request',
  severity: 'note',
  summary: 'A limit is not many times the request.',
  why: 'The scheduler counts requests: nodes full of pods that may use many times as much run out.',
  instead: 'Raise the request or lower the limit.',
  profiles: [],
  elsewhere: { gatekeeper: ['K8sContainerRatios'], kyverno: ['enforce-resources-as-ratio'] },
  options: {
    times: { type: 'number', default: 2, description: 'How many times the request a limit may be.' },
    resources: {
      type: 'array',
      items: { type: 'string' },
      default: ['memory'],
      description: 'The resources asked for.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec: { containers: [{ name: web, image: web:1, resources: { requests: { memory: 128Mi }, limits: { memory: «1Gi» } } }] }`,
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
              resources: { requests: { cpu: 10m, memory: 512Mi }, limits: { cpu: "1", memory: 1Gi } }
            - { name: alone, image: alone:1, resources: { limits: { memory: 1Gi } } }`,
    ],
  },
  on: 'containers',
  *check(container) {
    const { times, resources } = this.options
    for (const resource of resources) {
      const [request, limit] = [
        container.get('resources', 'requests', resource),
        container.get('resources', 'limits', resource),
      ]
      if (!request.exists || !limit.exists) continue
      const [least, most] = [amountOf(resource, request.scalar), amountOf(resource, limit.scalar)]
      if (least <= 0 || most <= least * times) continue
      const factor = Math.round((most / least) * 10) / 10
      yield {
        at: limit,
        message: `The ${container} may use ${factor} times the ${resource} that it requests`,
        related: [{ at: request, message: `${request.scalar} requested` }],
      }
    }
  },
})
