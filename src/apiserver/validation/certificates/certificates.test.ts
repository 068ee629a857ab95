import { expect, test } from 'vitest'
import type { JsonObject } from '../../../resource/json.ts'
import type { KubeObject } from '../../../resource/object.ts'
import { ApiServer } from '../../server.ts'
import { Store } from '../../store.ts'

const NOW = '2026-01-01T00:00:00Z'
const BEFORE = '2025-12-31T00:00:00Z'
const pem = (type: string, body = 'MIIB'): string => btoa(`-----BEGIN ${type}-----\n${body}\n-----END ${type}-----\n`)

const request = (version: string, more: JsonObject = {}, spec: JsonObject = {}): KubeObject & JsonObject => ({
  apiVersion: `certificates.k8s.io/${version}`,
  kind: 'CertificateSigningRequest',
  metadata: { name: 'ann' },
  spec: {
    request: pem('CERTIFICATE REQUEST'),
    signerName: 'example.com/signer',
    usages: ['client auth'],
    username: 'ann',
    ...spec,
  },
  ...more,
})

function update(subresource: string | undefined, old: KubeObject, body: KubeObject & JsonObject, minor = 36) {
  const store = new Store()
  store.put('certificates.k8s.io', { ...old, metadata: { ...old.metadata, uid: 'u', resourceVersion: '1' } })
  const [, version = ''] = body.apiVersion.split('/')
  return new ApiServer(store, { minor, now: NOW, admission: false }).update({
    resource: {
      group: 'certificates.k8s.io',
      version,
      resource: 'certificatesigningrequests',
      kind: 'CertificateSigningRequest',
      namespaced: false,
    },
    namespace: '',
    name: 'ann',
    body,
    ...(subresource ? { subresource } : {}),
  })
}

const causes = ({ status }: ReturnType<typeof update>): string[] =>
  status?.details?.causes?.map(({ field, message }) => `${field}: ${message}`) ?? []

const approved = { type: 'Approved', status: 'True', lastUpdateTime: BEFORE, lastTransitionTime: BEFORE }
const given = (certificate: string): JsonObject => ({ conditions: [approved], certificate })

test.each([
  ['nothing that could be read', btoa('hello'), 'must contain at least one CERTIFICATE PEM block'],
  ['something else', pem('RSA PRIVATE KEY'), 'only CERTIFICATE PEM blocks are allowed, found "RSA PRIVATE KEY"'],
  ['a block with headers', pem('CERTIFICATE', 'Proc-Type: 4\n\nMIIB'), 'no PEM block headers are permitted'],
  ['an empty block', pem('CERTIFICATE', ''), 'found CERTIFICATE PEM block containing 0 certificates'],
  ['what is no sequence', pem('CERTIFICATE', 'AAAA'), 'x509: malformed certificate'],
])('a signer hands out %s', (_story, certificate, problem) => {
  const old = request('v1', { status: { conditions: [approved] } })
  expect(causes(update('status', old, request('v1', { status: given(certificate) })))).toEqual([
    `status.certificate: Invalid value: "<certificate data>": ${problem}`,
  ])
})

test('a certificate may stand behind a word about it, and stays what it is', () => {
  const certificate = btoa(`issued to ann\n${atob(pem('CERTIFICATE'))}`)
  const old = request('v1', { status: { conditions: [approved] } })
  const { object } = update('status', old, request('v1', { status: given(certificate) }))
  expect(object).toMatchObject({ status: { certificate, conditions: [approved] } })
  expect(causes(update('status', object!, request('v1', { status: given(pem('CERTIFICATE')) })))).toEqual([
    'status.certificate: Forbidden: updates may not modify existing certificate content',
  ])
})

test('an approval decides, and writes nothing else', () => {
  const { object } = update('approval', request('v1'), request('v1', { status: given(pem('CERTIFICATE')) }))
  expect(object).toMatchObject({ status: { conditions: [approved] } })
  expect(object).not.toHaveProperty('status.certificate')
})

test('what is stored already may stay as it is', () => {
  const old = request('v1', {}, { signerName: 'kubernetes.io/legacy-unknown', usages: ['magic', 'magic'] })
  expect(update(undefined, old, request('v1', { metadata: { name: 'ann', labels: { a: 'b' } } })).code).toBe(200)
})

test('v1beta1 changes no condition at all where a status would change a decision', () => {
  const body = request('v1beta1', { status: { conditions: [{ type: 'Denied' }, { type: 'Other' }] } })
  const { code, object } = update('status', request('v1beta1'), body, 20)
  expect(code).toBe(200)
  expect(object).not.toHaveProperty('status.conditions')
})

test('the name of a signer is measured as a whole', () => {
  const spec = { signerName: `example.com/${Array(3).fill('a'.repeat(200)).join('.')}` }
  const old = request('v1', {}, spec)
  expect(causes(update(undefined, old, request('v1', {}, spec)))).toEqual([
    'spec.signerName: Too long: may not be more than 571 bytes',
  ])
})
