import type { Container } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'hook-fits-grace-period',
  severity: 'warning',
  summary: 'A preStop hook that sleeps leaves the process some of the grace period.',
  why: 'The grace period counts from before the hook: a hook that sleeps through it has the process killed without warning.',
  instead: 'Sleep shorter, or raise `terminationGracePeriodSeconds`.',
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
              lifecycle: { preStop: { exec: { command: «[sh, -c, sleep 60]» } } }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          terminationGracePeriodSeconds: 90
          containers:
            - name: web
              image: web:1
              lifecycle: { preStop: { exec: { command: [sh, -c, sleep 60] } } }
            - name: other
              image: other:1
              lifecycle: { preStop: { exec: { command: [sleep, "5"] } } }`,
    ],
  },
  on: 'containers',
  *check(container) {
    const seconds = sleepOf(container)
    if (seconds === undefined) return
    const grace = container.pods.spec.get('terminationGracePeriodSeconds')
    const allowed = grace.number ?? 30
    if (seconds < allowed) return
    yield {
      at: container.get('lifecycle', 'preStop', 'exec', 'command'),
      message: `The preStop hook of the ${container} sleeps ${seconds} s, and the grace period is ${allowed} s`,
      ...(grace.exists && { related: [{ at: grace, message: `${allowed} s from the beginning of the hook` }] }),
    }
  },
})

const SLEEP = /(?:^|[\s;&|/])sleep\s+(\d+)(s|m)?(?=$|[\s;&|])/

/** The `sleep` action is the API server's to judge. */
function sleepOf(container: Container): number | undefined {
  const command = container.get('lifecycle', 'preStop', 'exec', 'command')
  if (!command.exists) return undefined
  const match = SLEEP.exec(command.texts.join(' '))
  return match ? Number(match[1]) * (match[2] === 'm' ? 60 : 1) : undefined
}
