import { getsToken, serviceAccountOf } from '../../src/lint/cluster/access.ts'
import { toSet } from '../../src/lint/fixes.ts'
import { POD_MAKERS } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-default-service-account',
  severity: 'warning',
  summary: 'Pods that speak to the API server have a service account of their own.',
  why: 'Rights that are given to the default account are given to every pod that names no other.',
  instead: 'Make a ServiceAccount and name it in `serviceAccountName`.',
  profiles: ['security'],
  elsewhere: {
    'kube-linter': ['default-service-account'],
    checkov: ['CKV_K8S_41'],
    kubescape: ['C-0189'],
    kubesec: ['ServiceAccountName'],
    CIS: ['5.1.5'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: «web» }
        spec:
          containers: [{ name: web, image: 'web:1' }]`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          serviceAccountName: «default»
          containers: [{ name: web, image: 'web:1' }]`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { generateName: «web-» }
        spec:
          containers: [{ name: web, image: 'web:1' }]
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: «default» }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          serviceAccountName: web
          containers: [{ name: web, image: 'web:1' }]`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          automountServiceAccountToken: false
          containers: [{ name: web, image: 'web:1' }]`,
      yaml`
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: default }
        automountServiceAccountToken: false`,
    ],
  },
  on: [...POD_MAKERS, 'ServiceAccount'],
  *check(object, cluster) {
    const { pods } = object
    if (pods) {
      if (serviceAccountOf(pods) !== 'default' || !getsToken(pods, cluster)) return
      const name = pods.spec.get('serviceAccountName')
      yield { at: name.text ? name : object, message: `${object} runs as the default service account` }
    } else if (object.name === 'default' && !object.get('automountServiceAccountToken').isFalse) {
      const setting = object.get('automountServiceAccountToken')
      const fix = toSet(setting, false, 'Leave its token out of pods', 'review')
      const at = setting.exists ? setting : object
      yield { at, message: `${object} gives its token to every pod without an account`, ...(fix && { fix }) }
    }
  },
})
