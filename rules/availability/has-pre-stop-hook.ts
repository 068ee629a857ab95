import { servicesOf } from '../../src/lint/cluster/services.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'has-pre-stop-hook',
  severity: 'note',
  summary: 'Pods behind a Service wait a moment before they stop.',
  why: 'Traffic still arrives for some seconds after a pod was told to stop: who closes at once refuses it.',
  instead: 'Add `lifecycle.preStop` with a short `sleep`, unless the program waits by itself.',
  profiles: [],
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { selector: { app: web }, ports: [{ port: 80 }] }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: «web» }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { selector: { app: web }, ports: [{ port: 80 }] }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1, lifecycle: { preStop: { sleep: { seconds: 5 } } } }] }`,
    ],
  },
  on: 'pods',
  *check(pods, cluster) {
    if (!pods.runOn || pods.containers.some(container => container.get('lifecycle', 'preStop').map)) return
    if (servicesOf(pods, cluster).length === 0) return
    yield { at: pods.object, message: `The pods of ${pods} serve a Service and have no preStop hook` }
  },
})
