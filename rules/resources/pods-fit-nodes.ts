import { nodesOf, whyNowhere } from '../../src/lint/cluster/fitting.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { DEFAULT_MINOR } from '../../src/resource/version.ts'

export default rule({
  name: 'pods-fit-nodes',
  severity: 'warning',
  summary: 'Where Nodes are among the manifests, every pod fits onto one of them while it is empty.',
  why: 'A pod that fits nowhere stays pending.',
  instead: 'Mend requests, selectors, affinities or tolerations, or add a node.',
  profiles: ['recommended', 'strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Node
        metadata: { name: a, labels: { disk: ssd } }
        status: { capacity: { cpu: "4", memory: 8Gi, pods: "110" }, allocatable: { cpu: "4", memory: 8Gi, pods: "110" } }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: «big» }
        spec:
          selector: { matchLabels: { app: big } }
          template:
            metadata: { labels: { app: big } }
            spec: { containers: [{ name: big, image: big:1, resources: { requests: { cpu: "8" } } }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: «picky» }
        spec: { nodeSelector: { disk: nvme }, containers: [{ name: picky, image: picky:1 }] }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Node
        metadata: { name: a, labels: { disk: ssd } }
        status: { capacity: { cpu: "4", memory: 8Gi, pods: "110" }, allocatable: { cpu: "4", memory: 8Gi, pods: "110" } }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          replicas: 100
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              nodeSelector: { disk: ssd }
              containers:
                - name: web
                  image: web:1
                  resources: { requests: { cpu: "3" } }
                  volumeMounts: [{ name: data, mountPath: /data }]
              volumes: [{ name: data, persistentVolumeClaim: { claimName: elsewhere } }]`,
    ],
  },
  on: 'pods',
  *check(pods, cluster) {
    // A DaemonSet is for the nodes that there are.
    if (nodesOf(cluster).length === 0 || pods.object.kind === 'DaemonSet' || pods.object.kind === 'PodTemplate') return
    const why = whyNowhere(pods, cluster, this.minors.at(-1) ?? DEFAULT_MINOR)
    if (why === undefined) return
    const who = pods.object.kind === 'Pod' ? `${pods} fits` : `The pods of ${pods} fit`
    yield { at: pods.object, message: `${who} onto no node: ${why}` }
  },
})
