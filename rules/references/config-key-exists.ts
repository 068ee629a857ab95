import { makersOf } from '../../src/lint/cluster/config-makers.ts'
import { configReferences } from '../../src/lint/cluster/config-references.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { suggest } from '../../src/resource/suggest.ts'

export default rule({
  name: 'config-key-exists',
  severity: 'error',
  summary: 'Every key that pods ask for is in its ConfigMap or Secret.',
  why: 'Pods wait in CreateContainerConfigError or ContainerCreating until the key appears: the rollout stalls.',
  instead: 'Add the key, mend its name, or mark the reference `optional`.',
  profiles: ['recommended', 'strict'],
  elsewhere: { 'kube-linter': ['env-value-from'] },
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
              env:
                - { name: MODE, valueFrom: { configMapKeyRef: { name: settings, key: «mod» } } }
          volumes:
            - name: password
              secret: { secretName: database, items: [{ key: «pass», path: pass }] }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings }
        data: { mode: fast }
        ---
        apiVersion: bitnami.com/v1alpha1
        kind: SealedSecret
        metadata: { name: database }
        spec: { encryptedData: { password: AgA1 } }`,
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
              env:
                - { name: MODE, valueFrom: { configMapKeyRef: { name: settings, key: mode } } }
                - { name: LEVEL, valueFrom: { configMapKeyRef: { name: settings, key: level, optional: true } } }
                - { name: CERTIFICATE, valueFrom: { secretKeyRef: { name: web-tls, key: tls.crt } } }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings }
        data: { mode: fast }
        ---
        apiVersion: cert-manager.io/v1
        kind: Certificate
        metadata: { name: web }
        spec: { secretName: web-tls }`,
    ],
  },
  on: 'pods',
  *check(pods, cluster) {
    for (const { kind, name, keys, optional } of configReferences(pods)) {
      if (optional || keys.length === 0) continue
      const makers = makersOf(cluster, kind, name, pods.namespace)
      if (makers.length === 0) continue
      for (const { key, at } of keys) {
        if (makers.some(maker => !maker.keys || maker.keys.has(key))) continue
        const { by, keys: known = new Set<string>() } = makers[0]!
        const meant = suggest(key, known)
        yield {
          at,
          message: `${pods} asks for the key ${key} of ${by}, which has no such key`,
          related: [{ at: by, message: `${by} has ${known.size} keys` }],
          ...(meant && { advice: `Did you mean \`${meant}\`?` }),
        }
      }
    }
  },
})
