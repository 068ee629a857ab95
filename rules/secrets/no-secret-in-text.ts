import type { Field } from '../../src/lint/field.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { knownSecret } from '../../src/lint/secrets/known-secret.ts'

export default rule({
  name: 'no-secret-in-text',
  severity: 'error',
  summary: 'No key or token stands anywhere in a manifest.',
  why: 'Whoever may read the repository or the object has it, and it stays in the history of both.',
  instead: 'Put it in a Secret, and refer to that; change it, as it is known now.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    kubescape: ['C-0012'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: web
          annotations:
            alerts.example.com/token: «xoxb-2345678901-aBcDeFgHiJkL»
        spec:
          defaultBackend: { service: { name: web, port: { number: 80 } } }`,
      yaml`
        apiVersion: example.com/v1
        kind: Bucket
        metadata: { name: pictures }
        spec:
          owner: «AKIAQ3EGRIS5W2KXZ7PT»`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Secret
        metadata: { name: pictures }
        stringData:
          owner: AKIAQ3EGRIS5W2KXZ7PT`,
      yaml`
        apiVersion: example.com/v1
        kind: Bucket
        metadata: { name: pictures }
        spec:
          owner: AKIAIOSFODNN7EXAMPLE
          secretName: pictures
          site: 'https://user@example.com/'`,
    ],
  },
  on: ['*'],
  *check(object) {
    if (SPOKEN_OF.has(object.kind)) return
    const containers = object.pods?.path
    for (const at of stringsIn(object.get(), containers !== undefined)) {
      const known = knownSecret(at.text!)
      if (known) yield { at, message: `${object} holds ${known}`, sensitive: true }
    }
  },
})

/** Secrets are made for it, ConfigMaps have a rule of their own, and definitions only describe. */
const SPOKEN_OF = new Set(['Secret', 'ConfigMap', 'CustomResourceDefinition'])

/** Of containers, other rules look at these. */
const OF_CONTAINERS = new Set(['env', 'command', 'args'])

function* stringsIn(field: Field, makesPods: boolean, depth = 0): Iterable<Field> {
  if (depth > 60) return
  if (field.text !== undefined) {
    if (field.text.length >= 12) yield field
  } else if (field.map) {
    for (const [name, child] of field.entries) {
      if (!(makesPods && OF_CONTAINERS.has(name))) yield* stringsIn(child, makesPods, depth + 1)
    }
  } else for (const item of field.items) yield* stringsIn(item, makesPods, depth + 1)
}
