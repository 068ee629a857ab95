import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'secret-is-mounted',
  severity: 'note',
  summary: 'Secrets come into containers as files, not as environment variables.',
  why: 'Variables are inherited by every process, printed by crash reports, and stay as they are when the Secret changes.',
  instead: 'Mount the Secret.',
  profiles: ['security'],
  elsewhere: {
    'kube-linter': ['read-secret-from-env-var'],
    checkov: ['CKV_K8S_35'],
    kubescape: ['C-0207'],
    kyverno: ['secrets-not-from-env-vars'],
    CIS: ['5.4.1'],
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
              env:
                - name: DB_PASSWORD
                  valueFrom:
                    «secretKeyRef»: { name: db, key: password }
              envFrom:
                - «secretRef»: { name: web }`,
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
              envFrom: [{ configMapRef: { name: web } }]
              volumeMounts: [{ name: secrets, mountPath: /run/secrets }]
          volumes: [{ name: secrets, secret: { secretName: db } }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const variable of container.get('env').items) {
      const at = variable.get('valueFrom', 'secretKeyRef')
      if (!at.exists) continue
      const name = variable.get('name').text
      yield { at: at.key, message: `The environment variable ${name} of the ${container} comes from a Secret` }
    }
    for (const source of container.get('envFrom').items) {
      const at = source.get('secretRef')
      if (!at.exists) continue
      yield {
        at: at.key,
        message: `Environment variables of the ${container} come from the Secret ${at.get('name').text}`,
      }
    }
  },
})
