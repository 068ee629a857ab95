import { rule, yaml } from '../../src/lint/rule.ts'
import { isLeftover, knownSecret } from '../../src/lint/secrets/known-secret.ts'
import { mayBeSecret, namesSecret } from '../../src/lint/secrets/named-secret.ts'

export default rule<{ allow: string[] }>({
  name: 'no-secret-in-env',
  severity: 'warning',
  summary: 'No environment variable holds a secret in plain text.',
  why: 'Whoever may read the repository or the workload reads the secret, and it is in every copy of both.',
  instead: 'Put it in a Secret, and refer to that; change it, as it is known now.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    'kube-linter': ['env-var-secret'],
    polaris: ['sensitiveContainerEnvVar'],
    kubescape: ['C-0012'],
    NSA: ['authentication'],
  },
  options: {
    allow: {
      type: 'array',
      items: { type: 'string' },
      default: [],
      description: 'Names of variables that hold no secret.',
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
              env:
                - { name: DB_PASSWORD, value: «hunter2» }
                - { name: DATABASE, value: «'postgres://shop:hunter2@db.example.com/shop'» }
                - { name: S3_USER, value: «AKIAQ3EGRIS5W2KXZ7PT» }
                - { name: ADMIN_PASSWORD, value: «changeme» }
                - { name: AWS_SECRET_ACCESS_KEY, value: «xxxxxxxx» }`,
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
                - { name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }
                - { name: DB_PASSWORD_FILE, value: /run/secrets/db }
                - { name: ALLOW_EMPTY_PASSWORD, value: 'yes' }
                - { name: ADMIN_PASSWORD, value: $(DB_PASSWORD) }
                - { name: DATABASE, value: 'postgres://shop:$(DB_PASSWORD)@db.example.com/shop' }
                - { name: TOKEN_TTL, value: 15m }
                - { name: TOKEN_URL, value: 'https://login.example.com/token' }
                - { name: MAX_TOKENS, value: '4096' }
                - { name: API_KEY, value: <your-api-key> }
                - { name: JWT_PUBLIC_KEY, value: ssh-rsa AAAAB3NzaC1yc2E }`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const variable of container.get('env').items) {
      const at = variable.get('value')
      if (!at.text) continue
      const name = variable.get('name').text ?? ''
      if (this.options.allow.includes(name)) continue
      const known = knownSecret(at.text)
      const message = `The environment variable ${name} of the ${container} holds`
      if (known) yield { at, message: `${message} ${known}`, severity: 'error', sensitive: true }
      else if (!namesSecret(name)) continue
      else if (mayBeSecret(at.text, name)) yield { at, message: `${message} a secret, by its name`, sensitive: true }
      else if (isLeftover(at.text))
        yield { at, message: `${message} what should have been replaced, and is a password as well`, severity: 'note' }
    }
  },
})
