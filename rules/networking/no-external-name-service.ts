import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-external-name-service',
  severity: 'note',
  summary: 'No Service is another name for something outside.',
  why: 'Whoever owns the name outside gets the traffic, and certificates do not fit.',
  instead: 'Use the name outside itself, or a Service with an EndpointSlice.',
  profiles: [],
  elsewhere: { 'kube-linter': ['externalname-service-redirect'] },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: database }
        spec: { type: «ExternalName», externalName: db.example.com }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { ports: [{ port: 80 }] }`,
    ],
  },
  on: ['Service'],
  *check(service) {
    const type = service.get('spec', 'type')
    if (type.text !== 'ExternalName') return
    yield {
      at: type,
      message: `${service} is another name for ${service.get('spec', 'externalName').text ?? 'a host'}`,
    }
  },
})
