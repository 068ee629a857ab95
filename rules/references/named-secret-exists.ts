import { makersOf } from '../../src/lint/cluster/config-makers.ts'
import { called } from '../../src/lint/cluster/missing.ts'
import type { Field } from '../../src/lint/field.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'named-secret-exists',
  severity: 'note',
  summary:
    'The Secrets with certificates and with passwords for registries, that objects other than pods name, are there.',
  why: 'Without its Secret an Ingress answers with a certificate of nobody, and images of a private registry are not pulled.',
  instead: 'Add the Secret, or a Certificate that makes it, or mend the name.',
  profiles: ['strict'],
  elsewhere: { monokle: ['KBP-reference'] },
  examples: {
    bad: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop, namespace: shop }
        spec:
          tls: [{ hosts: [shop.example], secretName: «shop-tls» }]
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: web, namespace: shop }
        imagePullSecrets: [{ name: «registry» }]`,
    ],
    good: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop, namespace: shop }
        spec:
          tls: [{ hosts: [shop.example], secretName: shop-tls }]
        ---
        apiVersion: cert-manager.io/v1
        kind: Certificate
        metadata: { name: shop, namespace: shop }
        spec: { secretName: shop-tls }`,
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop, annotations: { cert-manager.io/cluster-issuer: letsencrypt } }
        spec:
          tls: [{ hosts: [shop.example], secretName: shop-tls }]`,
    ],
  },
  on: ['Ingress', 'Gateway', 'ServiceAccount'],
  *check(object, cluster) {
    for (const { at, namespace = object.namespace } of secretsNamedBy(object)) {
      if (!at.text || makersOf(cluster, 'Secret', at.text, namespace).length > 0) continue
      const message = `${object} names ${called('Secret', at.text, namespace)}, which is not there`
      yield { at, message, severity: cluster.complete ? 'error' : 'note' }
    }
  },
})

interface Named {
  readonly at: Field
  readonly namespace?: string | undefined
}

function secretsNamedBy(object: LintObject): Named[] {
  if (object.kind === 'Ingress') return object.get('spec', 'tls').items.map(tls => ({ at: tls.get('secretName') }))
  if (object.kind === 'ServiceAccount')
    return object.get('imagePullSecrets').items.map(reference => ({ at: reference.get('name') }))
  return object
    .get('spec', 'listeners')
    .items.flatMap(listener => listener.get('tls', 'certificateRefs').items)
    .filter(reference => (reference.get('kind').text ?? 'Secret') === 'Secret' && !reference.get('group').text)
    .map(reference => ({ at: reference.get('name'), namespace: reference.get('namespace').text }))
}
