import { isObject } from '../../resource/json.ts'
import type { Field } from '../field.ts'
import type { LintObject } from '../lint-object.ts'
import { type Cluster, push } from './cluster.ts'

/** What makes a ConfigMap or a Secret exist: the object itself, or another one whose controller will make it. */
export interface Maker {
  readonly by: LintObject
  /** The keys it will have; absent when only its controller knows. */
  readonly keys?: ReadonlySet<string>
}

/** Everything that makes a ConfigMap or a Secret of a name in a namespace. */
export function makersOf(
  cluster: Cluster,
  kind: 'ConfigMap' | 'Secret',
  name: string,
  namespace: string,
): readonly Maker[] {
  const makers = cluster.once(index)
  return makers.get(keyOf(kind, namespace, name)) ?? makers.get(keyOf(kind, EVERYWHERE, name)) ?? NOBODY
}

const NOBODY: readonly Maker[] = []
/** No namespace is called so. */
const EVERYWHERE = '*'
const keyOf = (kind: string, namespace: string, name: string): string => `${kind}\n${namespace}\n${name}`

function index(cluster: Cluster): Map<string, Maker[]> {
  const makers = new Map<string, Maker[]>()
  for (const object of cluster.objects) for (const { key, maker } of object.once(madeBy)) push(makers, key, maker)
  return makers
}

function madeBy(object: LintObject): readonly { readonly key: string; readonly maker: Maker }[] {
  const make = Object.hasOwn(MAKERS, object.kind) ? MAKERS[object.kind] : undefined
  const made = [...(make?.(object) ?? []), ...connectionSecret(object)]
  if (made.length === 0) return NOTHING
  const copied = isCopied(object)
  return made.flatMap(({ kind = 'Secret', name, keys, everywhere = copied }) => {
    if (!name) return []
    const maker = { by: object, ...(keys && { keys: new Set(keys) }) }
    const own = { key: keyOf(kind, object.namespace, name), maker }
    return everywhere ? [own, { key: keyOf(kind, EVERYWHERE, name), maker }] : [own]
  })
}

const NOTHING: readonly { readonly key: string; readonly maker: Maker }[] = []

/** Reflector, Replicator and their like put copies into other namespaces, which the annotation may name by patterns. */
function isCopied({ kind, value }: LintObject): boolean {
  if (kind !== 'ConfigMap' && kind !== 'Secret') return false
  const { metadata } = value
  const annotations = isObject(metadata) && isObject(metadata['annotations']) ? metadata['annotations'] : undefined
  return annotations !== undefined && COPIED.some(name => Object.hasOwn(annotations, name))
}

const COPIED = [
  'reflector.v1.k8s.emberstack.com/reflection-auto-enabled',
  'replicator.v1.mittwald.de/replicate-to',
  'replicator.v1.mittwald.de/replicate-to-matching',
  'kubed.appscode.com/sync',
  'config-syncer.appscode.com/sync',
]

interface Made {
  readonly kind?: 'ConfigMap' | 'Secret'
  readonly name: string | undefined
  readonly keys?: readonly string[]
  /** In every namespace, as far as can be told. */
  readonly everywhere?: boolean
}

const MAKERS: Readonly<Record<string, (object: LintObject) => Made[]>> = {
  ConfigMap: object => [{ kind: 'ConfigMap', name: object.name, ...filled(keysOf(object, 'data', 'binaryData')) }],
  Secret: object => [{ name: object.name, ...filled(keysOf(object, 'data', 'stringData')) }],
  'SealedSecret.bitnami.com': object => [
    {
      name: object.get('spec', 'template', 'metadata', 'name').text ?? object.name,
      keys: [...keysIn(object.get('spec', 'encryptedData')), ...keysIn(object.get('spec', 'template', 'data'))],
    },
  ],
  'ExternalSecret.external-secrets.io': object => [
    externalSecret(object.get('spec', 'target', 'name').text ?? object.name, object.get('spec')),
  ],
  'ClusterExternalSecret.external-secrets.io': object => {
    const spec = object.get('spec', 'externalSecretSpec')
    const name = object.get('spec', 'externalSecretName').text ?? object.name
    return [{ ...externalSecret(spec.get('target', 'name').text ?? name, spec), everywhere: true }]
  },
  'Certificate.cert-manager.io': object => [{ name: object.get('spec', 'secretName').text }],
  'ClusterIssuer.cert-manager.io': object => [
    { name: object.get('spec', 'acme', 'privateKeySecretRef', 'name').text, everywhere: true },
  ],
  'Issuer.cert-manager.io': object => [{ name: object.get('spec', 'acme', 'privateKeySecretRef', 'name').text }],
  // cert-manager makes what `tls` asks for when the Ingress names an issuer.
  Ingress: object =>
    Object.keys(object.annotations).some(key => ISSUES.test(key))
      ? object.get('spec', 'tls').items.map(tls => ({ name: tls.get('secretName').text }))
      : [],
  Gateway: object =>
    Object.keys(object.annotations).some(key => ISSUES.test(key))
      ? object
          .get('spec', 'listeners')
          .items.flatMap(listener => listener.get('tls', 'certificateRefs').items)
          .map(reference => ({ name: reference.get('name').text }))
      : [],
  'VaultStaticSecret.secrets.hashicorp.com': destination,
  'VaultDynamicSecret.secrets.hashicorp.com': destination,
  'VaultPKISecret.secrets.hashicorp.com': destination,
  'SecretProviderClass.secrets-store.csi.x-k8s.io': object =>
    object.get('spec', 'secretObjects').items.map(secret => ({
      name: secret.get('secretName').text,
      keys: secret.get('data').items.flatMap(item => item.get('key').text ?? []),
    })),
  'SopsSecret.isindir.github.com': object =>
    object.get('spec', 'secretTemplates').items.map(secret => ({ name: secret.get('name').text })),
  'OnePasswordItem.onepassword.com': ({ name }) => [{ name }],
  'BitwardenSecret.k8s.bitwarden.com': object => [{ name: object.get('spec', 'secretName').text }],
  'DopplerSecret.secrets.doppler.com': object => [{ name: object.get('spec', 'managedSecret', 'name').text }],
  'InfisicalSecret.secrets.infisical.com': object => [
    { name: object.get('spec', 'managedSecretReference', 'secretName').text },
  ],
  'KafkaUser.kafka.strimzi.io': ({ name }) => [{ name }],
  'Cluster.postgresql.cnpg.io': ({ name }) =>
    ['app', 'superuser', 'ca', 'server', 'replication'].map(end => ({ name: `${name}-${end}` })),
  'Elasticsearch.elasticsearch.k8s.elastic.co': ({ name }) =>
    ['elastic-user', 'http-certs-public', 'transport-certs-public'].map(end => ({ name: `${name}-es-${end}` })),
  'Bundle.trust.cert-manager.io': ({ name }) => [
    { kind: 'ConfigMap', name, everywhere: true },
    { name, everywhere: true },
  ],
  'ClusterSecret.clustersecret.io': ({ name }) => [{ name, everywhere: true }],
  'ExternalSecret.kubernetes-client.io': ({ name }) => [{ name }],
  'VaultSecret.ricoberger.de': ({ name }) => [{ name }],
  'Password.secretgen.k14s.io': ({ name }) => [{ name }],
  'StringSecret.secretgenerator.mittwald.de': ({ name }) => [{ name }],
  'BasicAuth.secretgenerator.mittwald.de': ({ name }) => [{ name }],
  'ObjectBucketClaim.objectbucket.io': ({ name }) => [{ kind: 'ConfigMap', name }, { name }],
  'Kafka.kafka.strimzi.io': ({ name }) =>
    ['cluster-ca-cert', 'clients-ca-cert'].map(end => ({ name: `${name}-${end}` })),
  'RabbitmqCluster.rabbitmq.com': ({ name }) =>
    ['default-user', 'erlang-cookie'].map(end => ({ name: `${name}-${end}` })),
  'PostgresCluster.postgres-operator.crunchydata.com': object => {
    const users = object.get('spec', 'users').items.map(user => user.get('name').text)
    return [object.name, ...users].map(user => ({ name: `${object.name}-pguser-${user}` }))
  },
  'postgresql.acid.zalan.do': object =>
    ['postgres', 'standby', ...Object.keys(object.get('spec', 'users').map ?? {})].map(user => ({
      name: `${user.replaceAll('_', '-')}.${object.name}.credentials.postgresql.acid.zalan.do`,
    })),
}

/** How cert-manager is asked for certificates; the last is older than it. */
const ISSUES = /^(?:cert-manager\.io\/(?:cluster-)?issuer|kubernetes\.io\/tls-acme)$/

/** One without any keys waits to be filled: by the controller of tokens, an injector of certificates, a person. */
const filled = (keys: readonly string[]): { keys?: readonly string[] } => (keys.length > 0 ? { keys } : {})

function destination(object: LintObject): Made[] {
  return [{ name: object.get('spec', 'destination', 'name').text }]
}

/** Its keys are known when it takes them one by one, and lays nothing over them. */
function externalSecret(name: string, spec: Field): Made {
  if (spec.get('dataFrom').exists) return { name }
  const template = spec.get('target', 'template')
  if (template.get('templateFrom').exists) return { name }
  if (template.get('data').exists) return { name, keys: keysIn(template.get('data')) }
  return { name, keys: spec.get('data').items.flatMap(item => item.get('secretKey').text ?? []) }
}

/** Crossplane and its like write what they made into a Secret that the object names. */
function connectionSecret(object: LintObject): Made[] {
  const reference = object.get('spec', 'writeConnectionSecretToRef', 'name').text
  return reference ? [{ name: reference }] : []
}

const keysOf = (object: LintObject, ...fields: readonly string[]): string[] =>
  fields.flatMap(field => keysIn(object.get(field)))

const keysIn = ({ map }: Field): string[] => Object.keys(map ?? {})
