import { expect, test } from 'vitest'
import type { JsonObject } from '../../resource/json.ts'
import type { KubeObject } from '../../resource/object.ts'
import { ApiServer } from '../server.ts'
import { Store } from '../store.ts'

const ANN = { username: 'ann', groups: ['system:authenticated'] }
const request = btoa('-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n')

const signing = (status: JsonObject = {}): KubeObject & JsonObject => ({
  apiVersion: 'certificates.k8s.io/v1',
  kind: 'CertificateSigningRequest',
  metadata: { name: 'bob', uid: 'u', resourceVersion: '1' },
  spec: { request, signerName: 'example.com/web', usages: ['client auth'], username: 'bob' },
  status,
})

/** Ann may do something for a signer, and puts a request to a subresource. */
function put(verb: string, signer: string, subresource: string, status: JsonObject) {
  const store = new Store()
  store.put('certificates.k8s.io', signing())
  const apiGroup = 'rbac.authorization.k8s.io'
  const metadata = { name: 'signing' }
  const rules = [{ apiGroups: ['certificates.k8s.io'], resources: ['signers'], verbs: [verb], resourceNames: [signer] }]
  store.put(apiGroup, Object.assign({ apiVersion: `${apiGroup}/v1`, kind: 'ClusterRole', metadata }, { rules }))
  const subjects = [{ kind: 'User', name: 'ann', apiGroup }]
  const roleRef = { apiGroup, kind: 'ClusterRole', name: 'signing' }
  const binding = { apiVersion: `${apiGroup}/v1`, kind: 'ClusterRoleBinding', metadata }
  store.put(apiGroup, Object.assign(binding, { subjects, roleRef }))
  const server = new ApiServer(store, { minor: 36, now: '2026-01-01T00:00:00Z', openWorld: true })
  return server.update({
    resource: {
      group: 'certificates.k8s.io',
      version: 'v1',
      resource: 'certificatesigningrequests',
      kind: 'CertificateSigningRequest',
      namespaced: false,
    },
    namespace: '',
    name: 'bob',
    body: signing(status),
    subresource,
    user: ANN,
  })
}

const said = (type: string): JsonObject => ({ conditions: [{ type, status: 'True', reason: 'x', message: 'y' }] })

test.each([
  ['approves', 'approve', 'example.com/web', 'approval', 'Approved'],
  ['approves for a whole domain', 'approve', 'example.com/*', 'approval', 'Approved'],
  ['says that signing failed', 'sign', 'example.com/web', 'status', 'Failed'],
])('who holds the right %s', (_, verb, signer, subresource, type) => {
  expect(put(verb, signer, subresource, said(type)).code).toBe(200)
})

test.each([
  ['approve', 'other.com/*', 'approval', 'Approved', 'approve'],
  ['sign', 'example.com/web', 'approval', 'Approved', 'approve'],
  ['approve', 'example.com/web', 'status', 'Failed', 'sign'],
])('a right to %s for %s does not do for %s', (verb, signer, subresource, type, lacking) => {
  expect(put(verb, signer, subresource, said(type)).status?.message).toBe(
    `certificatesigningrequests.certificates.k8s.io "bob" is forbidden: user not permitted to ${lacking} requests with signerName "example.com/web"`,
  )
})

test('what says nothing new needs no right', () => {
  expect(put('approve', 'other.com/web', 'status', {}).code).toBe(200)
})
