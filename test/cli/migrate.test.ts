import { expect, test } from 'vitest'
import { Project } from './project.ts'

test.each([
  [
    'kube-linter',
    `checks:
  doNotAutoAddDefaults: true
  exclude: [latest-tag, no-such-check]
  include: [privileged-container]
  ignorePaths: [vendor/**]
customChecks:
  - { name: team, template: required-label, params: { key: team } }
`,
    `# Not carried over: no-such-check: no rule stands for it
profile: off
paths:
  exclude:
    - vendor/**
rules:
  has-required-labels:
    severity: error
    options:
      labels:
        team: ""
  image-has-tag: off
  no-privileged-container: error
`,
  ],
  [
    'polaris',
    `checks:
  tagNotSpecified: danger
exemptions:
  - { namespace: kube-system, controllerNames: [agent], rules: [runAsPrivileged] }
`,
    `rules:
  image-has-tag: error
suppressions:
  - code: no-privileged-container
    reason: exempt in Polaris
    namespaces:
      - kube-system
    names:
      - agent*
`,
  ],
  [
    'checkov',
    `skip-check: [CKV_K8S_14, CKV_AWS_1]
skip-path: [/tests, '.*\\.generated\\.yaml', '(a|b)']
`,
    `# Not carried over: skip-check CKV_AWS_1: it is not about Kubernetes
# Not carried over: skip-path (a|b): it is a regular expression; write a glob under paths.exclude
paths:
  exclude:
    - "**/tests"
    - "**/*.generated.yaml"
rules:
  image-has-tag: off
`,
  ],
  [
    'kube-score',
    'script: kube-score score --ignore-test container-image-tag,pod-networkpolicy *.yaml\n',
    'rules:\n  image-has-tag: off\n  pods-have-egress-policy: off\n  pods-have-network-policy: off\n',
  ],
])('%s', (tool, config, expected) => {
  const { code, out } = new Project({ 'config.yaml': config }).run(['migrate', tool, 'config.yaml'])
  // The bare word is a boolean to YAML 1.1, so it comes in quotes.
  expect(out.replaceAll('"off"', 'off')).toBe(expected)
  expect(code).toBe(0)
})

const EXCUSED = `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    ignore-check.kube-linter.io/latest-tag: built on every commit
    kube-score/ignore: container-image-tag
    polaris.fairwinds.com/tagNotSpecified-exempt: "true"
    checkov.io/skip1: CKV_K8S_14=built on every commit
`

test.each(['kube-linter', 'kube-score', 'polaris', 'checkov'])('what manifests ask of %s', tool => {
  const { out } = new Project({ 'pod.yaml': EXCUSED }).run(['migrate', tool, 'pod.yaml'])
  expect(out).toMatch(
    /^suppressions:\n {2}- code: image-has-tag\n {4}reason: .+\n {4}kinds:\n {6}- Pod\n {4}names:\n {6}- web\n$/,
  )
})

test.each([
  ['kube-linter', 'checks: { exclude: [mismatching-selector], addAll: true }\ncustom: 1\n'],
  ['kube-score', 'kube-score score --ignore-test stable-version --output-format json *.yaml\n'],
  ['polaris', 'displayName: us\nexemptions: [{ labels: { a: b }, rules: [hostPIDSet] }]\n'],
  ['checkov', 'skip-check: [CKV_K8S_1, CKV_K8S_90, LOW]\nbogus: 1\nquiet: true\n'],
])('nothing of what %s was told is dropped in silence, and nothing is made of it', (tool, config) => {
  const { out, code } = new Project({ 'config.yaml': config }).run(['migrate', tool, 'config.yaml'])
  expect(out).toMatch(/^(?:# Not carried over: .+\n){2,}# There is nothing to set\.\n$/)
  expect(code).toBe(0)
})
