import type { Cluster } from '../../src/lint/cluster/cluster.ts'
import { called, missing } from '../../src/lint/cluster/missing.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'claim-exists',
  severity: 'warning',
  summary: 'Every PersistentVolumeClaim that pods mount is there.',
  why: 'A pod whose claim does not exist is never scheduled.',
  instead: 'Add the claim, or mend its name.',
  profiles: ['recommended', 'strict'],
  elsewhere: { monokle: ['KBP-reference'] },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: db }
        spec:
          containers: [{ name: db, image: db:1 }]
          volumes: [{ name: data, persistentVolumeClaim: { claimName: «db-data» } }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: db }
        spec:
          containers: [{ name: db, image: db:1 }]
          volumes: [{ name: data, persistentVolumeClaim: { claimName: data-db-0 } }]
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: { name: db }
        spec: { volumeClaimTemplates: [{ metadata: { name: data } }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: cache }
        spec:
          containers: [{ name: cache, image: cache:1 }]
          volumes: [{ name: data, persistentVolumeClaim: { claimName: cache } }]
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: { name: cache }
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: { name: database }
        spec:
          serviceName: database
          template:
            spec:
              containers: [{ name: database, image: database:1 }]
              volumes: [{ name: files, persistentVolumeClaim: { claimName: files } }]
          volumeClaimTemplates: [{ metadata: { name: files } }]`,
    ],
  },
  on: 'pods',
  *check(pods, cluster) {
    const templates = pods.object.get('spec', 'volumeClaimTemplates').items
    for (const volume of pods.volumes) {
      // A StatefulSet puts its own claims in the place of volumes with the names of their templates.
      const volumeName = volume.get('name').text
      if (templates.some(template => template.get('metadata', 'name').text === volumeName)) continue
      const field = volume.get('persistentVolumeClaim', 'claimName')
      const name = field.text
      if (!name || cluster.has('PersistentVolumeClaim', name, pods.namespace)) continue
      if (isMade(name, pods.namespace, cluster)) continue
      yield {
        at: field,
        message: `${pods} mounts ${called('PersistentVolumeClaim', name, pods.namespace)}, which is not there`,
        ...missing(cluster),
      }
    }
  },
})

/** A StatefulSet names its claims `<template>-<set>-<number>`. */
function isMade(name: string, namespace: string, cluster: Cluster): boolean {
  const beforeNumber = name.slice(0, name.lastIndexOf('-'))
  return cluster.once(claimsOfSets).has(`${namespace}\n${beforeNumber}`)
}

function claimsOfSets(cluster: Cluster): Set<string> {
  const names = new Set<string>()
  for (const set of cluster.all('StatefulSet'))
    for (const template of set.get('spec', 'volumeClaimTemplates').items)
      names.add(`${set.namespace}\n${template.get('metadata', 'name').text}-${set.name}`)
  return names
}
