import { type Cluster, push } from '../../src/lint/cluster/cluster.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'object-is-unique',
  severity: 'warning',
  summary: 'An object is defined once among files that are applied together.',
  why: 'What is applied last wins, and which one that is depends on the names of files.',
  instead: 'Remove one of them, or give it another name.',
  profiles: ['recommended', 'strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: shop }
        data: { mode: fast }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: «settings», namespace: shop }
        data: { mode: slow }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: shop }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: test }
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: { generateName: migrate- }
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: { generateName: migrate- }`,
    ],
  },
  on: ['*'],
  *check(object, cluster) {
    const name = object.get('metadata', 'name')
    // What is said of definitions is another rule's.
    if (!name.text || object.kind === 'CustomResourceDefinition') return
    const first = cluster.once(byIdentity).get(identityOf(object))?.[0]
    if (!first || first === object || folderOf(first) !== folderOf(object)) return
    yield {
      at: name,
      message: `${object} is defined twice`,
      related: [{ at: first, message: 'It is defined here as well' }],
    }
  },
})

function byIdentity(cluster: Cluster): Map<string, LintObject[]> {
  const index = new Map<string, LintObject[]>()
  for (const object of cluster.objects)
    if (object.get('metadata', 'name').text) push(index, object.once(identityOf), object)
  return index
}

/** Other folders are other environments. */
const identityOf = (object: LintObject): string =>
  `${folderOf(object)}\n${object.kind}\n${object.namespace}\n${object.name}`
const folderOf = (object: LintObject): string =>
  object.manifest.file.slice(0, object.manifest.file.lastIndexOf('/') + 1)
