import { define } from '../check/declaration.ts'
import { fail, int, Opaque, type Value } from '../run/value.ts'
import { type CelType, structOf } from '../types.ts'

const TYPE = structOf('kubernetes.Semver')

class Version extends Opaque {
  readonly type: CelType = TYPE
  readonly numbers: readonly bigint[]
  readonly pre: readonly string[]
  constructor(numbers: readonly bigint[], pre: readonly string[]) {
    super()
    this.numbers = numbers
    this.pre = pre
  }
  equals(other: Opaque): boolean {
    return other instanceof Version && compareVersions(this, other) === 0
  }
}

const PARTS = ['Major', 'Minor', 'Patch']
const isNumeric = (text: string): boolean => /^\d+$/.test(text)
const hasLeadingZero = (text: string): boolean => text.length > 1 && text.startsWith('0')
const quoted = (text: string): string => JSON.stringify(text)

/** Truth: github.com/blang/semver/v4 Parse */
function parse(text: string): Version | string {
  if (text === '') return 'Version string empty'
  const parts = text.split('.')
  if (parts.length < 3) return 'No Major.Minor.Patch elements found'
  const patch = parts.slice(2).join('.')
  const plus = patch.indexOf('+')
  const build = plus < 0 ? undefined : patch.slice(plus + 1)
  const beforeBuild = plus < 0 ? patch : patch.slice(0, plus)
  const dash = beforeBuild.indexOf('-')
  const pre = dash < 0 ? undefined : beforeBuild.slice(dash + 1)
  const numbers: bigint[] = []
  for (const [index, part] of [parts[0]!, parts[1]!, dash < 0 ? beforeBuild : beforeBuild.slice(0, dash)].entries()) {
    const name = PARTS[index]!
    if (!isNumeric(part) && part !== '')
      return `Invalid character(s) found in ${name.toLowerCase()} number ${quoted(part)}`
    if (hasLeadingZero(part)) return `${name} number must not contain leading zeroes ${quoted(part)}`
    if (part === '') return `strconv.ParseUint: parsing "": invalid syntax`
    numbers.push(BigInt(part))
  }
  const identifiers = pre === undefined ? [] : pre.split('.')
  for (const identifier of identifiers) {
    if (identifier === '') return 'Prerelease is empty'
    if (isNumeric(identifier) && hasLeadingZero(identifier)) {
      return `Numeric PreRelease version must not contain leading zeroes ${quoted(identifier)}`
    }
    if (!/^[0-9A-Za-z-]+$/.test(identifier)) return `Invalid character(s) found in prerelease ${quoted(identifier)}`
  }
  for (const meta of build?.split('.') ?? []) {
    if (meta === '') return 'Build meta data is empty'
    if (!/^[0-9A-Za-z-]+$/.test(meta)) return `Invalid character(s) found in build meta data ${quoted(meta)}`
  }
  return new Version(numbers, identifiers)
}

/** `v1.2` → `1.2.0`, `01.2.3` → `1.2.3`. Truth: apiserver/pkg/cel/library/semverlib.go normalizeAndParse */
function parseNormalized(text: string): Version | string {
  const stripped = text.replace(/^v/, '').split('.')
  const parts = stripped.length > 3 ? [stripped[0]!, stripped[1]!, stripped.slice(2).join('.')] : stripped
  const normal = parts.map(part => {
    if (part.length <= 1) return part
    const trimmed = part.replace(/^0+/, '')
    return /^\d/.test(trimmed) ? trimmed : `0${trimmed}`
  })
  if (normal.length < 3) {
    if (/[+-]/.test(normal.at(-1)!)) return 'short version cannot contain PreRelease/Build meta data'
    while (normal.length < 3) normal.push('0')
  }
  return parse(normal.join('.'))
}

function compareVersions(a: Version, b: Version): number {
  for (let index = 0; index < 3; index++) {
    const [left, right] = [a.numbers[index]!, b.numbers[index]!]
    if (left !== right) return left < right ? -1 : 1
  }
  if (a.pre.length === 0 || b.pre.length === 0) return Math.sign(b.pre.length - a.pre.length)
  for (let index = 0; index < Math.min(a.pre.length, b.pre.length); index++) {
    const order = compareIdentifiers(a.pre[index]!, b.pre[index]!)
    if (order !== 0) return order
  }
  return Math.sign(a.pre.length - b.pre.length)
}

function compareIdentifiers(a: string, b: string): number {
  if (isNumeric(a) !== isNumeric(b)) return isNumeric(a) ? -1 : 1
  if (a === b) return 0
  return (isNumeric(a) ? BigInt(a) < BigInt(b) : a < b) ? -1 : 1
}

const read = (text: Value | undefined, normalize: Value | undefined): Version | string =>
  normalize === true ? parseNormalized(text as string) : parse(text as string)
/** A version for a variable: an attribute of a device. Undefined when the text is none. */
export function semverValue(text: string): Value | undefined {
  const version = parse(text)
  return typeof version === 'string' ? undefined : version
}

const order = (a: Value | undefined, b: Value | undefined): number => compareVersions(a as Version, b as Version)
const part = (value: Value | undefined, index: number): Value => int((value as Version).numbers[index]!)

const S = 'kubernetes.Semver'

/** Since Kubernetes 1.33. Truth: apiserver/pkg/cel/library/semverlib.go */
export const SEMVER = [
  define(
    'semver',
    { string_to_semver: `(string) -> ${S}`, string_bool_to_semver: `(string, bool) -> ${S}` },
    ([text, normalize]) => {
      const version = read(text, normalize)
      return typeof version === 'string' ? fail(version) : version
    },
  ),
  define(
    'isSemver',
    { is_semver_string: '(string) -> bool', is_semver_string_bool: '(string, bool) -> bool' },
    ([text, normalize]) => typeof read(text, normalize) !== 'string',
  ),
  define('isGreaterThan', { semver_is_greater_than: `${S}.(${S}) -> bool` }, ([a, b]) => order(a, b) > 0),
  define('isLessThan', { semver_is_less_than: `${S}.(${S}) -> bool` }, ([a, b]) => order(a, b) < 0),
  define('compareTo', { semver_compare_to: `${S}.(${S}) -> int` }, ([a, b]) => order(a, b)),
  define('major', { semver_major: `${S}.() -> int` }, ([version]) => part(version, 0)),
  define('minor', { semver_minor: `${S}.() -> int` }, ([version]) => part(version, 1)),
  define('patch', { semver_patch: `${S}.() -> int` }, ([version]) => part(version, 2)),
]
