import { rule, yaml } from '../../src/lint/rule.ts'
import { isLeftover, knownSecret } from '../../src/lint/secrets/known-secret.ts'
import { mayBeSecret, namesSecret } from '../../src/lint/secrets/named-secret.ts'
import { secretInLines } from '../../src/lint/secrets/secrets-in-lines.ts'

export default rule<{ allow: string[] }>({
  name: 'no-secret-in-config-map',
  severity: 'warning',
  summary: 'No ConfigMap holds a secret.',
  why: 'ConfigMaps are for everybody to read: they are not encrypted, and most roles may see them.',
  instead: 'Put it in a Secret; change it, as it is known now.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    'kube-linter': ['configmap-with-credentials'],
    polaris: ['sensitiveConfigmapContent'],
    trivy: ['KSV-0109', 'KSV-01010'],
    kubescape: ['C-0012'],
  },
  options: {
    allow: { type: 'array', items: { type: 'string' }, default: [], description: 'Keys that hold no secret.' },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: web }
        data:
          DB_PASSWORD: «hunter2»
          web.properties: «|
            db.user = web
            db.password = hunter2»
          key.pem: «|
            -----BEGIN RSA PRIVATE KEY-----
            MIIEowIBAAKCAQEA»`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: web }
        data:
          PASSWORD_FILE: /run/secrets/db
          DB_PASSWORD: \${DB_PASSWORD}
          ca.crt: |
            -----BEGIN CERTIFICATE-----
            MIIDdzCCAl+gAwIBAgIE
          web.properties: |
            db.password = \${env:DB_PASSWORD}
            token.ttl = 15m
            secretName: web-tls
            # password = your-password-here`,
    ],
  },
  on: ['ConfigMap'],
  *check(object) {
    for (const [key, at] of object.get('data').entries) {
      const { text } = at
      if (!text || this.options.allow.includes(key)) continue
      const known = knownSecret(text)
      const message = `The key ${key} of ${object} holds`
      if (known) yield { at, message: `${message} ${known}`, severity: 'error', sensitive: true }
      else if (text.trim().includes('\n')) {
        const name = secretInLines(text)
        if (name) yield { at, message: `${message} a secret, by the name ${name}`, sensitive: true }
      } else if (namesSecret(key)) {
        if (mayBeSecret(text, key)) yield { at, message: `${message} a secret, by its name`, sensitive: true }
        else if (isLeftover(text.trim()))
          yield {
            at,
            message: `${message} what should have been replaced, and is a password as well`,
            severity: 'note',
          }
      }
    }
  },
})
