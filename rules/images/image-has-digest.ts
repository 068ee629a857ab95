import { isTemplated } from '../../src/lint/image-reference.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'image-has-digest',
  severity: 'warning',
  summary: 'Every image is named by its digest.',
  why: 'A tag can be moved to another image; a digest is the image.',
  instead: 'Add `@sha256:…` to the name.',
  profiles: [],
  elsewhere: {
    'kube-linter': ['image-not-pinned-by-digest', 'image-sha'],
    checkov: ['CKV_K8S_43'],
    datree: ['CONTAINERS_MISSING_IMAGE_VALUE_DIGEST'],
    kyverno: ['require-image-checksum'],
    gatekeeper: ['K8sImageDigests'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: «'nginx:1.29'» }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'nginx:1.29@sha256:9b1a2c3d4e5f60718293a4b5c6d7e8f9fa0b1c2d3e4f5061728394a5b6c7d8e9' }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    const at = container.get('image')
    if (!at.text || at.text.includes('@') || isTemplated(at.text)) return
    yield { at, message: `The image ${at.text} of the ${container} is named by its tag alone` }
  },
})
