import { hostPathDanger } from '../../src/lint/host-paths.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { unlessSystem } from '../../src/lint/security-context.ts'

export default rule<{ allow: string[] }>({
  name: 'no-host-path',
  severity: 'warning',
  summary: 'No pod mounts files of its node.',
  why: 'Through files of the node a container reaches other pods, their secrets, and the node itself.',
  instead: 'Use a volume that belongs to the pod: a claim, an emptyDir, a ConfigMap.',
  profiles: ['security'],
  elsewhere: {
    polaris: ['hostPathSet'],
    trivy: ['KSV-0023'],
    kubescape: ['C-0048', 'C-0203'],
    datree: ['CONTAINERS_INCORRECT_KEY_HOSTPATH'],
    kyverno: ['disallow-host-path'],
    gatekeeper: ['K8sPSPHostFilesystem'],
    PSS: ['baseline', 'restricted'],
    CIS: ['5.2.12'],
  },
  options: {
    allow: {
      type: 'array',
      items: { type: 'string' },
      default: [],
      description: 'Paths that may be mounted, with all below.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', volumeMounts: [{ name: logs, mountPath: /logs }] }]
          volumes:
            - name: logs
              hostPath: { path: «/var/log/web» }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', volumeMounts: [{ name: logs, mountPath: /logs }] }]
          volumes: [{ name: logs, emptyDir: {} }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    for (const volume of pods.volumes) {
      const host = volume.get('hostPath')
      if (!host.map) continue
      const at = host.get('path')
      const path = at.text ?? ''
      if (this.options.allow.some(allowed => path === allowed || path.startsWith(`${allowed}/`))) continue
      const severity = unlessSystem(pods, hostPathDanger(path) ? 'error' : 'warning')
      yield { at, message: `${pods} mounts ${path || 'a path'} of its node`, severity }
    }
  },
})
