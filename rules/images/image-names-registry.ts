import { imageReference, isTemplated } from '../../src/lint/image-reference.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'image-names-registry',
  severity: 'warning',
  summary: 'Every image says which registry it comes from.',
  why: 'A short name means whatever registries a node is set up to search, and Docker Hub otherwise.',
  instead: 'Write the registry in front of the name.',
  profiles: [],
  elsewhere: {},
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: «'team/web:1'» }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'docker.io/team/web:1' }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    const at = container.get('image')
    if (!at.text || isTemplated(at.text) || imageReference(at.text).registry !== undefined) return
    yield { at, message: `The image ${at.text} of the ${container} names no registry` }
  },
})
