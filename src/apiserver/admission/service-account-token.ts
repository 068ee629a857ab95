import type { Secret, Volume } from '../../../schemas/types/core/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Context } from '../context.ts'
import type { Account } from './service-account.ts'

/** A bound token lives an hour and seven seconds, by which the server knows its own. */
const TOKEN_SECONDS = 3607
const MODE = 0o644

/** The volume with the token, the authority's certificate and the namespace; before 1.21 a Secret has them all. */
export function tokenVolume(name: string, secret: string | undefined): Volume {
  if (secret !== undefined) return { name, secret: { secretName: secret, defaultMode: MODE } }
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
          },
        },
      ],
      defaultMode: MODE,
    },
  }
}

/** The first secret of an account that holds a token of it. */
export function tokenSecret({ metadata, secrets }: Account, { world }: Context): string | undefined {
  for (const { name = '' } of secrets ?? []) {
    const secret = world.get('', 'Secret', metadata.namespace ?? '', name) as (Secret & KubeObject) | undefined
    if (secret?.type !== 'kubernetes.io/service-account-token') continue
    if (secret.metadata.annotations?.['kubernetes.io/service-account.name'] === metadata.name) return name
  }
  return undefined
}
