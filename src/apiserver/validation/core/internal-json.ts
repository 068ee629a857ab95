import type { Minor } from '../../../resource/version.ts'
import { DEFAULT_MINOR } from '../../../resource/version.ts'
import { GO_STRUCTS } from '../../go-structs.ts'
import { goSyntax } from '../../go-syntax.ts'
import { GoText, goJson } from '../../go-text.ts'
import { INTERNAL_DEVICES } from './internal-devices.ts'
import { INTERNAL_STRUCTS } from './internal-structs.ts'
import { INTERNAL_VOLUMES } from './internal-volumes.ts'

/** One field of a Go struct of the server's own. */
interface GoField {
  readonly name: string
  readonly json: string
  readonly since: Minor
  readonly shape: 'zero' | 'nil' | 'json' | 'inline' | 'struct' | 'pointer' | 'list'
  /** What Go prints for the zero value, or the struct that is inside. */
  readonly of: string
}

const ZERO: Record<string, string> = { s: '""', i: '0', n: '0', b: 'false', q: '"0"' }
const parsed = new Map<string, readonly GoField[]>()

function fieldsOf(struct: string): readonly GoField[] {
  let fields = parsed.get(struct)
  if (!fields) {
    const text = INTERNAL_STRUCTS[struct] ?? INTERNAL_VOLUMES[struct] ?? INTERNAL_DEVICES[struct]
    if (text === undefined) throw new Error(`${struct} is not among the internal structs`)
    fields = text.split(', ').map(parseField)
    // A container for debugging is a container first.
    if (struct === 'EphemeralContainer') fields = [...fieldsOf('Container'), ...fields]
    parsed.set(struct, fields)
  }
  return fields
}

function parseField(text: string): GoField {
  const [head = '', type = '', at] = text.split(' ')
  const [name = '', json = name.charAt(0).toLowerCase() + name.slice(1)] = head.split('=')
  const since = at ? Number(at.slice(1)) : 0
  const zero = ZERO[type]
  if (zero !== undefined) return { name, json, since, shape: 'zero', of: zero }
  if (type === 'json' || type === 'inline') return { name, json, since, shape: type, of: '' }
  if (type === '*' || type === '[]' || type === '{}') return { name, json, since, shape: 'nil', of: '' }
  if (type.startsWith('[]')) return { name, json, since, shape: 'list', of: type.slice(2) }
  return { name, json, since, shape: type.startsWith('*') ? 'pointer' : 'struct', of: type.slice(1) }
}

/** A part of a pod as Go prints the server's own type of it: `{"Name":"","Protocol":"TCP",…}`. */
export const internalJson = (struct: string, value: object, minor: Minor = DEFAULT_MINOR): GoText =>
  new GoText(
    write(struct, value as Record<string, unknown>, minor, ''),
    GO_STRUCTS[`core.${struct}`] && (() => goSyntax(`core.${struct}`, value)),
  )

/** The same with one line for each field, each level one space further in. */
export const internalLines = (struct: string, value: object, minor: Minor): string =>
  write(struct, value as Record<string, unknown>, minor, '\n')

function write(struct: string, value: Record<string, unknown>, minor: Minor, line: string): string {
  const deeper = line === '' ? '' : `${line} `
  const parts: string[] = []
  for (const field of fieldsOf(struct)) {
    if (field.since > minor) continue
    if (field.shape === 'inline') {
      parts.push(...taggedParts((value[field.json] ?? {}) as Record<string, unknown>, deeper))
      continue
    }
    parts.push(`"${field.name}":${line === '' ? '' : ' '}${writeField(field, value[field.json], minor, deeper)}`)
  }
  return block('{', parts, '}', line)
}

const block = (open: string, parts: string[], close: string, line: string): string =>
  parts.length === 0
    ? open + close
    : line === ''
      ? `${open}${parts.join(',')}${close}`
      : `${open}${line} ${parts.join(`,${line} `)}${line}${close}`

function writeField({ shape, of }: GoField, value: unknown, minor: Minor, line: string): string {
  const absent = value === undefined || value === null
  switch (shape) {
    case 'zero':
      return absent ? of : goJson(value)
    case 'struct':
      return write(of, (value ?? {}) as Record<string, unknown>, minor, line)
    case 'pointer':
      return absent ? 'null' : write(of, value as Record<string, unknown>, minor, line)
    case 'list':
      return absent
        ? 'null'
        : block(
            '[',
            (value as Record<string, unknown>[]).map(item => write(of, item, minor, line === '' ? '' : `${line} `)),
            ']',
            line,
          )
    case 'nil':
      return absent ? 'null' : writePlain(value, line)
    case 'json':
    case 'inline':
      return absent ? 'null' : writeTagged(value as Record<string, unknown>, line)
  }
}

function writePlain(value: unknown, line: string): string {
  const deeper = line === '' ? '' : `${line} `
  if (Array.isArray(value))
    return block(
      '[',
      value.map(item => writePlain(item, deeper)),
      ']',
      line,
    )
  if (typeof value !== 'object' || value === null) return goJson(value)
  const map = value as Record<string, unknown>
  const space = line === '' ? '' : ' '
  const keys = Object.keys(map).sort()
  return block(
    '{',
    keys.map(key => `${goJson(key)}:${space}${writePlain(map[key], deeper)}`),
    '}',
    line,
  )
}

/** Selectors and metadata print as the API does, in the order of their own fields. */
const TAGGED = [
  'matchLabels',
  'matchExpressions',
  'key',
  'operator',
  'values',
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
]

/** Owners have a field that selectors have too, at another place. */
const OWNER = ['apiVersion', 'kind', 'name', 'uid', 'controller', 'blockOwnerDeletion']

const writeTagged = (value: Record<string, unknown>, line: string, fields = TAGGED): string =>
  block('{', taggedParts(value, line === '' ? '' : `${line} `, fields), '}', line)

function taggedParts(value: Record<string, unknown>, deeper: string, fields = TAGGED): string[] {
  const space = deeper === '' ? '' : ' '
  return fields
    .filter(key => !isOmitted(value[key]))
    .map(key => `"${key}":${space}${writeTaggedValue(key, value[key], deeper)}`)
}

/** What has nothing in it is left out, as the API does; no field of these is an empty struct. */
function isOmitted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === undefined
  if (Array.isArray(value)) return value.length === 0
  for (const _ in value) return false
  return true
}

function writeTaggedValue(key: string, value: unknown, line: string): string {
  if (key !== 'matchExpressions' && key !== 'ownerReferences') return writePlain(value, line)
  const fields = key === 'ownerReferences' ? OWNER : TAGGED
  const deeper = line === '' ? '' : `${line} `
  return block(
    '[',
    (value as Record<string, unknown>[]).map(item => writeTagged(item, deeper, fields)),
    ']',
    line,
  )
}
