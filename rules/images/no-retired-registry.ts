import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-retired-registry',
  severity: 'warning',
  summary: 'No image comes from a registry that was given up.',
  why: 'Nothing new appears there, and one day nothing is there any more.',
  instead: 'Use the registry that took its place.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    kubescape: ['C-0253'],
    kyverno: ['restrict-deprecated-registry'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: pause }
        spec:
          containers: [{ name: pause, image: «'k8s.gcr.io/pause:3.9'» }, { name: old, image: «'gcr.io/google_containers/pause:3.2'» }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: pause }
        spec:
          containers: [{ name: pause, image: 'registry.k8s.io/pause:3.9' }, { name: mine, image: 'gcr.io/mine/web:1' }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    const at = container.get('image')
    if (!at.text) return
    for (const [old, now] of RETIRED) {
      if (!at.text.startsWith(old)) continue
      const fix = toSet(at, now + at.text.slice(old.length), `Use ${now}`, 'review')
      const message = `The image ${at.text} of the ${container} comes from ${old.slice(0, -1)}, which was given up`
      yield { at, message, advice: `Use ${now.slice(0, -1)}.`, ...(fix && { fix }) }
    }
  },
})

const RETIRED: readonly (readonly [old: string, now: string])[] = [
  ['k8s.gcr.io/', 'registry.k8s.io/'],
  ['gcr.io/google_containers/', 'registry.k8s.io/'],
  ['gcr.io/google-containers/', 'registry.k8s.io/'],
  ['docker.pkg.github.com/', 'ghcr.io/'],
]
