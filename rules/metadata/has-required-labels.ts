import { NAMESPACED } from '../../src/lint/namespaced.ts'
import { patternOf } from '../../src/lint/patterns.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import type { Json } from '../../src/resource/json.ts'
import { isObject } from '../../src/resource/json.ts'

export default rule<{ labels: { [name: string]: Json }; kinds: string[] }>({
  name: 'has-required-labels',
  severity: 'warning',
  summary: 'Objects have the labels that the house asks for.',
  why: 'Whom to call, what to charge it to and what may be deleted is read from labels.',
  instead: 'Add the label.',
  profiles: [],
  elsewhere: {
    'kube-linter': ['required-label-owner'],
    kubescape: ['C-0076'],
    datree: ['WORKLOAD_MISSING_LABEL_OWNER_VALUE', 'DEPLOYMENT_MISSING_LABEL_ENV_VALUE'],
    kyverno: ['require-labels'],
    gatekeeper: ['K8sRequiredLabels'],
  },
  options: {
    labels: {
      type: 'object',
      default: { owner: '' },
      description:
        'Each label, with a regular expression that its whole value must match; an empty one lets every value pass.',
    },
    kinds: {
      type: 'array',
      items: { type: 'string' },
      default: ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod', 'Service'],
      description: 'The kinds that need them.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: «web» }`,
    ],
    good: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, labels: { owner: shop } }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: web }`,
    ],
  },
  on: [...NAMESPACED, 'Namespace', 'PersistentVolume'],
  *check(object) {
    const { kinds, labels } = this.options
    if (!kinds.includes(object.kind) || !isObject(labels)) return
    for (const [name, pattern] of Object.entries(labels)) {
      const field = object.get('metadata', 'labels', name)
      if (!field.exists) yield { at: object, message: `${object} has no label ${name}` }
      else if (typeof pattern === 'string' && pattern !== '' && !patternOf(pattern).test(String(field.scalar)))
        yield { at: field, message: `The label ${name} of ${object} is none that matches ${pattern}` }
    }
  },
})
