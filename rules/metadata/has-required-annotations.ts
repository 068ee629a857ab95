import { NAMESPACED } from '../../src/lint/namespaced.ts'
import { patternOf } from '../../src/lint/patterns.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import type { Json } from '../../src/resource/json.ts'
import { isObject } from '../../src/resource/json.ts'

export default rule<{ annotations: { [name: string]: Json }; kinds: string[] }>({
  name: 'has-required-annotations',
  severity: 'warning',
  summary: 'Objects have the annotations that the house asks for.',
  why: 'Whom to call, what to charge it to and what may be deleted is read from annotations.',
  instead: 'Add the annotation.',
  profiles: [],
  elsewhere: {
    'kube-linter': ['required-annotation-email'],
    kyverno: ['require-annotations'],
    gatekeeper: ['K8sRequiredAnnotations'],
  },
  options: {
    annotations: {
      type: 'object',
      default: { owner: '' },
      description:
        'Each annotation, with a regular expression that its whole value must match; an empty one lets every value pass.',
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
        metadata: { name: web, annotations: { owner: shop } }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: web }`,
    ],
  },
  on: [...NAMESPACED, 'Namespace', 'PersistentVolume'],
  *check(object) {
    const { kinds, annotations } = this.options
    if (!kinds.includes(object.kind) || !isObject(annotations)) return
    for (const [name, pattern] of Object.entries(annotations)) {
      const field = object.get('metadata', 'annotations', name)
      if (!field.exists) yield { at: object, message: `${object} has no annotation ${name}` }
      else if (typeof pattern === 'string' && pattern !== '' && !patternOf(pattern).test(String(field.scalar)))
        yield { at: field, message: `The annotation ${name} of ${object} is none that matches ${pattern}` }
    }
  },
})
