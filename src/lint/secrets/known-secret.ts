/**
 * Secrets that can be told by how they look, whatever they are called. Each pattern begins with letters that hardly
 * anything else begins with, so that a text without any of them is done with after one pass.
 */
const KNOWN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY(?: BLOCK)?-----/],
  ['an access key of AWS', /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/],
  ['an authentication token of Amazon MWS', /\bamzn\.mws\.[0-9a-f]{8}-[0-9a-f-]{27}\b/],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{36,})/],
  ['a token of GitLab', /\bgl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat)-[A-Za-z0-9_-]{20,}/],
  ['a token of Slack', /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/],
  ['a webhook of Slack', /hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9_]{8,}\/[A-Za-z0-9_]{8,}/],
  ['an API key of Google', /\bAIza[A-Za-z0-9_-]{35}\b/],
  ['an OAuth token of Google', /\bya29\.[A-Za-z0-9_-]{20,}/],
  ['an OAuth secret of Google', /\bGOCSPX-[A-Za-z0-9_-]{20,}/],
  ['a key of Stripe', /\b[rs]k_live_[A-Za-z0-9]{16,}/],
  ['a key of SendGrid', /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/],
  ['a key of Mailgun', /\bkey-[0-9a-f]{32}\b/],
  ['a key of Mailchimp', /\b[0-9a-f]{32}-us\d{1,2}\b/],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a token of PyPI', /\bpypi-[A-Za-z0-9_-]{50,}/],
  ['a token of Docker', /\bdckr_[po]at_[A-Za-z0-9_-]{20,}/],
  ['a token of DigitalOcean', /\bdo[opr]_v1_[0-9a-f]{64}\b/],
  ['a token of Vault', /\bhv[sbr]\.[A-Za-z0-9_-]{24,}/],
  ['a token of Shopify', /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b/],
  ['a token of Square', /\bsq0(?:atp|csp)-[A-Za-z0-9_-]{22,}/],
  ['a token of Facebook', /\bEAACEdEose0cBA[A-Za-z0-9]+/],
  ['a token of Braintree', /access_token\$production\$[0-9a-z]{16}\$[0-9a-f]{32}/],
  ['a token of Telegram', /\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b/],
  ['a key of Anthropic', /\bsk-ant-[A-Za-z0-9_-]{20,}/],
  ['a key of OpenAI', /\bsk-(?:proj-[A-Za-z0-9_-]{20,}|[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})/],
  ['a token of Hugging Face', /\bhf_[A-Za-z]{34}\b/],
  ['a key of an Azure storage account', /AccountKey=[A-Za-z0-9+/]{80,}={0,2}/],
  ['a signed JSON web token', /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}/],
]

const MAY_BE =
  /PRIVATE KEY|AKIA|ASIA|ABIA|ACCA|amzn\.mws|gh[pousr]_|github_pat_|gl[a-z]{2,5}-|xox[abeoprs]-|hooks\.slack|AIza|ya29\.|GOCSPX|k_live_|SG\.|key-|-us\d|npm_|pypi-|dckr_|_v1_|hv[sbr]\.|shp[acs]|sq0|EAACE|\$production\$|:AA|sk-|hf_|AccountKey|eyJ|:\/\/|;/

/** `postgres://shop:hunter2@db` has a password in it. What follows `@` has to be a host. */
const PASSWORD_IN_URL = /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"'`<>]*:([^\s/@"'`<>]{2,200})@[A-Za-z0-9[]/i

/** `Server=db;User Id=web;Password=hunter2` */
const PASSWORD_IN_CONNECTION = /(?:^|;)\s*(?:password|pwd)\s*=\s*([^;\s]{2,200})/i

/** What a text gives away, in words: `a private key`. Nothing if it looks harmless. */
export function knownSecret(text: string): string | undefined {
  if (text.length < 12 || !MAY_BE.test(text)) return undefined
  for (const [what, pattern] of KNOWN) {
    const found = pattern.exec(text)
    if (found && !isExample(found[0])) return what
  }
  const assigned = text.includes(';') ? PASSWORD_IN_CONNECTION.exec(text)?.[1] : undefined
  if (assigned !== undefined && !isForShow(assigned)) return 'a password in a connection string'
  const password = text.includes('://') ? PASSWORD_IN_URL.exec(text)?.[1] : undefined
  return password !== undefined && !isForShow(password) ? 'a password in a URL' : undefined
}

/** `postgres://user:password@host` shows what goes where. */
const isForShow = (password: string): boolean => isStandIn(password) || /^(?:pass|passwd|password|pwd)$/i.test(password)

/** AKIAIOSFODNN7EXAMPLE and the like are printed in documentation. */
const isExample = (text: string): boolean => /example/i.test(text) || /(.)\1{9}/.test(text)

/**
 * What stands where a secret will be put, rather than being one: `$(VAR)`, `${VAR}`, `{{ .Value }}`, `<password>`,
 * `%s`, `***`, `CHANGE_ME`, `your-token-here`.
 */
export function isStandIn(value: string): boolean {
  const first = value.charCodeAt(0)
  if (value === '' || first === 36 /* $ */ || first === 60 /* < */ || first === 37 /* % */) return true
  if (value.includes('$(') || value.includes('${') || value.includes('{{') || value.includes('<%')) return true
  return STAND_IN.test(value) || SHOUTED.test(value)
}

const SHOUTED = /^[A-Z_]*(?:PASSWORD|SECRET|TOKEN|KEY)$/

const STAND_IN =
  /^(?:[*x.•-]+|(?:__|\[|\{|@@).*(?:__|\]|\}|@@)|todo|tbd|none|null|nil|redacted|placeholder|n\/a|(?:please[-_ ]?)?(?:change|replace|fill|update|set|insert|put|add)[-_ ]?(?:me|this|it|in|with|by|your|here).*|your.*|(?:my|some|the|insert|enter)[-_ ].*(?:here|password|secret|token|key)|.*(?:placeholder|redacted|changeme|change[-_]me|replaceme|replace[-_]me|dummy|example).*)$/i

/**
 * What was meant to be replaced and is a password all the same when nobody does: `changeme`, `my-secret`, `xxxxx`. What shows
 * that something is missing, `<password>` or `REDACTED`, nobody logs in with.
 */
export const isLeftover = (value: string): boolean => value.length < 60 && LEFTOVER.test(value) && !SHOWN.test(value)

const LEFTOVER =
  /^(?:x{3,}|change[-_ ]?(?:me|it|this)\S*|(?:my|some|your|the)[-_]?\S*(?:password|secret|token|key)|\S*(?:dummy|example|placeholder|changeme|replaceme)\S*)$/i
const SHOWN = /[<>{}$%*[\]]|here$/
