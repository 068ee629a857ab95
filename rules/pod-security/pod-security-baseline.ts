import { judge, type PodSecurityOptions, VERSION_OPTION } from '../../src/lint/pod-security/judge.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<PodSecurityOptions>({
  name: 'pod-security-baseline',
  severity: 'error',
  summary: 'Pods keep to the level `baseline` of the Pod Security Standards.',
  why: 'A namespace that enforces the level refuses them, in the version of the standard that its label names.',
  instead: 'Remove what the standard forbids, or run it in a namespace with the level `privileged`.',
  profiles: [],
  elsewhere: {
    PSS: ['baseline'],
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
          hostNetwork: «true»
          securityContext:
            sysctls: [{ name: «net.core.somaxconn», value: '1024' }]
          containers:
            - name: web
              image: web:1
              ports: [{ containerPort: 80, hostPort: «80» }]
              securityContext:
                privileged: «true»
                capabilities: { add: [CHOWN, «NET_ADMIN»] }
                seccompProfile: { type: «Unconfined» }
              livenessProbe: { tcpSocket: { host: «10.0.0.1», port: 80 } }
          volumes:
            - name: host
              hostPath: «{ path: /srv }»`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', securityContext: { capabilities: { add: [CHOWN] } } }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    yield* judge('baseline', this, pods)
  },
})
