import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'image-has-tag',
  severity: 'warning',
  summary: 'Every image names the version that is meant: a tag other than `latest`, or a digest.',
  why: 'Without one, what runs depends on the day a node pulled it, and there is nothing to roll back to.',
  instead: 'Name a tag or, better, a digest.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    'kube-linter': ['latest-tag'],
    'kube-score': ['container-image-tag'],
    polaris: ['tagNotSpecified'],
    trivy: ['KSV-0013'],
    checkov: ['CKV_K8S_14'],
    kyverno: ['disallow-latest-tag'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: «nginx»
            - name: proxy
              image: «registry.example:5000/team/proxy:latest»`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: nginx:1.29
            - name: proxy
              image: proxy@sha256:9b1a2c3d4e5f60718293a4b5c6d7e8f9fa0b1c2d3e4f5061728394a5b6c7d8e9`,
    ],
  },
  on: 'containers',
  *check(container) {
    const image = container.get('image')
    if (!image.text || image.text.includes('@')) return
    const tag = tagOf(image.text)
    if (tag === undefined) yield { at: image, message: `The image ${image.text} of the ${container} has no tag` }
    else if (tag === 'latest')
      yield { at: image, message: `The image ${image.text} of the ${container} is whatever is newest` }
  },
})

/** `registry.example:5000/web:1` → `1`; the colon before a port is followed by a slash. */
function tagOf(image: string): string | undefined {
  const colon = image.lastIndexOf(':')
  return colon > image.lastIndexOf('/') ? image.slice(colon + 1) : undefined
}
