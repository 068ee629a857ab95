import { rule, yaml } from '../../src/lint/rule.ts'
import { knownSecret } from '../../src/lint/secrets/known-secret.ts'
import { mayBeSecret, namesSecret } from '../../src/lint/secrets/named-secret.ts'

export default rule({
  name: 'no-secret-in-arguments',
  severity: 'warning',
  summary: 'No argument of a container holds a secret in plain text.',
  why: 'Arguments are in the manifest, in the status of the node, and in the list of processes for everybody on it.',
  instead: 'Put it in a Secret, and pass it as a file or as `$(VARIABLE)`; change it, as it is known now.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    kubescape: ['C-0012'],
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
              args:
                - «--db-password=hunter2»
                - --api-key
                - «9f8e7d6c5b4a»`,
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
              args:
                - --db-password=$(DB_PASSWORD)
                - --token-file
                - /run/secrets/token
                - --secret-name=web
                - --use-token
                - --token
                - --verbose
                - --default-ssl-certificate-secret=ingress/tls`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const list of ['command', 'args']) {
      const items = container.get(list).items
      for (const [index, at] of items.entries()) {
        const what = at.text && secretIn(at.text, items[index - 1]?.text)
        if (what) yield { at, message: `An argument of the ${container} holds ${what}`, sensitive: true }
      }
    }
  },
})

const WITH_VALUE = /^--?([A-Za-z][\w.-]*)=([^\n]+)$/
const WITHOUT_VALUE = /^--?([A-Za-z][\w.-]*)$/

function secretIn(argument: string, before: string | undefined): string | undefined {
  const known = knownSecret(argument)
  if (known) return known
  const [, name, value] = WITH_VALUE.exec(argument) ?? []
  if (name && value) return isSecret(name, value) ? `a secret, by the name of --${name}` : undefined
  const option = argument.startsWith('-') ? undefined : WITHOUT_VALUE.exec(before ?? '')?.[1]
  return option && isSecret(option, argument) ? `a secret, by the name of --${option}` : undefined
}

/** An option that ends in `secret` may well take the name of a Secret, `ingress/tls`, rather than what is in it. */
const isSecret = (name: string, value: string): boolean =>
  namesSecret(name) && mayBeSecret(value, name) && !(/secret$/i.test(name) && IS_NAME.test(value))

const IS_NAME = /^[a-z0-9.-]+\/[a-z0-9.-]+$|^[a-z]+(?:-[a-z]+)+$/
