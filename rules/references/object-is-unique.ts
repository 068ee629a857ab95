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
    const first = cluster.once(byIdentity).get(object.once(identityOf))?.[0]
    if (!first || first === object) return
    const related = [{ at: first, message: 'It is defined here as well' }]
    const isSameFile = first.manifest.file === object.manifest.file
    if (isSameFile || cluster.complete) {
      yield { at: name, message: `${object} is defined twice`, related }
      return
    }
    // Two files of a folder that hold the same objects are often two ways to the same end: that is told once.
    const alike = cluster.once(byFiles).get(filesOf(object, first)) ?? []
    if (alike[0] !== object) return
    const others = alike.length - 1
    const more = others === 0 ? '' : others === 1 ? ' and one other object' : ` and ${others} other objects`
    yield {
      at: name,
      message: `${object}${more} ${others === 0 ? 'is' : 'are'} defined in ${first.manifest.file} as well`,
      related,
      severity: 'note',
    }
  },
})

function byIdentity(cluster: Cluster): Map<string, LintObject[]> {
  const index = new Map<string, LintObject[]>()
  for (const object of cluster.objects)
    if (object.get('metadata', 'name').text) push(index, object.once(identityOf), object)
  return index
}

/** What is defined a second time, by the two files. */
function byFiles(cluster: Cluster): Map<string, LintObject[]> {
  const index = new Map<string, LintObject[]>()
  for (const [first, ...others] of cluster.once(byIdentity).values())
    for (const other of others)
      if (other.kind !== 'CustomResourceDefinition') push(index, filesOf(other, first!), other)
  return index
}

const filesOf = (object: LintObject, first: LintObject): string => `${object.manifest.file}\n${first.manifest.file}`

/** Other folders are other environments. */
const identityOf = (object: LintObject): string =>
  `${folderOf(object)}\n${object.kind}\n${object.namespace}\n${object.name}`
const folderOf = (object: LintObject): string =>
  object.manifest.file.slice(0, object.manifest.file.lastIndexOf('/') + 1)
