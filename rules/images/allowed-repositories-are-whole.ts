import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'allowed-repositories-are-whole',
  severity: 'warning',
  summary: 'What a Gatekeeper policy allows images to begin with ends where a name ends.',
  why: 'It is compared letter by letter: `registry.example` also allows `registry.example.evil.test/web`.',
  instead: 'End it with a `/`.',
  profiles: ['recommended', 'security'],
  elsewhere: { trivy: ['KSV-0124'] },
  examples: {
    bad: [
      yaml`
        apiVersion: constraints.gatekeeper.sh/v1beta1
        kind: K8sAllowedRepos
        metadata: { name: ours }
        spec:
          parameters: { repos: [«registry.example», registry.example/team/] }`,
    ],
    good: [
      yaml`
        apiVersion: constraints.gatekeeper.sh/v1beta1
        kind: K8sAllowedRepos
        metadata: { name: ours }
        spec:
          parameters: { repos: [registry.example/, 'docker.io/library/nginx:1.27', 'web@sha256:'] }`,
    ],
  },
  on: ['K8sAllowedRepos.constraints.gatekeeper.sh'],
  *check(constraint) {
    for (const at of constraint.get('spec', 'parameters', 'repos').items) {
      // With a tag or a digest it is the name of an image.
      if (!at.text || at.text.endsWith('/') || /:[^/]*$|@/.test(at.text)) continue
      yield { at, message: `${constraint} allows every name that begins with ${at.text}` }
    }
  },
})
