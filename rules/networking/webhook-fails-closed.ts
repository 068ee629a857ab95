import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'webhook-fails-closed',
  severity: 'note',
  summary: 'What a webhook cannot judge is refused.',
  why: 'A webhook that is ignored while it cannot be reached lets through what it is there to stop.',
  instead: 'Set `failurePolicy: Fail`, and run the webhook on several nodes.',
  profiles: [],
  elsewhere: { 'kube-linter': ['webhook-failure-policy-ignore'] },
  examples: {
    bad: [
      yaml`
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingWebhookConfiguration
        metadata: { name: policy }
        webhooks: [{ name: policy.shop.example, failurePolicy: «Ignore» }]`,
    ],
    good: [
      yaml`
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingWebhookConfiguration
        metadata: { name: policy }
        webhooks: [{ name: policy.shop.example }, { name: quota.shop.example, failurePolicy: Fail }]`,
    ],
  },
  on: ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'],
  *check(configuration) {
    for (const webhook of configuration.get('webhooks').items) {
      const at = webhook.get('failurePolicy')
      if (at.text === 'Ignore')
        yield { at, message: `${configuration} lets everything through while ${webhook.get('name').text} is away` }
    }
  },
})
