import { judge, type PodSecurityOptions, VERSION_OPTION } from '../../src/lint/pod-security/judge.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<PodSecurityOptions>({
  name: 'pod-security-restricted',
  severity: 'error',
  summary: 'Pods keep to the level `restricted` of the Pod Security Standards.',
  why: 'A namespace that enforces the level refuses them, in the version of the standard that its label names.',
  instead: 'Change what the standard forbids, and say what it wants to hear.',
  profiles: [],
  elsewhere: {
    PSS: ['restricted'],
  },
  options: {
    version: VERSION_OPTION,
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: «web»
              image: web:1
              securityContext: { runAsUser: «0», capabilities: { add: [«CHOWN»], drop: «[NET_RAW]» } }
            - name: proxy
              image: proxy:1
              securityContext:
                allowPrivilegeEscalation: «true»
                runAsNonRoot: true
                capabilities: { drop: [ALL] }
                seccompProfile: { type: RuntimeDefault }
          volumes: [«{ name: host, hostPath: { path: /srv } }»]`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext: { runAsNonRoot: «false», seccompProfile: { type: RuntimeDefault } }
          containers:
            - name: web
              image: web:1
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
          containers:
            - name: web
              image: web:1
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }
          volumes: [{ name: scratch, emptyDir: {} }]`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          os: { name: windows }
          securityContext: { runAsNonRoot: true }
          containers: [{ name: web, image: 'web:1' }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    yield* judge('restricted', this, pods)
  },
})
