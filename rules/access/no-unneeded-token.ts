import { bindingsOf, getsToken, serviceAccountOf } from '../../src/lint/cluster/access.ts'
import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-unneeded-token',
  severity: 'warning',
  summary: 'Only pods that speak to the API server get a token for it.',
  why: 'Whoever breaks into a container finds the token, and has all that the service account may do.',
  instead: 'Set `automountServiceAccountToken: false`.',
  profiles: ['security'],
  elsewhere: {
    'kube-linter': ['automount-service-account-token'],
    polaris: ['automountServiceAccountToken'],
    trivy: ['KSV-0036'],
    checkov: ['CKV_K8S_38'],
    kubescape: ['C-0034', 'C-0190', 'C-0261'],
    kubesec: ['AutomountServiceAccountToken'],
    kyverno: ['restrict-automount-sa-token'],
    gatekeeper: ['K8sPSPAutomountServiceAccountTokenPod'],
    NSA: ['authorization'],
    CIS: ['5.1.6'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        «spec»:
          containers: [{ name: web, image: 'web:1' }]`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          automountServiceAccountToken: «true»
          containers: [{ name: web, image: 'web:1' }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          automountServiceAccountToken: false
          containers: [{ name: web, image: 'web:1' }]`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          serviceAccountName: web
          containers: [{ name: web, image: 'web:1' }]
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: web }
        automountServiceAccountToken: false`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: operator }
        spec:
          serviceAccountName: operator
          containers: [{ name: operator, image: 'operator:1' }]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: { name: operator }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
        subjects: [{ kind: ServiceAccount, name: operator }]`,
    ],
  },
  on: 'pods',
  *check(pods, cluster) {
    if (!getsToken(pods, cluster)) return
    const account = serviceAccountOf(pods)
    if (bindingsOf(account, pods.namespace, cluster).length > 0) return
    const setting = pods.spec.get('automountServiceAccountToken')
    const fix = toSet(setting, false, 'Leave the token out', 'review')
    const message = `${pods} gets a token of the service account ${account}, to which nothing here gives rights`
    yield { at: setting.exists ? setting : pods.spec.key, message, ...(fix && { fix }) }
  },
})
