import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-host-aliases',
  severity: 'warning',
  summary: 'Pods find others by DNS.',
  why: 'Names written into a pod do not follow what they stand for, and hide where traffic goes.',
  instead: 'Use a Service, one of the type ExternalName where it is outside.',
  profiles: [],
  elsewhere: {
    trivy: ['KSV-0007'],
    kubesec: ['HostAliases'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          «hostAliases»: [{ ip: 10.0.0.1, hostnames: [database] }]
          containers: [{ name: web, image: 'web:1' }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          hostAliases: []
          containers: [{ name: web, image: 'web:1' }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    const aliases = pods.spec.get('hostAliases')
    if (aliases.items.length > 0) yield { at: aliases.key, message: `${pods} has names of its own for other hosts` }
  },
})
