import { makersOf } from '../../src/lint/cluster/config-makers.ts'
import { configReferences } from '../../src/lint/cluster/config-references.ts'
import { called, missing } from '../../src/lint/cluster/missing.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ given: string[] }>({
  name: 'config-exists',
  severity: 'warning',
  summary: 'Every ConfigMap and Secret that pods ask for is there, or something makes it.',
  why: 'Pods wait in CreateContainerConfigError or ContainerCreating until it appears: the rollout stalls.',
  instead: 'Add it to the manifests, mend the name, or mark the reference `optional`.',
  profiles: ['recommended', 'strict'],
  elsewhere: {
    'kube-linter': ['env-value-from'],
    monokle: ['KBP-reference'],
  },
  options: {
    given: {
      type: 'array',
      items: { type: 'string' },
      default: ['kube-root-ca.crt', 'openshift-service-ca.crt', 'istio-ca-root-cert'],
      description: 'Names that the cluster has in every namespace.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          template:
            spec:
              imagePullSecrets: [{ name: «registry» }]
              containers:
                - name: web
                  image: web:1
                  envFrom: [{ configMapRef: { name: «settings» } }]
              volumes:
                - { name: tls, secret: { secretName: «web-tls» } }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: other }`,
    ],
    good: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          template:
            spec:
              containers:
                - name: web
                  image: web:1
                  envFrom:
                    - { configMapRef: { name: settings } }
                    - { secretRef: { name: extras, optional: true } }
                    - { secretRef: { name: database } }
              volumes:
                - { name: tls, secret: { secretName: web-tls } }
                - { name: ca, configMap: { name: kube-root-ca.crt } }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: shop }
        ---
        apiVersion: cert-manager.io/v1
        kind: Certificate
        metadata: { name: web, namespace: shop }
        spec: { secretName: web-tls }
        ---
        apiVersion: external-secrets.io/v1
        kind: ExternalSecret
        metadata: { name: database, namespace: shop }
        spec: { data: [{ secretKey: PASSWORD, remoteRef: { key: shop/database } }] }`,
    ],
  },
  on: 'pods',
  *check(pods, cluster) {
    const told = new Set<string>()
    for (const { kind, name, at, optional } of configReferences(pods)) {
      if (optional || this.options.given.includes(name) || told.has(`${kind} ${name}`)) continue
      told.add(`${kind} ${name}`)
      if (makersOf(cluster, kind, name, pods.namespace).length > 0) continue
      const elsewhere = cluster.named(kind, name)[0]
      yield {
        at,
        message: `${pods} asks for ${called(kind, name, pods.namespace)}, which is not there`,
        ...missing(cluster),
        ...(elsewhere && { related: [{ at: elsewhere, message: `${elsewhere} is in another namespace` }] }),
      }
    }
  },
})
