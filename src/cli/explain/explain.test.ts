import { describe, expect, test } from 'vitest'
import { explainField } from './field.ts'
import { fieldText } from './field-text.ts'

const explain = (question: string, minor = 36) => {
  const explained = explainField(question, minor)
  return explained.kind === 'facts' ? fieldText(explained.facts) : explained.reason
}

test.each(['ServiceAccount', 'svc.spec.ports', 'apps/v1/Deployment.spec.template.spec.serviceAccountName'])(
  '%s',
  async question => {
    await expect(explain(question)).toMatchFileSnapshot(`golden/${question.replaceAll('/', '-')}.txt`)
  },
)

describe('a question is understood however it is asked', () => {
  test.each([
    'Pod.spec.containers.image',
    'pods.spec.containers[].image',
    'po.spec.containers[0].image',
    'v1/Pod.spec.containers.image',
  ])('%s', question => expect(explain(question)).toBe(explain('Pod.spec.containers.image')))
})

describe('what is not there is told apart', () => {
  test.each([
    ['Pod.spec.contaners', 36, 'Pod.spec has no field `contaners`; did you mean `containers`?'],
    ['Pod.spec.hostUsers', 24, 'Pod.spec.hostUsers exists only in 1.25 to 1.37'],
    ['Pod.spec.nodeName.x', 36, 'Pod.spec.nodeName has no fields'],
    ['Deploymnt', 36, 'Kubernetes 1.36 serves no kind `Deploymnt`; did you mean `Deployment`?'],
    ['policy/v1beta1/PodDisruptionBudget', 36, 'policy/v1beta1 PodDisruptionBudget is served only in 1.14 to 1.24'],
    ['PodSecurityPolicy.spec', 36, 'PodSecurityPolicy is served only in 1.14 to 1.24 (policy/v1beta1)'],
    [
      'cert-manager.io/v1/Certificate',
      36,
      'cert-manager.io/v1 Certificate is not built in; name its CustomResourceDefinition with --crds',
    ],
    ['Pod.metadata.labels.app', 36, 'Pod.metadata.labels is a map: its keys are free, app among them'],
    ['apps/v2/Deployment', 36, 'Kubernetes 1.36 has Deployment only in apps/v1'],
    ['__proto__.constructor', 36, 'Kubernetes 1.36 serves no kind `__proto__`'],
  ])('%s in 1.%s', (question, minor, reason) => expect(explain(question, minor)).toBe(reason))
})
