import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-naked-pod',
  severity: 'warning',
  summary: 'Pods are made by a controller.',
  why: 'A Pod by itself is not replaced when its node is lost or drained; a ReplicaSet by itself does not roll out changes.',
  instead: 'Use a Deployment, a StatefulSet, a DaemonSet or a Job.',
  profiles: ['strict'],
  elsewhere: {
    kubescape: ['C-0073'],
    datree: ['K8S_INCORRECT_KIND_VALUE_POD'],
    kyverno: ['prevent-bare-pods'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: «Pod»
        metadata: { name: web }
        spec: { containers: [{ name: web, image: web:1 }] }`,
      yaml`
        apiVersion: apps/v1
        kind: «ReplicaSet»
        metadata: { name: web }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
    good: [
      // Tests of charts, and what nodes run by themselves.
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: try, annotations: { helm.sh/hook: test } }
        spec: { restartPolicy: Never, containers: [{ name: try, image: try:1 }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: etcd, namespace: kube-system }
        spec: { hostNetwork: true, containers: [{ name: etcd, image: etcd:1 }] }`,
    ],
  },
  on: ['Pod', 'ReplicaSet', 'ReplicationController'],
  *check(object) {
    if (object.get('metadata', 'ownerReferences').items.length > 0) return
    if (object.get('metadata', 'annotations', 'helm.sh/hook').exists) return
    if (object.kind === 'Pod' && object.namespace === 'kube-system') return
    const why = object.kind === 'Pod' ? 'replaces it' : 'rolls out its changes'
    yield { at: object.get('kind'), message: `${object} stands by itself: nothing ${why}` }
  },
})
