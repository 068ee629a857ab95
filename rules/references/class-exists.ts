import type { Field } from '../../src/lint/field.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'class-exists',
  severity: 'error',
  summary: 'Every class that an object names is there: storage, ingress, priority, runtime.',
  why: 'A claim waits for ever for a class that does not exist, an Ingress is served by nobody, a pod is refused.',
  instead: 'Add the class, or mend the name.',
  profiles: ['recommended', 'strict'],
  elsewhere: {
    monokle: ['KBP-reference'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: { name: data }
        spec: { storageClassName: «fast» }
        ---
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: { name: slow }
        provisioner: example.com/disk`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: { name: data }
        spec: { storageClassName: fast }
        ---
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: { name: fast }
        provisioner: example.com/disk
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: { name: by-hand }
        spec: { storageClassName: "" }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: dns }
        spec: { priorityClassName: system-node-critical, containers: [{ name: dns, image: dns:1 }] }`,
    ],
  },
  on: ['*'],
  *check(object, cluster) {
    for (const { kind, field } of classesOf(object)) {
      const name = field.text
      if (!name || GIVEN.has(name) || cluster.has(kind, name)) continue
      // Classes belong to the cluster, which often brings some. Unless others are among the manifests, nothing can be said.
      if (!cluster.complete && cluster.all(kind).length === 0) continue
      yield {
        at: field,
        message: `${object} names the ${kind} ${name}, which is not there`,
        severity: cluster.complete ? 'error' : kind === 'PriorityClass' ? 'warning' : 'note',
      }
    }
  },
})

const GIVEN = new Set(['system-node-critical', 'system-cluster-critical'])

function classesOf(object: LintObject): { kind: string; field: Field }[] {
  const { pods } = object
  switch (object.kind) {
    case 'PersistentVolumeClaim':
      return [{ kind: 'StorageClass', field: object.get('spec', 'storageClassName') }]
    case 'Ingress':
      return [{ kind: 'IngressClass', field: object.get('spec', 'ingressClassName') }]
    case 'Gateway':
      return [{ kind: 'GatewayClass', field: object.get('spec', 'gatewayClassName') }]
    default:
      if (!pods) return []
      return [
        { kind: 'PriorityClass', field: pods.spec.get('priorityClassName') },
        { kind: 'RuntimeClass', field: pods.spec.get('runtimeClassName') },
        ...object
          .get('spec', 'volumeClaimTemplates')
          .items.map(template => ({ kind: 'StorageClass', field: template.get('spec', 'storageClassName') })),
      ]
  }
}
