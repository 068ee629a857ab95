import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'account-keeps-its-token',
  severity: 'warning',
  summary: 'Service accounts do not hand their tokens to pods unasked.',
  why: 'Every pod that names the account gets its token, whether it speaks to the API server or not.',
  instead: 'Set `automountServiceAccountToken: false`, and true in the pods that need it.',
  profiles: [],
  elsewhere: {
    trivy: ['KSV-0036'],
    checkov: ['CKV_K8S_41'],
    kubescape: ['C-0034', 'C-0190'],
    datree: ['SRVACC_INCORRECT_AUTOMOUNTSERVICEACCOUNTTOKEN_VALUE'],
    kyverno: ['restrict-sa-automount-sa-token'],
    CIS: ['5.1.6'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: «web» }
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: api }
        automountServiceAccountToken: «true»`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: web }
        automountServiceAccountToken: false`,
    ],
  },
  on: ['ServiceAccount'],
  *check(account) {
    const setting = account.get('automountServiceAccountToken')
    if (setting.isFalse) return
    const fix = toSet(setting, false, 'Leave its token out of pods', 'review')
    const at = setting.exists ? setting : account
    yield { at, message: `${account} gives its token to every pod that names it`, ...(fix && { fix }) }
  },
})
