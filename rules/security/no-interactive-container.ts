import { toRemove } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-interactive-container',
  severity: 'warning',
  summary: 'Containers run without a terminal.',
  why: 'A terminal is left over from trying things out, and waits for whoever attaches to it.',
  instead: 'Remove `stdin` and `tty`.',
  profiles: ['strict'],
  elsewhere: {
    gatekeeper: ['K8sDisallowInteractiveTTY'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', stdin: «true», tty: «true» }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', stdin: false }]
          ephemeralContainers: [{ name: shell, image: 'tools:1', stdin: true, tty: true }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    if (container.list === 'ephemeralContainers') return
    for (const field of ['stdin', 'tty']) {
      const at = container.get(field)
      if (!at.isTrue) continue
      const fix = toRemove(at, `Remove \`${field}\``, 'review')
      yield { at, message: `The ${container} waits for somebody at a terminal`, ...(fix && { fix }) }
    }
  },
})
