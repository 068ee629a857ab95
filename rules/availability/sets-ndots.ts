import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ most: number }>({
  name: 'sets-ndots',
  severity: 'note',
  summary: 'Pods ask DNS for outside names as they are.',
  why: 'With the default of `ndots: 5` every lookup of example.com first asks for four names that do not exist.',
  instead: 'Set `dnsConfig: { options: [{ name: ndots, value: "2" }] }`.',
  profiles: [],
  elsewhere: { 'kube-linter': ['dnsconfig-options'], kyverno: ['add-ndots'] },
  options: {
    most: { type: 'integer', default: 2, description: 'The most dots of a name that is tried inside first.' },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: «web» }
        spec: { containers: [{ name: web, image: web:1 }] }`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          dnsConfig: { options: [{ name: ndots, value: «"5"» }] }
          containers: [{ name: web, image: web:1 }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          dnsConfig: { options: [{ name: ndots, value: "2" }] }
          containers: [{ name: web, image: web:1 }]
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: node }
        spec: { dnsPolicy: Default, containers: [{ name: node, image: node:1 }] }`,
    ],
  },
  on: 'pods',
  *check(pods) {
    if (pods.spec.get('dnsPolicy').text === 'Default') return
    const option = pods.spec.get('dnsConfig', 'options').items.find(one => one.get('name').text === 'ndots')
    const dots = option?.get('value')
    if (dots?.text === undefined) yield { at: pods.object, message: `The pods of ${pods} try names inside first` }
    else if (Number(dots.text) > this.options.most)
      yield { at: dots, message: `The pods of ${pods} try names with fewer than ${dots.text} dots inside first` }
  },
})
