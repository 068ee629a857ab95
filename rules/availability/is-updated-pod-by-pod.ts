import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'is-updated-pod-by-pod',
  severity: 'note',
  summary: 'Workloads are updated pod by pod, whoever may depend on them.',
  why: 'With `Recreate` all pods stop before the first new one starts; with `OnDelete` nothing happens until somebody deletes them.',
  instead: 'Set the type to `RollingUpdate`.',
  profiles: [],
  elsewhere: { 'kube-linter': ['no-rolling-update-strategy'] },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          strategy: { type: «Recreate» }
          template: { spec: { containers: [{ name: web, image: 'web:1' }] } }
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: { name: agent }
        spec:
          updateStrategy: { type: «OnDelete» }
          template: { spec: { containers: [{ name: agent, image: 'agent:1' }] } }`,
    ],
    good: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          template: { spec: { containers: [{ name: web, image: 'web:1' }] } }`,
    ],
  },
  on: ['Deployment', 'DeploymentConfig.apps.openshift.io', 'StatefulSet', 'DaemonSet'],
  *check(object) {
    const strategy = object.kind.startsWith('Deployment') ? 'strategy' : 'updateStrategy'
    const type = object.get('spec', strategy, 'type')
    if (type.text === undefined || POD_BY_POD.has(type.text)) return
    yield { at: type, message: `${object} is not updated pod by pod: its strategy is ${type.text}` }
  },
})

/** `Rolling` is what OpenShift calls it. */
const POD_BY_POD: ReadonlySet<string> = new Set(['RollingUpdate', 'Rolling'])
