import { isStandIn } from './known-secret.ts'

/**
 * Whether a name says that its value is a secret: `DB_PASSWORD`, `githubToken`, `API-KEY`. What only speaks about one
 * does not: `PASSWORD_FILE`, `TOKEN_TTL`, `SECRET_NAME`, `ALLOW_EMPTY_PASSWORD`, `PUBLIC_KEY`.
 */
export function namesSecret(name: string): boolean {
  if (name.length > 200) return false
  if (KEYS_OF_CLOUDS.test(name)) return true
  if (!SPEAKS_OF_ONE.test(name)) return false
  const parts = partsOf(name)
  const first = parts[0] ?? ''
  const last = parts.at(-1) ?? ''
  if (ABOUT_IT_FIRST.has(first) || ABOUT_IT_LAST.has(last) || parts.includes('public')) return false
  return last !== 'id'
}

const SPEAKS_OF_ONE =
  /passw|passphrase|pwd|secret|token(?!s)|bearer|credential|api[-_.]?key|apikey|private[-_.]?key|access[-_.]?key|auth[-_.]?key|account[-_.]?key|encryption[-_.]?key|signing[-_.]?key|master[-_.]?key|(?:^|[-_.])pass(?:$|[-_.])/i

/** What clouds call theirs: `AZURE_STORAGE_KEY`, `OCI_CLI_KEY_CONTENT`. */
const KEYS_OF_CLOUDS = /^(?:AZURE_(?:\w+_)?KEY|OCI_CLI_KEY_CONTENT)$/i

/** `dbPassword` and `DB_PASSWORD` are both `db password`, `tokenIDName` is `token id name`. */
const partsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '')

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const ABOUT_IT_FIRST = words(`
  allow disable enable enabled force generate has hide is max min no num require skip use with without
`)

const ABOUT_IT_LAST = words(`
  address age algorithm allowed annotation arn attempts audience backend bucket budget cache claim claims class
  command count days delay dir directory disabled duration enabled encoding endpoint env event events expiration
  expires expiry field file filename files folder format hash header host hours interval issuer kind label
  length lifetime limit location manager minutes mode mount name names namespace path paths pattern percent
  period policy port prefix project provider rate ratio reader ref refresh regex region required retries review
  rotation scope seconds server service size source state status store strength suffix template threshold
  timeout ttl type uri url urls usage used user username validity version volume window
`)

/**
 * Whether a value can be the secret itself: not a stand-in, not where one is to be found, not a switch, and nothing
 * that everybody may know.
 */
export function mayBeSecret(value: string, name = ''): boolean {
  const text = value.trim()
  if (text.length < 2 || isStandIn(text) || SWITCH.test(text)) return false
  // A number is a PIN or a bad password; beside tokens it is how many or how long.
  if (NUMBER.test(text) && !/pass|pwd|secret|pin/i.test(name)) return false
  return !ELSEWHERE.test(text) && !PUBLIC.test(text)
}

const SWITCH =
  /^(?:true|false|yes|no|on|off|enabled?|disabled?|none|null|auto|default|always|never|optional|required|env|file|bearer|basic|\d+(?:ms|s|m|h|d))$/i

const NUMBER = /^\d+(?:\.\d+)?%?$/

/** Files, URLs without a password, and the many ways to name a secret in a store of secrets. */
const ELSEWHERE =
  /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\|file:|[a-z][a-z0-9+.-]*:\/\/|arn:|vault:|ref\+|secret:|secretref:|projects\/|sops:|ENC\[|AgB[A-Za-z0-9+/]{40}|keyring:|awssm:|ssm:|gcp:|azure:|@)/i

const PUBLIC = /^(?:ssh-(?:rsa|ed25519|dss) |ecdsa-sha2-|-----BEGIN (?:CERTIFICATE|(?:RSA )?PUBLIC KEY|PGP PUBLIC))/
