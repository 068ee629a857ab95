import type { Container, ServiceAccount, Volume } from '../../../schemas/types/core/v1.generated.ts'
import { pathSegment } from '../../resource/names.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Context } from '../context.ts'
import { goQuote } from '../go-text.ts'
import { forbidden, type Status } from '../status.ts'
import type { AdmissionPlugin } from './plugin.ts'
import { isPodRequest, nameOf, PODS, type PodObject } from './pod-request.ts'
import { tokenSecret, tokenVolume } from './service-account-token.ts'

export type Account = ServiceAccount & KubeObject

const MIRROR = 'kubernetes.io/config.mirror'
const ENFORCE = 'kubernetes.io/enforce-mountable-secrets'
const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount'

/** Gives a pod its account, the account's token and pull secrets. Truth: plugin/pkg/admission/serviceaccount */
export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',

  admit(object, old, context) {
    if (old || !isPodRequest(object, context)) return undefined
    if (object.metadata.annotations?.[MIRROR] !== undefined) return refuseMirror(object)
    const spec = (object.spec ??= {})
    spec.serviceAccountName ||= 'default'
    spec.serviceAccount = spec.serviceAccountName
    const account = find(object, context)
    if ('status' in account) return account.status
    const refusal = mountToken(object, account.account, context)
    if (refusal) return refusal
    const pullSecrets = account.account.imagePullSecrets
    if (!spec.imagePullSecrets?.length && pullSecrets?.length) {
      spec.imagePullSecrets = pullSecrets.map(({ name }) => ({ name: name ?? '' }))
    }
    return refuseUnmountable(object, account.account, context)
  },

  validate(object, old, context) {
    if (old || !isPodRequest(object, context)) return undefined
    if (object.metadata.annotations?.[MIRROR] !== undefined) return refuseMirror(object)
    const account = find(object, context)
    return 'status' in account ? account.status : refuseUnmountable(object, account.account, context)
  },
}

function find(pod: PodObject, { world, openWorld, namespace }: Context): { account: Account } | { status: Status } {
  const name = pod.spec?.serviceAccountName ?? ''
  const account = world.get('', 'ServiceAccount', namespace, name) as Account | undefined
  if (account) return { account }
  if (openWorld) return { account: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } } }
  const complaints = pathSegment(name)
  const why =
    complaints.length > 0
      ? `invalid resource name ${goQuote(name)}: [${complaints.join(' ')}]`
      : `serviceaccount ${goQuote(name)} not found`
  return { status: forbidden(PODS, nameOf(pod), `error looking up service account ${namespace}/${name}: ${why}`) }
}

/** A pod that mirrors a static one can have nothing that only a server gives. */
function refuseMirror(pod: PodObject): Status | undefined {
  const spec = pod.spec ?? {}
  const refuse = (why: string): Status => forbidden(PODS, nameOf(pod), `a mirror pod may not ${why}`)
  if (spec.serviceAccountName) return refuse('reference service accounts')
  const usesSecret =
    spec.imagePullSecrets?.length ||
    spec.volumes?.some(({ secret }) => secret) ||
    containersOf(pod).some(
      ({ env, envFrom }) =>
        env?.some(({ valueFrom }) => valueFrom?.secretKeyRef) || envFrom?.some(({ secretRef }) => secretRef),
    )
  if (usesSecret) return refuse('reference secrets')
  const usesToken = spec.volumes?.some(({ projected }) =>
    projected?.sources?.some(source => source.serviceAccountToken),
  )
  return usesToken ? refuse('use ServiceAccountToken volume projections') : undefined
}

const containersOf = ({ spec = {} }: PodObject): Container[] => [
  ...(spec.initContainers ?? []),
  ...(spec.containers ?? []),
]

/** Every container that mounts nothing there gets the token at the usual place. */
function mountToken(pod: PodObject, account: Account, context: Context): Status | undefined {
  const spec = pod.spec!
  if (!(spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true)) return undefined
  const bound = context.gates.enabled('BoundServiceAccountTokenVolume')
  const secret = bound ? undefined : tokenSecret(account, context)
  if (!bound && secret === undefined) return context.openWorld ? undefined : noToken(account)
  const existing = spec.volumes?.find(volume =>
    bound ? volume.name?.startsWith('kube-api-access-') : volume.secret?.secretName === secret,
  )
  const name = existing?.name ?? volumeName(secret, spec.volumes ?? [], context)
  let mounted = false
  for (const container of containersOf(pod)) {
    if (container.volumeMounts?.some(({ mountPath }) => mountPath === MOUNT_PATH)) continue
    container.volumeMounts = [...(container.volumeMounts ?? []), { name, readOnly: true, mountPath: MOUNT_PATH }]
    mounted = true
  }
  if (mounted && !existing) spec.volumes = [...(spec.volumes ?? []), tokenVolume(name, secret)]
  return undefined
}

function volumeName(
  secret: string | undefined,
  volumes: readonly Volume[],
  { randomSuffix, unknown }: Context,
): string {
  if (secret === undefined) {
    unknown.push('spec.volumes[kube-api-access].name')
    return `kube-api-access-${randomSuffix('kube-api-access-')}`
  }
  const name = secret.replaceAll('.', '-')
  return volumes.some(volume => volume.name === name) ? `${name}-${randomSuffix(`${name}-`)}` : name
}

const noToken = ({ metadata }: Account): Status => ({
  code: 500,
  reason: 'ServerTimeout',
  message: `No API token found for service account ${goQuote(metadata.name ?? '')}, retry after the token is automatically created and added to the service account`,
  details: { name: 'create pod', kind: 'serviceaccounts', retryAfterSeconds: 1 },
})

/** An account may hold its pods to the secrets it lists. */
function refuseUnmountable(pod: PodObject, account: Account, { minor }: Context): Status | undefined {
  // until 1.26 envFrom was overlooked (CVE-2024-3177)
  const envFromCounts = minor >= 27
  if (!isTrue(account.metadata.annotations?.[ENFORCE])) return undefined
  const name = account.metadata.name
  const mountable = new Set(account.secrets?.map(secret => secret.name ?? ''))
  const refuse = (what: string, secret: string): Status =>
    forbidden(
      PODS,
      nameOf(pod),
      `${what} referencing secret.secretName="${secret}" is not allowed because service account ${name} does not reference that secret`,
    )
  for (const { secret } of pod.spec?.volumes ?? []) {
    const used = secret?.secretName ?? ''
    if (secret && !mountable.has(used)) {
      return forbidden(
        PODS,
        nameOf(pod),
        `volume with secret.secretName="${used}" is not allowed because service account ${name} does not reference that secret`,
      )
    }
  }
  for (const [prefix, containers] of [
    ['init container', pod.spec?.initContainers],
    ['container', pod.spec?.containers],
  ] as const) {
    for (const container of containers ?? []) {
      for (const env of container.env ?? []) {
        const used = env.valueFrom?.secretKeyRef
        if (used && !mountable.has(used.name ?? ''))
          return refuse(`${prefix} ${container.name} with envVar ${env.name}`, used.name ?? '')
      }
      for (const { secretRef } of envFromCounts ? (container.envFrom ?? []) : []) {
        if (secretRef && !mountable.has(secretRef.name ?? ''))
          return refuse(`${prefix} ${container.name} with envFrom`, secretRef.name ?? '')
      }
    }
  }
  const pullable = new Set(account.imagePullSecrets?.map(secret => secret.name ?? ''))
  for (const [index, { name: used = '' }] of (pod.spec?.imagePullSecrets ?? []).entries()) {
    if (pullable.has(used)) continue
    const why = `imagePullSecrets[${index}].name="${used}" is not allowed because service account ${name} does not reference that imagePullSecret`
    return forbidden(PODS, nameOf(pod), why)
  }
  return undefined
}

/** What Go's strconv.ParseBool takes for true. */
const isTrue = (text: string | undefined): boolean => ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text ?? '')
