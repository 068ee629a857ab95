import { knownSecret } from '../../lint/secrets/known-secret.ts'
import { namesSecret } from '../../lint/secrets/named-secret.ts'
import { Source } from '../../text/source.ts'
import { type MappingNode, type Pair, pairOf as pairIn, type YamlNode } from '../../yaml/node.ts'
import { readDocuments } from '../../yaml/read.ts'
import { wordsOf } from './broken-secret.ts'
import type { SecretPart } from './mask.ts'

/** A literal under such a name is a credential wherever it stands: `DB_PASSWORD`, `github-token`; `DB_PASSWORD_FILE` is not. */
const CREDENTIAL = /(?:pass|password|passwd|passphrase|secret|token|api[-_.]?key|private[-_.]?key|credentials?)$/i

export const namesCredential = (name: string): boolean => CREDENTIAL.test(name) || namesSecret(name)

/** A Secret, also with a slip of the hand: `secret`, `Sercet`, `Secrets`. */
const SECRET_KIND = /^s[ecrt]{3,6}s?$/i
const isSecretKind = (kind: unknown): boolean => typeof kind === 'string' && SECRET_KIND.test(kind)

/**
 * The secrets of a document that could be read: the values of Secrets (and what kubectl remembers of
 * them in an annotation), literals of secret generators, and credentials in environment variables
 * and ConfigMaps.
 *
 * @param suspect the text speaks of a Secret: then an object without a kind is taken for one
 */
export function secretParts(root: YamlNode, suspect = false): SecretPart[] {
  const items = itemsOf(root)
  // The items of a SecretList need not say that they are Secrets.
  if (items && valueAt(root, 'kind') === 'SecretList') return items.flatMap(secretPartsOf)
  if (items) return items.flatMap(item => secretParts(item, suspect))
  const named =
    typeof valueAt(root, 'kind') === 'string' || (root.kind === 'mapping' && pairOf(root, 'secretGenerator'))
  if (suspect && !named) return everyScalar(root)
  if (root.kind === 'sequence') return partOf(root, valuesOfOperations(root))
  if (root.kind !== 'mapping') return []
  if (holdsSecret(root)) return secretPartsOf(root)
  const hidden: YamlNode[] = []
  const kind = valueAt(root, 'kind')
  if (kind === 'ConfigMap') hideCredentials(root, hidden)
  else if (kind === 'Config') hideUsers(root, hidden)
  else if (kind === 'EncryptionConfiguration' || kind === 'EncryptionConfig') hideNamed(root, hidden, 0)
  else if (typeof kind === 'string' && KUBEADM.has(kind)) hideNamed(root, hidden, 0)
  if (pairOf(root, 'secretGenerator')) hideGenerated(root, hidden)
  hideTelltale(root, new Set(hidden), hidden, 0)
  return withPatches(root, partOf(root, hidden))
}

/** kubeadm's own, with tokens to join a cluster. */
const KUBEADM = new Set(['InitConfiguration', 'JoinConfiguration', 'ClusterConfiguration', 'MasterConfiguration'])

/** Whether a document is a Secret or holds some: then its comments may tell what they hold, too. */
export function holdsSecret(root: YamlNode): boolean {
  const kind = valueAt(root, 'kind')
  if (isSecretKind(kind) || kind === 'SecretList') return true
  // Without a kind, what has the fields of a Secret is taken for one.
  if (kind === undefined && (pairOf(root, 'stringData') || (pairOf(root, 'data') && pairOf(root, 'type')))) return true
  return itemsOf(root)?.some(holdsSecret) ?? false
}

function secretPartsOf(root: YamlNode): SecretPart[] {
  const hidden: YamlNode[] = []
  if (root.kind === 'mapping') hideSecret(root, hidden)
  return partOf(root, hidden)
}

/** Nothing but keys may be shown. */
function everyScalar(root: YamlNode): SecretPart[] {
  const hidden: YamlNode[] = []
  hideValues(root, hidden)
  return partOf(root, hidden)
}

function partOf(root: YamlNode, hidden: YamlNode[]): SecretPart[] {
  if (hidden.length === 0) return []
  const values = new Set(hidden.map(meaningOf).filter(value => value !== ''))
  for (const value of [...values]) if (/\s/.test(value)) for (const word of wordsOf(value)) values.add(word)
  // A secret that comes through an alias is written where its anchor stands.
  if (hidden.some(node => node.alias)) hideEqual(root, values, hidden)
  hidden.sort((a, b) => a.start - b.start)
  return [{ start: root.start, end: root.end, hidden, values: [...values] }]
}

const meaningOf = (node: YamlNode): string => (node.kind === 'scalar' ? String(node.value ?? '') : '')

function hideEqual(node: YamlNode, values: ReadonlySet<string>, hidden: YamlNode[]): void {
  if (node.alias) return
  if (node.kind === 'mapping') for (const pair of node.pairs) hideEqual(pair.node, values, hidden)
  else if (node.kind === 'sequence') for (const item of node.items) hideEqual(item, values, hidden)
  else if (values.has(meaningOf(node)) && !hidden.includes(node)) hidden.push(node)
}

/** A quote in the wrong place makes a key of half a file. */
const SIMPLE_KEY = /^[\w./-]{1,253}$/

/** Whatever else stands in a Secret may have slipped out of its data. */
const PLAIN_FIELDS = new Set(['apiVersion', 'kind', 'metadata', 'type', 'immutable'])
const PLAIN_METADATA = new Set([
  'name',
  'generateName',
  'namespace',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
  'uid',
])
const REMEMBERED = 'kubectl.kubernetes.io/last-applied-configuration'

function hideSecret(secret: MappingNode, hidden: YamlNode[]): void {
  for (const { name, key } of secret.pairs) if (!SIMPLE_KEY.test(name)) hidden.push(key)
  for (const { name, node } of secret.pairs) if (!PLAIN_FIELDS.has(name)) hideValues(node, hidden)
  const metadata = pairOf(secret, 'metadata')?.node
  if (metadata?.kind !== 'mapping') return
  for (const { name, node } of metadata.pairs) if (!PLAIN_METADATA.has(name)) hideValues(node, hidden)
  const remembered = pairOf(pairOf(metadata, 'annotations')?.node ?? metadata, REMEMBERED)?.node
  if (remembered) hidden.push(remembered)
}

function hideCredentials(configMap: MappingNode, hidden: YamlNode[]): void {
  const data = pairOf(configMap, 'data')?.node
  if (data?.kind !== 'mapping') return
  for (const { name, node } of data.pairs) if (namesCredential(name)) hidden.push(node)
}

/** `users: [{ name, user: { token: … } }]` of a kubeconfig: nothing of a user but where the credentials come from. */
function hideUsers(config: MappingNode, hidden: YamlNode[]): void {
  const users = pairOf(config, 'users')?.node
  if (!users) return
  const before = hidden.length
  hideValues(users, hidden)
  const shown = new Set<YamlNode>()
  showPlain(users, shown)
  const kept = hidden.splice(before).filter(node => !shown.has(node))
  hidden.push(...kept)
}

const PLAIN_OF_USERS = new Set([
  'name',
  'apiVersion',
  'command',
  'username',
  'client-certificate',
  'client-key',
  'tokenFile',
  'interactiveMode',
  'provideClusterInfo',
])

function showPlain(node: YamlNode, shown: Set<YamlNode>): void {
  if (node.alias) return
  if (node.kind === 'sequence') for (const item of node.items) showPlain(item, shown)
  if (node.kind !== 'mapping') return
  for (const { name, node: child } of node.pairs) {
    if (child.kind !== 'scalar') showPlain(child, shown)
    else if (PLAIN_OF_USERS.has(name)) shown.add(child)
  }
}

/** Encryption keys and tokens of kubeadm: whatever goes by such a name, and all that stands beside a key's name. */
function hideNamed(node: YamlNode, hidden: YamlNode[], depth: number): void {
  if (depth > 40) return
  if (node.kind === 'sequence') for (const item of node.items) hideNamed(item, hidden, depth + 1)
  if (node.kind !== 'mapping') return
  for (const { name, node: child } of node.pairs) {
    if (namesCredential(name) || name === 'certificateKey') hideValues(child, hidden)
    else if (name === 'keys' && child.kind === 'sequence') {
      for (const key of child.items)
        if (key.kind === 'mapping') {
          for (const pair of key.pairs) if (pair.name !== 'name') hideValues(pair.node, hidden)
        } else hideValues(key, hidden)
    } else hideNamed(child, hidden, depth + 1)
  }
}

/** `secretGenerator: [{ literals: [key=value] }]` of a Kustomization. */
function hideGenerated(kustomization: MappingNode, hidden: YamlNode[]): void {
  const generators = pairOf(kustomization, 'secretGenerator')!.node
  if (generators.kind !== 'sequence') return
  for (const generator of generators.items) {
    const literals = pairOf(generator, 'literals')?.node
    if (literals) hideValues(literals, hidden)
  }
}

/**
 * Patches that are written into a Kustomization are texts in a text. Of one that is about a Secret nothing is shown;
 * what must not be said is what the patch would hide by itself.
 */
function withPatches(kustomization: MappingNode, parts: SecretPart[]): SecretPart[] {
  const hidden: YamlNode[] = []
  const values: string[] = []
  for (const key of ['patches', 'patchesStrategicMerge', 'patchesJson6902']) {
    const patches = pairOf(kustomization, key)?.node
    if (patches?.kind !== 'sequence') continue
    for (const entry of patches.items) {
      const patch = entry.kind === 'mapping' ? pairOf(entry, 'patch')?.node : entry
      if (patch?.kind !== 'scalar' || typeof patch.value !== 'string') continue
      const target = pairOf(entry, 'target')?.node
      if (!isSecretKind(target && valueAt(target, 'kind')) && !ABOUT_SECRET.test(patch.value)) continue
      hidden.push(patch)
      values.push(...valuesIn(patch.value))
    }
  }
  if (hidden.length === 0) return parts
  const [own] = parts
  const all = [...(own?.hidden ?? []), ...hidden].sort((a, b) => a.start - b.start)
  return [
    { start: kustomization.start, end: kustomization.end, hidden: all, values: [...(own?.values ?? []), ...values] },
  ]
}

function valuesIn(patch: string): readonly string[] {
  const documents = readDocuments(new Source('', patch))
  return documents.every(({ node, problem }) => node && problem === undefined)
    ? documents.flatMap(({ node }) => secretParts(node!, true)).flatMap(part => part.values ?? [])
    : wordsOf(patch)
}

const ABOUT_SECRET = /\bkind["']?\s*:\s*["']?s[ecrt]{3,6}s?\b|\bstringData\b|["'\s]\/data(?:\/|["'\s,}]|$)/i

/** What a JSON patch puts into the data of something, which does not say what it is. */
function valuesOfOperations(root: YamlNode): YamlNode[] {
  const hidden: YamlNode[] = []
  for (const operation of root.kind === 'sequence' ? root.items : []) {
    const path = valueAt(operation, 'path')
    const value = pairOf(operation, 'value')?.node
    if (value && typeof path === 'string' && /^\/(?:data|stringData)(?:\/|$)/.test(path)) hideValues(value, hidden)
  }
  return hidden
}

/**
 * What gives itself away wherever it stands: `env: [{ name: DB_PASSWORD, value: … }]`, `--password=…`, passwords in
 * URLs, tokens that can be told by how they look. Manifests nest far less than 40 levels.
 */
function hideTelltale(node: YamlNode, known: ReadonlySet<YamlNode>, hidden: YamlNode[], depth: number): void {
  if (depth > 40 || known.has(node)) return
  if (node.kind === 'scalar') {
    if (typeof node.value === 'string' && givesAway(node.value)) hidden.push(node)
  } else if (node.kind === 'sequence') {
    let named = false
    for (const item of node.items) {
      const text = item.kind === 'scalar' && typeof item.value === 'string' ? item.value : ''
      if (named && text !== '' && !text.startsWith('-')) hidden.push(item)
      else hideTelltale(item, known, hidden, depth + 1)
      named = /^--?[\w.-]{1,100}$/.test(text) && namesCredential(text)
    }
  } else {
    for (const { name, node: child } of node.pairs) {
      if (name !== 'env' || child.kind !== 'sequence') hideTelltale(child, known, hidden, depth + 1)
      else
        for (const variable of child.items) {
          const before = hidden.length
          hideVariable(variable, hidden)
          if (hidden.length === before) hideTelltale(variable, known, hidden, depth + 1)
        }
    }
  }
}

const AUTHORIZATION = /\b(?:bearer|basic)\s+[\w.~+/-]{6,}/i
const ASSIGNED = /(?:^|\s|;)(?:--?|export )?([\w.-]{2,100})[= ]["']?[^\s"'$<]/g

/** `--password=hunter2`, `Authorization: Bearer …`, `postgres://shop:hunter2@db`. */
function givesAway(text: string): boolean {
  if (text.length < 6) return false
  if (knownSecret(text) !== undefined || AUTHORIZATION.test(text)) return true
  if (!text.includes('-') && !text.includes('=')) return false
  for (const [all, name] of text.matchAll(ASSIGNED))
    if ((all.includes('=') || /^\s*;?-/.test(all)) && namesCredential(name!)) return true
  return false
}

function hideVariable(variable: YamlNode, hidden: YamlNode[]): void {
  const name = valueAt(variable, 'name')
  if (variable.kind !== 'mapping' || typeof name !== 'string' || !namesCredential(name)) return
  // `vlaue` holds it just as well.
  for (const pair of variable.pairs)
    if (pair.name === 'value') hidden.push(pair.node)
    else if (pair.name !== 'name' && pair.name !== 'valueFrom') hideValues(pair.node, hidden)
}

/** Keys may be shown; whatever they hold may not. */
function hideValues(node: YamlNode, hidden: YamlNode[]): void {
  if (node.alias) hidden.push(node)
  else if (node.kind === 'mapping') {
    for (const pair of node.pairs) {
      if (!SIMPLE_KEY.test(pair.name)) hidden.push(pair.key)
      hideValues(pair.node, hidden)
    }
  } else if (node.kind === 'sequence') for (const item of node.items) hideValues(item, hidden)
  else if (node.end > node.start) hidden.push(node)
}

function itemsOf(node: YamlNode): readonly YamlNode[] | undefined {
  const items = pairOf(node, 'items')?.node
  const kind = valueAt(node, 'kind')
  return items?.kind === 'sequence' && typeof kind === 'string' && kind.endsWith('List') ? items.items : undefined
}

const pairOf = (node: YamlNode, name: string): Pair | undefined =>
  node.kind === 'mapping' ? pairIn(node, name) : undefined

function valueAt(node: YamlNode, name: string): unknown {
  const found = pairOf(node, name)?.node
  return found?.kind === 'scalar' ? found.value : undefined
}
