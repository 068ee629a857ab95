import type { Cluster } from '../../src/lint/cluster/cluster.ts'
import { configReferences } from '../../src/lint/cluster/config-references.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'config-is-used',
  severity: 'note',
  summary: 'Every ConfigMap is used by some pod of its namespace, or says whom it is for.',
  why: 'What nobody uses is read, kept up and feared all the same.',
  instead: 'Remove it, or use it.',
  profiles: ['strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: «old-settings» }
        data: { mode: slow }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings }
        data: { mode: fast }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: dashboards, labels: { grafana_dashboard: "1" } }
        data: { web.json: "{}" }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: web:1, envFrom: [{ configMapRef: { name: settings } }] }]`,
    ],
  },
  on: ['ConfigMap'],
  *check(config, cluster) {
    // Labels and annotations are how other programs find theirs.
    if (Object.keys(config.labels).length > 0 || Object.keys(config.annotations).length > 0) return
    if (cluster.podsIn(config.namespace).length === 0) return
    if (cluster.once(mentioned).has(`${config.namespace}\n${config.name}`)) return
    yield { at: config, message: `${config} is used by no pod of its namespace` }
  },
})

/** What pods refer to, and every text in their arguments and environment: some programs read ConfigMaps themselves. */
function mentioned(cluster: Cluster): Set<string> {
  const names = new Set<string>()
  for (const { pods } of cluster.objects) {
    if (!pods) continue
    for (const { kind, name } of configReferences(pods))
      if (kind === 'ConfigMap') names.add(`${pods.namespace}\n${name}`)
    for (const container of pods.containers) {
      const values = container.get('env').items.flatMap(variable => variable.get('value').text ?? [])
      const words = [...container.get('args').texts, ...container.get('command').texts, ...values]
      for (const word of words)
        for (const part of word.split(/[\s=,:]+/)) names.add(`${pods.namespace}\n${part.split('/').at(-1)}`)
    }
  }
  return names
}
