import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-sudo',
  severity: 'warning',
  summary: 'No container calls `sudo`.',
  why: 'It only works for a process that may gain rights, and nobody can tell what it ends up with.',
  instead: 'Run as the user that is needed from the start.',
  profiles: ['security'],
  elsewhere: {
    kubescape: ['C-0062'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - { name: web, image: 'web:1', command: [«sudo», /bin/web] }
            - { name: setup, image: 'web:1', command: [sh, -c, «'cd /srv && sudo chown web .'»] }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', command: [/bin/web, --no-sudo, pseudo] }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const at of [...container.get('command').items, ...container.get('args').items]) {
      if (at.text?.includes('sudo') && SUDO.test(at.text)) yield { at, message: `The ${container} calls sudo` }
    }
  },
})

const SUDO = /(?:^|[\s;&|(/`])sudo(?:\s|$)/
