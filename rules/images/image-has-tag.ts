import { imageProblem, imageReference, isTemplated } from '../../src/lint/image-reference.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ moving: string[] }>({
  name: 'image-has-tag',
  severity: 'warning',
  summary: 'Every image names the version that is meant: a tag that does not move, or a digest.',
  why: 'Without one, what runs depends on the day a node pulled it, and there is nothing to roll back to.',
  instead: 'Name a tag or, better, a digest.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    'kube-linter': ['latest-tag'],
    'kube-score': ['container-image-tag'],
    polaris: ['tagNotSpecified'],
    trivy: ['KSV-0013'],
    checkov: ['CKV_K8S_14'],
    datree: ['CONTAINERS_MISSING_IMAGE_VALUE_VERSION'],
    kyverno: ['disallow-latest-tag'],
    gatekeeper: ['K8sDisallowedTags'],
  },
  options: {
    moving: {
      type: 'array',
      items: { type: 'string' },
      default: ['latest'],
      description: 'Tags that move from image to image.',
    },
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
              image: proxy@sha256:9b1a2c3d4e5f60718293a4b5c6d7e8f9fa0b1c2d3e4f5061728394a5b6c7d8e9
            - name: templated
              image: \${REGISTRY}/\${IMAGE}`,
    ],
  },
  on: 'containers',
  *check(container) {
    const image = container.get('image')
    if (!image.text || isTemplated(image.text)) return
    const { tag, digest } = imageReference(image.text)
    // A name that no image can have has a rule of its own.
    if (digest !== undefined || imageProblem(image.text)) return
    if (tag === undefined) yield { at: image, message: `The image ${image.text} of the ${container} has no tag` }
    else if (this.options.moving.includes(tag))
      yield { at: image, message: `The image ${image.text} of the ${container} is whatever is newest` }
  },
})
