import { expect, test } from 'vitest'
import { Project } from './project.ts'

const DEPLOYMENT = (namespace: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: ${namespace}, labels: { app: web, tier: ${namespace} } }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'web:1', resources: { requests: { cpu: 1, memory: 1Gi } } }]
`

const found = (config: string, ...options: string[]): string[] => {
  const project = new Project({
    'drydock.yaml': config,
    'prod/web.yaml': DEPLOYMENT('prod'),
    'dev/web.yaml': DEPLOYMENT('dev'),
  })
  const { out } = project.run(['check', '--no-cache', '-o', 'json', ...options, '.'])
  const { diagnostics } = JSON.parse(out) as { diagnostics: { severity: string; code: string; file: string }[] }
  return diagnostics.map(({ severity, code, file }) => `${severity} ${code} ${file}`)
}

test('what is switched on for some files or objects is silent about all others', () => {
  const rules = 'rules: { runs-replicas: error }'
  expect(found(`overrides: [{ paths: ['prod/**'], ${rules} }]`)).toEqual(['error runs-replicas prod/web.yaml'])
  expect(found(`overrides: [{ namespaces: [prod], ${rules} }]`)).toEqual(['error runs-replicas prod/web.yaml'])
  expect(found(`overrides: [{ labels: { tier: dev }, ${rules} }]`)).toEqual(['error runs-replicas dev/web.yaml'])
  expect(found(`overrides: [{ kinds: [StatefulSet], ${rules} }]`)).toEqual([])
})

test('options of a rule hold where the override says so, and over those of everywhere', () => {
  const trusted = (registries: string) =>
    `rules: { image-from-trusted-registry: { options: { registries: [${registries}] } } }`
  const on = 'rules: { image-from-trusted-registry: { severity: error, options: { registries: [docker.io] } } }'
  expect(found(on, '--profile', 'off')).toEqual([])
  const [dev, prod] = ['dev', 'prod'].map(name => `error image-from-trusted-registry ${name}/web.yaml`)
  const override = (scope: string, registries = 'ghcr.io') =>
    found(`${on}\noverrides: [{ ${scope}, ${trusted(registries)} }]`, '--profile', 'off')
  expect(override(`paths: ['prod/**']`)).toEqual([prod])
  expect(override('labels: { tier: dev }')).toEqual([dev])
  expect(override('namespaces: [prod, dev]')).toEqual([dev, prod])
  expect(override('kinds: [StatefulSet]')).toEqual([])
  expect(override(`paths: ['prod/**'], namespaces: [dev]`)).toEqual([])
  const twice = `overrides: [{ paths: [prod, dev], ${trusted('ghcr.io')} }, { paths: [dev], ${trusted('docker.io')} }]`
  expect(found(`${on}\n${twice}`, '--profile', 'off')).toEqual([prod])
})

test('what the configuration asks in vain not to hear of is told', () => {
  const config = `suppressions:
  - { code: no-privileged-container, reason: none is }
  - { code: image-has-digest, reason: nobody asks }
  - { code: runs-replicas, namespaces: [dev], reason: one is enough }
`
  expect(found(config, '--profile', 'strict').filter(line => /ignore|runs/.test(line))).toEqual([
    'warning ignore/unused drydock.yaml',
    'note runs-replicas prod/web.yaml',
  ])
})

test('a setting of a rule that nobody knows is told, and the others hold', () => {
  expect(found('rules: { runs-replica: error, runs-replicas: error }')).toEqual([
    'error runs-replicas dev/web.yaml',
    'warning config/unknown-rule drydock.yaml',
    'error runs-replicas prod/web.yaml',
  ])
})
