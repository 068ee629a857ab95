import type { ProjectedVolumeSource, VolumeProjection } from '../../../../../schemas/types/core/v1.generated.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import type { FieldPath } from '../../../field-path.ts'
import { validateFileMode, validateLocalPath } from '../paths.ts'
import { brokenBefore, NOWHERE, type PodOptions } from '../pod-options.ts'
import { validateDownwardFile, validateKeyToPath } from './files.ts'

const TEN_MINUTES = 600
const LONGEST = 2 ** 32
const CONFLICT = 'conflicting duplicate paths'

/** Truth: pkg/apis/core/validation validateProjectedVolumeSource */
export function validateProjected(
  { defaultMode, sources }: ProjectedVolumeSource,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  validateFileMode(defaultMode, errors, path.child('defaultMode'))
  const paths = new Set<string>()
  sources?.forEach((source, index) => {
    const at = path.child('sources').index(index)
    let found = 0
    for (const kind of ['secret', 'configMap'] as const) {
      const bundle = source[kind]
      if (!bundle) continue
      found++
      if (!bundle.name) errors.required(at.child(kind).child('name'))
      bundle.items?.forEach((item, number) => {
        validateKeyToPath(item, errors, at.child(kind).child('items').index(number))
        notePath(item.path, bundle.name ?? '', paths, errors, path)
      })
    }
    if (source.downwardAPI) {
      found++
      for (const file of source.downwardAPI.items ?? []) {
        validateDownwardFile(file, errors, at.child('downwardAPI'), options)
        notePath(file.path, file.path ?? '', paths, errors, path)
      }
    }
    if (source.serviceAccountToken) {
      found++
      validateToken(source.serviceAccountToken, errors, path, at.child('serviceAccountToken'), options)
    }
    if (found > 1) {
      const per = options.minor >= 24 ? ' per source' : ''
      errors.forbidden(at, `may not specify more than 1 volume type${per}`)
    }
  })
}

/** Two sources must not write one file; the server reports the clash at the volume. */
function notePath(
  file: string | undefined,
  shown: string,
  paths: Set<string>,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!file) return
  if (paths.has(file)) errors.invalid(path, shown, CONFLICT)
  else paths.add(file)
}

/** The path of a token is reported at the volume. */
function validateToken(
  { expirationSeconds = 0, path: file }: NonNullable<VolumeProjection['serviceAccountToken']>,
  errors: FieldErrors,
  path: FieldPath,
  tokenPath: FieldPath,
  options: PodOptions,
): void {
  const at = tokenPath.child('expirationSeconds')
  if (expirationSeconds < TEN_MINUTES) {
    errors.invalid(at, expirationSeconds, 'may not specify a duration less than 10 minutes')
  }
  if (expirationSeconds > LONGEST) {
    errors.invalid(at, expirationSeconds, 'may not specify a duration larger than 2^32 seconds')
  }
  if (!file) errors.required(path.child('path'))
  else if (options.minor >= 29 && !strayedBefore(options)) validateLocalPath(file, errors, path.child('path'))
}

const strayedBefore = (options: PodOptions): boolean =>
  brokenBefore(options, ({ volumes }, errors) => {
    for (const { projected } of volumes ?? []) {
      for (const { serviceAccountToken } of projected?.sources ?? []) {
        if (serviceAccountToken?.path) validateLocalPath(serviceAccountToken.path, errors, NOWHERE)
      }
    }
  })
