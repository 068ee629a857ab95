import { expect, test } from 'vitest'
import { ApiServer } from '../server.ts'
import { Store } from '../store.ts'

/** One element of the distinguished encoding. */
function der(tag: number, ...content: string[]): string {
  const inside = content.join('')
  const length = inside.length < 0x80 ? [inside.length] : [0x82, inside.length >> 8, inside.length & 0xff]
  return String.fromCharCode(tag, ...length) + inside
}

const [SEQUENCE, SET, INTEGER, OID, TEXT, BITS] = [0x30, 0x31, 0x02, 0x06, 0x0c, 0x03] as const
const name = (what: string, text: string): string =>
  der(SET, der(SEQUENCE, der(OID, `\x55\x04${what}`), der(TEXT, text)))

/** A request in the name of ann, of some organizations. */
function request(...groups: string[]): string {
  const subject = der(SEQUENCE, ...groups.map(group => name('\x0a', group)), name('\x03', 'ann'))
  const information = der(SEQUENCE, der(INTEGER, '\x00'), subject, der(BITS, 'k'.repeat(300)))
  const body = btoa(der(SEQUENCE, information, der(BITS, '')))
  return btoa(`-----BEGIN CERTIFICATE REQUEST-----\n${body}\n-----END CERTIFICATE REQUEST-----\n`)
}

function asked(request: string, signerName: string): string | undefined {
  const server = new ApiServer(new Store(), { minor: 36, now: '2026-01-01T00:00:00Z' })
  const kind = 'CertificateSigningRequest'
  const resource = 'certificatesigningrequests'
  return server.create({
    resource: { group: 'certificates.k8s.io', version: 'v1', resource, kind, namespaced: false },
    namespace: '',
    body: {
      apiVersion: 'certificates.k8s.io/v1',
      kind,
      metadata: { name: 'ann' },
      spec: { request, signerName, usages: ['client auth'] },
    },
  }).status?.message
}

const CLIENT = 'kubernetes.io/kube-apiserver-client'

test.each([
  ['an administrator', request('dev', 'system:masters'), CLIENT, /use of kubernetes\.io\/kube-apiserver-client signer/],
  ['a developer', request('dev'), CLIENT, undefined],
  ['somebody without a group', request(), CLIENT, undefined],
  ['an administrator elsewhere', request('system:masters'), 'example.com/signer', undefined],
  ['who is cut off', request('system:masters').slice(0, 120), CLIENT, /PEM block type must be CERTIFICATE REQUEST/],
])('%s asks for a certificate', (_who, text, signer, says) => {
  const message = asked(text, signer)
  if (says) expect(message).toMatch(says)
  else expect(message).toBeUndefined()
})
