import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-docker-in-docker',
  severity: 'warning',
  summary: 'No container runs a container runtime of its own.',
  why: 'It has to be privileged for that, so what it builds or starts owns the node.',
  instead: 'Build with a tool that needs no daemon.',
  profiles: ['security'],
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: builder }
        spec:
          containers: [{ name: builder, image: «'docker:27-dind'», securityContext: { privileged: true } }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: builder }
        spec:
          containers: [{ name: builder, image: 'docker:27-dind-rootless' }, { name: client, image: 'docker:27-cli' }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    const at = container.get('image')
    if (!at.text?.includes('dind') || at.text.includes('rootless')) return
    if (DIND.test(at.text)) yield { at, message: `The ${container} runs a container runtime inside of it` }
  },
})

const DIND = /(?:^|[/:-])dind(?:$|[@:-])/
