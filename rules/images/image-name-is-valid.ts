import { imageProblem, isTemplated } from '../../src/lint/image-reference.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'image-name-is-valid',
  severity: 'error',
  summary: 'Every image has a name that an image can have.',
  why: 'The API server takes any text; the pod then never starts, with the reason InvalidImageName.',
  instead: 'Correct the name.',
  profiles: ['recommended', 'security'],
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - { name: web, image: «Team/Web:1» }
            - { name: proxy, image: «'proxy:'» }
            - { name: cache, image: «'registry.example/cache:1@sha256:abc'» }
            - { name: old, image: «'https:nginx:1.29'» }
            - { name: spaced, image: «'nginx: 1.29'» }
            - { name: placed, image: «<your-image>» }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - { name: web, image: 'registry.example:5000/team/web__x/y-z:1.2_3' }
            - { name: proxy, image: 'localhost/proxy' }
            - { name: ko, image: 'ko://example.com/cmd/web' }
            - { name: templated, image: '\${IMAGE}' }
            - { name: pinned, image: 'cache:1@sha256:9b1a2c3d4e5f60718293a4b5c6d7e8f9fa0b1c2d3e4f5061728394a5b6c7d8e9' }`,
    ],
  },
  on: 'pods',
  *check(pods) {
    const volumes = pods.volumes.map(volume => volume.get('image', 'reference'))
    for (const at of [...pods.containers.map(container => container.get('image')), ...volumes]) {
      // Blanks around it are refused by the API server itself.
      if (!at.text || at.text.trim() !== at.text || isTemplated(at.text)) continue
      const problem = imageProblem(at.text)
      if (!problem) continue
      const message = PLACEHOLDER.test(at.text)
        ? `${pods} still has ${at.text} in the place of an image`
        : `${pods} names an image ${at.text}, which no image can be called: ${problem}`
      yield { at, message, severity: PLACEHOLDER.test(at.text) ? 'warning' : 'error' }
    }
  },
})

/** `<your-image>`, `{IMAGE}`, `IMAGE_URL` */
const PLACEHOLDER = /[<>{}]|^[A-Z][A-Z0-9_-]*$/
