import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'env-reference-is-defined',
  severity: 'warning',
  summary: 'A `$(NAME)` in a container refers to a variable that is defined before it.',
  why: 'What is not defined, or only further down, is left as it is: the program gets the text `$(NAME)`.',
  instead: 'Define the variable above, or write `$$(NAME)` where the text is meant.',
  profiles: ['recommended', 'strict'],
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
              args: [«"--port=$(PORT)"»]
              env:
                - { name: URL, value: «"http://$(HOST)/"» }
                - { name: HOST, value: web }`,
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
              command: [sh, -c, 'echo $(date) $$(PORT) $(HOST)']
              env:
                - { name: HOST, value: web }
                - { name: URL, value: "http://$(HOST)/" }
            - name: api
              image: api:1
              args: ["--level=$(LEVEL)"]
              envFrom: [{ configMapRef: { name: settings } }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    // What comes from elsewhere may define anything.
    if (container.get('envFrom').items.length > 0) return
    const defined = new Set<string>()
    for (const variable of container.get('env').items) {
      const value = variable.get('value')
      for (const name of referencesIn(value.text)) {
        if (defined.has(name) || isGiven(name)) continue
        yield {
          at: value,
          message: `${variable.get('name').text} of the ${container} refers to $(${name}), which is not defined above it`,
        }
      }
      if (variable.get('name').text) defined.add(variable.get('name').text!)
    }
    const command = container.get('command').items
    // In a shell, $(date) is a command.
    if (command.some(({ text }) => text !== undefined && SHELL.test(text))) return
    for (const word of [...command, ...container.get('args').items]) {
      for (const name of referencesIn(word.text)) {
        if (!defined.has(name) && !isGiven(name) && name !== ADDED_LAST)
          yield { at: word, message: `The ${container} is given $(${name}), which is not defined` }
      }
    }
  },
})

/** The Job controller adds it behind all others: arguments see it, other variables do not. */
const ADDED_LAST = 'JOB_COMPLETION_INDEX'

const SHELL = /(^|\/)(ba|da|z|k)?sh$/

/** What Kubernetes itself sets for every Service of the namespace. */
const isGiven = (name: string): boolean => /_(SERVICE_(HOST|PORT)|PORT)(_|$)/.test(name)

/** `$(A) $$(B) $(C)` → A, C. Only what could be the name of a variable. */
function referencesIn(text: string | undefined): string[] {
  if (text === undefined || !text.includes('$(')) return []
  return [...text.matchAll(/\$\$|\$\(([A-Z_][A-Z0-9_]*)\)/g)].flatMap(match => match[1] ?? [])
}
