import type { Device, DeviceAttribute } from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { internalJson } from '../core/internal-json.ts'

const MOST_BYTES = 64
const number = '(0|[1-9][0-9]*)'
const preRelease = '(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)'
const build = '[0-9a-zA-Z-]+'
const semver = new RegExp(
  `^${number}\\.${number}\\.${number}(-${preRelease}(\\.${preRelease})*)?(\\+${build}(\\.${build})*)?$`,
)
const LISTS = ['bools', 'ints', 'strings', 'versions'] as const
const VALUES = ['bool', 'int', 'string', 'version', ...LISTS] as const

/** One value, of one type. Truth: pkg/apis/resource/validation validateDeviceAttribute */
export function validateAttribute(attribute: DeviceAttribute, errors: FieldErrors, path: FieldPath): void {
  const { string, version } = attribute
  if (string !== undefined) validateLength(string, errors, path.child('string'))
  if (version !== undefined) validateVersion(version, errors, path.child('version'))
  for (const field of LISTS) {
    const values = attribute[field]
    if (!values) continue
    const at = path.child(field)
    if (values.length === 0) errors.invalid(at, values, 'must not be empty if specified')
  }
  for (const [index, text] of attribute.strings?.entries() ?? []) {
    validateLength(text, errors, path.child('strings').index(index))
  }
  for (const [index, text] of attribute.versions?.entries() ?? []) {
    validateVersion(text, errors, path.child('versions').index(index))
  }
  const given = VALUES.filter(field => attribute[field] !== undefined).length
  if (given === 1) return
  errors.invalid(
    path,
    given === 0 ? '' : internalJson('DeviceAttribute', attribute),
    'exactly one value must be specified',
  )
}

function validateLength(text: string, errors: FieldErrors, path: FieldPath): void {
  if (byteLength(text) > MOST_BYTES) errors.tooLong(path, MOST_BYTES)
}

function validateVersion(text: string, errors: FieldErrors, path: FieldPath): void {
  if (!semver.test(text)) errors.invalid(path, text, 'must be a string compatible with semver.org spec 2.0.0')
  validateLength(text, errors, path)
}

/** Values, each item of a list for itself. */
export function countValues({ attributes = {} }: Device): number {
  let count = 0
  for (const attribute of Object.values(attributes)) {
    const listed = LISTS.reduce((sum, field) => sum + (attribute[field]?.length ?? 0), 0)
    count += Math.max(listed, 1)
  }
  return count
}

export const hasLists = ({ attributes = {} }: Device): boolean =>
  Object.values(attributes).some(attribute => LISTS.some(field => attribute[field] !== undefined))

/** Lists of values behind a closed gate. */
export function dropLists({ attributes = {} }: Device): void {
  for (const attribute of Object.values(attributes)) for (const field of LISTS) delete attribute[field]
}
