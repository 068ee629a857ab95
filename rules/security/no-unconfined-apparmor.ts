import { toSet } from '../../src/lint/fixes.ts'
import { Container } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { unlessSystem } from '../../src/lint/security-context.ts'

export default rule({
  name: 'no-unconfined-apparmor',
  severity: 'warning',
  summary: 'Nobody turns AppArmor off or picks a profile of an unknown kind.',
  why: 'The profile of the runtime keeps a container from mounting, tracing others and writing to `/proc` and `/sys`.',
  instead: 'Use `RuntimeDefault` or a profile of the node.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    trivy: ['KSV-0002'],
    kyverno: ['restrict-apparmor-profiles'],
    gatekeeper: ['K8sPSPAppArmor'],
    PSS: ['baseline'],
    NSA: ['pod-security'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            container.apparmor.security.beta.kubernetes.io/web: «unconfined»
        spec:
          containers: [{ name: web, image: 'web:1' }]`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', securityContext: { appArmorProfile: { type: «Unconfined» } } }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            container.apparmor.security.beta.kubernetes.io/web: runtime/default
            container.apparmor.security.beta.kubernetes.io/proxy: localhost/proxy
        spec:
          securityContext: { appArmorProfile: { type: RuntimeDefault } }
          containers: [{ name: web, image: 'web:1' }, { name: proxy, image: 'proxy:1' }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    const severity = unlessSystem(pods, 'warning')
    for (const holder of [pods.spec, ...pods.containers]) {
      const at = holder.get('securityContext', 'appArmorProfile', 'type')
      if (at.text !== 'Unconfined') continue
      const fix = toSet(at, 'RuntimeDefault', 'Use the profile of the runtime', 'review')
      const who = holder instanceof Container ? `The ${holder}` : String(pods)
      yield { at, message: `${who} turns AppArmor off`, severity, ...(fix && { fix }) }
    }
    for (const name in pods.annotations) {
      if (!name.startsWith(ANNOTATION) || isProfile(pods.annotations[name]!)) continue
      const at = pods.metadata.get('annotations', name)
      const fix = toSet(at, 'runtime/default', 'Use the profile of the runtime', 'review')
      const message = `${pods} runs container ${name.slice(ANNOTATION.length)} without an AppArmor profile`
      yield { at, message, severity, ...(fix && { fix }) }
    }
  },
})

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/'

const isProfile = (value: string): boolean =>
  value === '' || value === 'runtime/default' || value.startsWith('localhost/')
