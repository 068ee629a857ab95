import { byteLength } from './bytes.ts'

/**
 * The formats of names. Each question returns the complaints of the API server, word for word; an empty
 * list means that the name is fine.
 *
 * Truth: apimachinery/pkg/util/validation/validation.go
 */
export type NameFormat = (name: string) => string[]

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?'
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const LABEL_VALUE = `(${QUALIFIED})?`
const WILDCARD = `\\*\\.${SUBDOMAIN}`
const C_IDENTIFIER = '[A-Za-z_][A-Za-z0-9_]*'
const ENV_NAME = '[-._a-zA-Z][-._a-zA-Z0-9]*'
const CONFIG_KEY = '[-._a-zA-Z0-9]+'
const PERCENT = '[0-9]+%'
const HTTP_HEADER = '[-A-Za-z0-9]+'

const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`)
const isLabel = whole(LABEL)
const isSubdomain = whole(SUBDOMAIN)
const isLabel1035 = whole(LABEL_1035)
const isQualified = whole(QUALIFIED)
const isLabelValue = whole(LABEL_VALUE)
const isWildcard = whole(WILDCARD)
const isCIdentifier = whole(C_IDENTIFIER)
const isEnvName = whole(ENV_NAME)
const isConfigKey = whole(CONFIG_KEY)
const isPercent = whole(PERCENT)
const isHttpHeader = whole(HTTP_HEADER)

/** `… (e.g. 'my-name', or '123-abc', regex used for validation is '…')`, with the server's own spacing. */
export function regexComplaint(what: string, pattern: string, ...examples: string[]): string {
  if (examples.length === 0) return `${what} (regex used for validation is '${pattern}')`
  const shown = examples.map(example => `'${example}', `).join(' or ')
  return `${what} (e.g. ${shown}regex used for validation is '${pattern}')`
}

export const emptyComplaint = 'must be non-empty'
export const lengthComplaint = (most: number): string => `must be no more than ${most} characters`
const bytesComplaint = (most: number): string => `must be no more than ${most} bytes`
export const rangeComplaint = (low: number, high: number): string => `must be between ${low} and ${high}, inclusive`
export const negativeComplaint = 'must be greater than or equal to 0'

const tooLong = (name: string, most: number): string[] => (byteLength(name) > most ? [lengthComplaint(most)] : [])

/** Keys and values of labels were moved to newer code, which counts bytes and says so. */
const tooManyBytes = (name: string, most: number): string[] => (byteLength(name) > most ? [bytesComplaint(most)] : [])

const LABEL_SAYS =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"

/** A DNS-1123 label: `my-name`. */
export const dnsLabel: NameFormat = name => {
  if (name.length <= 63 && isLabel.test(name)) return []
  const complaints = tooLong(name, 63)
  if (!isLabel.test(name)) {
    complaints.push(
      isSubdomain.test(name) ? 'must not contain dots' : regexComplaint(LABEL_SAYS, LABEL, 'my-name', '123-abc'),
    )
  }
  return complaints
}

/** A DNS-1123 subdomain: `my.name`. What most kinds are named. */
export const dnsSubdomain: NameFormat = name => {
  if (name.length <= 253 && isSubdomain.test(name)) return []
  return [...tooLong(name, 253), ...subdomainShape(name)]
}

function subdomainShape(name: string): string[] {
  const complaints: string[] = []
  if (!isSubdomain.test(name)) {
    complaints.push(
      regexComplaint(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        SUBDOMAIN,
        'example.com',
      ),
    )
  }
  return complaints
}

/** A DNS-1035 label: no leading digit. What Services are named. */
export const dns1035Label: NameFormat = name => {
  const complaints = tooLong(name, 63)
  if (!isLabel1035.test(name)) {
    complaints.push(
      regexComplaint(
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
        LABEL_1035,
        'my-name',
        'abc-123',
      ),
    )
  }
  return complaints
}

/** `*.example.com` */
export const wildcardSubdomain: NameFormat = name => {
  const complaints = tooLong(name, 253)
  if (!isWildcard.test(name)) {
    complaints.push(
      regexComplaint(
        "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
        WILDCARD,
        '*.example.com',
      ),
    )
  }
  return complaints
}

const QUALIFIED_SAYS =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"

/** A label key, a finalizer, a condition type: `name` or `example.com/name`. */
export const qualifiedName: NameFormat = value => {
  const parts = value.split('/')
  if (parts.length > 2) {
    return [
      `a valid label key ${regexComplaint(QUALIFIED_SAYS, QUALIFIED, 'MyName', 'my.name', '123-abc')} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ]
  }
  const complaints: string[] = []
  const name = parts.at(-1) as string
  if (parts.length === 2) {
    if (parts[0] === '') complaints.push(`prefix part ${emptyComplaint}`)
    else complaints.push(...prefixComplaints(parts[0] as string).map(complaint => `prefix part ${complaint}`))
  }
  if (name === '') complaints.push(`name part ${emptyComplaint}`)
  else complaints.push(...tooManyBytes(name, 63).map(complaint => `name part ${complaint}`))
  if (!isQualified.test(name)) {
    complaints.push(`name part ${regexComplaint(QUALIFIED_SAYS, QUALIFIED, 'MyName', 'my.name', '123-abc')}`)
  }
  return complaints
}

const prefixComplaints: NameFormat = prefix => [...tooManyBytes(prefix, 253), ...subdomainShape(prefix)]

export const labelValue: NameFormat = value => {
  if (value.length <= 63 && isLabelValue.test(value)) return []
  const complaints = tooManyBytes(value, 63)
  if (!isLabelValue.test(value)) {
    complaints.push(
      regexComplaint(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        LABEL_VALUE,
        'MyValue',
        'my_value',
        '12345',
      ),
    )
  }
  return complaints
}

/** The name of a port of a container or a target port: an IANA service name. */
export const portName: NameFormat = name => {
  const complaints = tooLong(name, 15)
  if (!/^[-a-z0-9]+$/.test(name)) {
    complaints.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)')
  }
  if (!/[a-z]/.test(name)) complaints.push('must contain at least one letter (a-z)')
  if (name.includes('--')) complaints.push('must not contain consecutive hyphens')
  if (name.startsWith('-') || name.endsWith('-')) complaints.push('must not begin or end with a hyphen')
  return complaints
}

export const cIdentifier: NameFormat = value =>
  isCIdentifier.test(value)
    ? []
    : [
        regexComplaint(
          "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'",
          C_IDENTIFIER,
          'my_name',
          'MY_NAME',
          'MyName',
        ),
      ]

/** The name of an environment variable before 1.30 relaxed it. */
export const environmentName: NameFormat = name => [
  ...(isEnvName.test(name)
    ? []
    : [
        regexComplaint(
          "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
          ENV_NAME,
          'my.env-name',
          'MY_ENV.NAME',
          'MyEnvName1',
        ),
      ]),
  ...dotComplaints(name),
]

/** The name of an environment variable where RelaxedEnvironmentVariableValidation is on: any printable ASCII but `=`. */
export const relaxedEnvironmentName: NameFormat = name => {
  const complaints = name === '' ? [`environment variable name ${emptyComplaint}`] : []
  if (!/^[ -<>-~]*$/.test(name)) {
    complaints.push("a valid environment variable name must consist only of printable ASCII characters other than '='")
  }
  return complaints
}

/** A key of a ConfigMap or a Secret. */
export const configKey: NameFormat = key => [
  ...tooLong(key, 253),
  ...(isConfigKey.test(key)
    ? []
    : [
        regexComplaint(
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
          CONFIG_KEY,
          'key.name',
          'KEY_NAME',
          'key-name',
        ),
      ]),
  ...dotComplaints(key),
]

export const percentage: NameFormat = value =>
  isPercent.test(value)
    ? []
    : [
        regexComplaint(
          "a valid percent string must be a numeric string followed by an ending '%'",
          PERCENT,
          '1%',
          '93%',
        ),
      ]

export const httpHeaderName: NameFormat = value =>
  isHttpHeader.test(value)
    ? []
    : [
        regexComplaint(
          "a valid HTTP header must consist of alphanumeric characters or '-'",
          HTTP_HEADER,
          'X-Header-Name',
        ),
      ]

/** A name that becomes a segment of a URL path. */
export const pathSegment: NameFormat = name => {
  if (name === '.') return ["may not be '.'"]
  if (name === '..') return ["may not be '..'"]
  return ['/', '%'].filter(character => name.includes(character)).map(character => `may not contain '${character}'`)
}

export const portNumber = (port: number): string[] => (port >= 1 && port <= 65535 ? [] : [rangeComplaint(1, 65535)])

/** `.` and `..` and what starts like the latter would leave the folder of a volume. */
function dotComplaints(name: string): string[] {
  if (name === '.') return ["must not be '.'"]
  if (name === '..') return ["must not be '..'"]
  return name.startsWith('..') ? ["must not start with '..'"] : []
}

/**
 * The prefix of a generated name is judged as if the random suffix already stood behind it.
 * Truth: apimachinery/pkg/api/validation/generic.go maskTrailingDash, which drops one character too many.
 */
export const asPrefix = (prefix: string): string =>
  prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix
