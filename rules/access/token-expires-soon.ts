import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ most: number }>({
  name: 'token-expires-soon',
  severity: 'warning',
  summary: 'Tokens that are mounted for service accounts are short-lived.',
  why: 'A token that was taken out of a pod is good until it expires. The kubelet renews it for the pod in time.',
  instead: 'Leave out `expirationSeconds`, or set it to an hour.',
  profiles: ['security'],
  elsewhere: { 'kube-linter': ['projected-token-long-expiration'] },
  options: {
    most: { type: 'integer', default: 86_400, description: 'The most `expirationSeconds`.' },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: web:1, volumeMounts: [{ name: token, mountPath: /token }] }]
          volumes:
            - name: token
              projected: { sources: [{ serviceAccountToken: { path: token, expirationSeconds: «604800» } }] }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: web:1, volumeMounts: [{ name: token, mountPath: /token }] }]
          volumes:
            - name: token
              projected: { sources: [{ serviceAccountToken: { path: token, expirationSeconds: 86400 } }] }`,
    ],
  },
  on: 'pods',
  *check(pods) {
    for (const volume of pods.volumes) {
      for (const source of volume.get('projected', 'sources').items) {
        const at = source.get('serviceAccountToken', 'expirationSeconds')
        if (at.number === undefined || at.number <= this.options.most) continue
        yield { at, message: `A token that ${pods} mounts is good for ${Math.round(at.number / 3600)} hours` }
      }
    }
  },
})
