import { expect, test } from 'vitest'
import { Project } from './project.ts'

test.each([
  [
    'kube-linter',
    `checks:
  addAllBuiltIn: true
  exclude: [latest-tag, no-such-check]
  include: [privileged-container]
  ignorePaths: [vendor/**]
customChecks:
  - { name: team, template: required-label }
`,
    `# Not carried over: no-such-check: no rule stands for it
# Not carried over: customChecks team (template required-label): write it under ownRules, or set the options of the rule that stands for the template
profile: strict
paths:
  exclude:
    - vendor/**
rules:
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
  ['checkov', 'skip-check: [CKV_K8S_14, CKV_AWS_1]\n', 'rules:\n  image-has-tag: off\n'],
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
