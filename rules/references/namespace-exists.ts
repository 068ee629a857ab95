import { type Cluster, push } from '../../src/lint/cluster/cluster.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ given: string[] }>({
  name: 'namespace-exists',
  severity: 'warning',
  summary: 'The namespace of an object is there.',
  why: 'The API server refuses objects of a namespace that does not exist.',
  instead: 'Add the Namespace, or mend its name.',
  profiles: ['recommended', 'strict'],
  elsewhere: { monokle: ['KBP-reference'] },
  options: {
    given: {
      type: 'array',
      items: { type: 'string' },
      default: ['default', 'kube-system', 'kube-public', 'kube-node-lease'],
      description: 'Namespaces that the cluster has anyway.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: «shpo» }
        ---
        apiVersion: v1
        kind: Namespace
        metadata: { name: shop }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: shop }
        ---
        apiVersion: v1
        kind: Namespace
        metadata: { name: shop }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: dns, namespace: kube-system }`,
    ],
  },
  on: ['*'],
  *check(object, cluster) {
    const field = object.get('metadata', 'namespace')
    const name = field.text
    if (!name || this.options.given.includes(name) || cluster.has('Namespace', name)) return
    // With --complete the API server's own refusal says it.
    if (cluster.complete) return
    // Namespaces are often made elsewhere: only where some are among the manifests is one that is not worth a word.
    if (cluster.all('Namespace').length === 0) return
    const there = cluster.once(byNamespace).get(name) ?? []
    if (there[0] !== object) return
    const others = there.length - 1
    const more = others === 0 ? '' : others === 1 ? ' and one other object' : ` and ${others} other objects`
    yield { at: field, message: `${object}${more} would be in the namespace ${name}, which is not there` }
  },
})

/** Said once for a namespace, at the first object in it: the mistake is one. */
function byNamespace(cluster: Cluster): Map<string, LintObject[]> {
  const index = new Map<string, LintObject[]>()
  for (const object of cluster.objects) {
    const { text } = object.get('metadata', 'namespace')
    if (text) push(index, text, object)
  }
  return index
}
