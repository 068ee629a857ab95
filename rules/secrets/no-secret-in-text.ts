import { rule, yaml } from '../../src/lint/rule.ts'
import { knownSecret } from '../../src/lint/secrets/known-secret.ts'
import { isObject, type Json } from '../../src/resource/json.ts'

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
    const found: Secret[] = []
    collect(object.value, object.pods !== undefined, [], found)
    for (const [path, known] of found) {
      yield { at: object.get(...path), message: `${object} holds ${known}`, sensitive: true }
    }
  },
})

/** Secrets are made for it, ConfigMaps have a rule of their own, and definitions only describe. */
const SPOKEN_OF = new Set(['Secret', 'ConfigMap', 'CustomResourceDefinition'])

/** Of containers, other rules look at these. */
const OF_CONTAINERS = new Set(['env', 'command', 'args'])

type Secret = readonly [path: readonly (string | number)[], what: string]

/** Every text of every object comes by here: `path` is one array that grows and shrinks, copied only for what is found. */
function collect(value: Json | undefined, makesPods: boolean, path: (string | number)[], found: Secret[]): void {
  if (typeof value === 'string') {
    const known = value.length < 12 ? undefined : knownSecret(value)
    if (known) found.push([[...path], known])
    return
  }
  if (typeof value !== 'object' || value === null || path.length > 60) return
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      path.push(index)
      collect(value[index], makesPods, path, found)
      path.pop()
    }
  } else if (isObject(value)) {
    for (const name in value) {
      if (makesPods && OF_CONTAINERS.has(name)) continue
      path.push(name)
      collect(value[name], makesPods, path, found)
      path.pop()
    }
  }
}
