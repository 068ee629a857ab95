import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'definition-is-unique',
  severity: 'note',
  summary: 'A kind is defined once.',
  why: 'The cluster has the definition that was applied last, and drydock goes by the first one by file name.',
  instead: 'Keep one of them.',
  profiles: ['recommended', 'strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: shops.example.com }
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: «shops.example.com» }`,
    ],
    good: [
      yaml`
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: shops.example.com }
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: shops.example.org }`,
    ],
  },
  on: ['CustomResourceDefinition'],
  *check(definition, cluster) {
    const [first] = cluster.named('CustomResourceDefinition', definition.name)
    if (!first || first === definition) return
    yield {
      at: definition.get('metadata', 'name'),
      message: `${definition} is also in ${first.manifest.file}`,
      related: [{ at: first, message: 'This is the one that objects are held to' }],
    }
  },
})
