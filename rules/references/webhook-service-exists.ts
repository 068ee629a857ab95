import { called, missing } from '../../src/lint/cluster/missing.ts'
import { hasPort } from '../../src/lint/cluster/services.ts'
import type { Field } from '../../src/lint/field.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'webhook-service-exists',
  severity: 'warning',
  summary: 'The Service behind a webhook is there.',
  why: 'With `failurePolicy: Fail`, every request that the webhook is asked about is refused, also those that would mend it.',
  instead: 'Add the Service, or mend its name, namespace and port.',
  profiles: ['recommended', 'strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingWebhookConfiguration
        metadata: { name: guard }
        webhooks: [{ name: guard.example.com, clientConfig: { service: { name: «guard», namespace: system } } }]
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: guard }
        spec: { ports: [{ port: 443 }] }`,
      yaml`
        apiVersion: apiregistration.k8s.io/v1
        kind: APIService
        metadata: { name: v1.example.com }
        spec: { service: { name: api, namespace: system, port: «8443» } }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: api, namespace: system }
        spec: { ports: [{ port: 443 }] }`,
    ],
    good: [
      yaml`
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingWebhookConfiguration
        metadata: { name: guard }
        webhooks:
          - { name: guard.example.com, clientConfig: { service: { name: guard, namespace: system } } }
          - { name: far.example.com, clientConfig: { url: "https://guard.example.com" } }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: guard, namespace: system }
        spec: { ports: [{ port: 443 }] }`,
    ],
  },
  on: ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'APIService', 'CustomResourceDefinition'],
  *check(object, cluster) {
    const told = new Set<string>()
    for (const service of servicesOf(object)) {
      const name = service.get('name')
      const namespace = service.get('namespace').text ?? ''
      if (!name.text) continue
      const services = cluster.named('Service', name.text, namespace)
      const port = service.get('port')
      // One Service behind many webhooks is one mistake.
      const mistake = `${namespace}/${name.text}:${port.number}`
      if (told.has(mistake)) continue
      told.add(mistake)
      if (services.length === 0) {
        const message = `${object} calls ${called('Service', name.text, namespace)}, which is not there`
        yield { at: name, message, ...missing(cluster) }
      } else if (!services.some(one => hasPort(one, port.number ?? 443))) {
        const message = `${object} calls port ${port.number ?? 443} of ${services[0]}, which has no such port`
        yield { at: port.exists ? port : name, message, related: [{ at: services[0]!, message: `${services[0]}` }] }
      }
    }
  },
})

function servicesOf(object: LintObject): Field[] {
  if (object.kind === 'APIService') return [object.get('spec', 'service')]
  if (object.kind === 'CustomResourceDefinition')
    return [object.get('spec', 'conversion', 'webhook', 'clientConfig', 'service')]
  return object.get('webhooks').items.map(webhook => webhook.get('clientConfig', 'service'))
}
