import { toSet } from '../../src/lint/fixes.ts'
import { imageReference } from '../../src/lint/image-reference.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'image-is-always-pulled',
  severity: 'warning',
  summary: 'Nodes ask the registry for an image each time before they start it.',
  why: 'Otherwise a pod may use an image that another pod’s credentials pulled, and miss that a tag has moved.',
  instead: 'Set `imagePullPolicy: Always`.',
  profiles: [],
  elsewhere: {
    'kube-score': ['container-image-pull-policy'],
    polaris: ['pullPolicyNotAlways'],
    checkov: ['CKV_K8S_15'],
    kyverno: ['imagepullpolicy-always'],
    CIS: ['1.2.11'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: «web»
              image: nginx:1.29
            - { name: proxy, image: 'proxy:1', imagePullPolicy: «IfNotPresent» }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - { name: web, image: 'nginx:1.29', imagePullPolicy: Always }
            - { name: newest, image: 'nginx:latest' }`,
    ],
  },
  on: 'containers',
  *check(container) {
    const image = container.get('image').text
    const policy = container.get('imagePullPolicy')
    if (!image || policy.text === 'Always') return
    const { tag = 'latest', digest } = imageReference(image)
    if (digest !== undefined || (!policy.exists && tag === 'latest')) return
    const fix = toSet(policy, 'Always', 'Always pull it', 'review')
    const at = policy.exists ? policy : container.here
    yield { at, message: `Nodes may start the ${container} from an image they have`, ...(fix && { fix }) }
  },
})
