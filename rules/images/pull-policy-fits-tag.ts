import { toSet } from '../../src/lint/fixes.ts'
import { imageReference, isTemplated } from '../../src/lint/image-reference.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'pull-policy-fits-tag',
  severity: 'warning',
  summary: 'An image whose tag moves is pulled each time.',
  why: 'Otherwise every node keeps the image it happened to pull first, and pods of one workload differ.',
  instead: 'Name a tag that does not move, or set `imagePullPolicy: Always`.',
  profiles: ['strict'],
  elsewhere: {
    kubescape: ['C-0075'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'nginx:latest', imagePullPolicy: «IfNotPresent» }, { name: proxy, image: proxy, imagePullPolicy: «Never» }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: nginx }, { name: proxy, image: 'proxy:1', imagePullPolicy: IfNotPresent }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    const image = container.get('image').text
    const at = container.get('imagePullPolicy')
    if (!image || isTemplated(image) || !at.text || at.text === 'Always') return
    const { tag = 'latest', digest } = imageReference(image)
    if (digest !== undefined || tag !== 'latest') return
    const fix = toSet(at, 'Always', 'Always pull it', 'review')
    yield { at, message: `Nodes keep the ${image} they have for the ${container}`, ...(fix && { fix }) }
  },
})
