import { toRemove } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-git-sync-command',
  severity: 'warning',
  summary: 'Nobody chooses the program that git-sync calls for git.',
  why: 'git-sync starts whatever `GITSYNC_GIT` names, with the rights and the secrets of the pod.',
  instead: 'Remove the variable.',
  profiles: ['security'],
  elsewhere: {
    checkov: ['CKV_K8S_159'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: sync }
        spec:
          containers: [{ name: sync, image: 'registry.k8s.io/git-sync/git-sync:v4.4.0', env: [{ name: «GITSYNC_GIT», value: /tmp/git }] }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: sync }
        spec:
          containers: [{ name: sync, image: 'registry.k8s.io/git-sync/git-sync:v4.4.0', env: [{ name: GITSYNC_REPO, value: 'https://git.example.com/web' }] }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const variable of container.get('env').items) {
      const at = variable.get('name')
      if (at.text !== 'GITSYNC_GIT') continue
      const fix = toRemove(variable, 'Remove the variable', 'review')
      yield { at, message: `The ${container} chooses the program that git-sync calls`, ...(fix && { fix }) }
    }
  },
})
