import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'

const MODE = 'must be a number between 0 and 0777 (octal), both inclusive'

export function validateFileMode(mode: number | undefined, errors: FieldErrors, path: FieldPath): void {
  if (mode !== undefined && mode !== null && (mode > 0o777 || mode < 0)) errors.invalid(path, mode, MODE)
}

const stepsBack = (target: string): boolean =>
  target === '..' || target.startsWith('../') || target.endsWith('/..') || target.includes('/../')

export function validateNoBacksteps(target: string, errors: FieldErrors, path: FieldPath): void {
  if (stepsBack(target)) errors.invalid(path, target, "must not contain '..'")
}

export const hasBacksteps = stepsBack

/** A path below some folder: relative, and never up. */
export function validateDescendingPath(target: string, errors: FieldErrors, path: FieldPath): void {
  if (target.startsWith('/')) errors.invalid(path, target, 'must be a relative path')
  validateNoBacksteps(target, errors, path)
}

/** Names that start with two dots are the kubelet's own. */
export function validateLocalPath(target: string, errors: FieldErrors, path: FieldPath): void {
  validateDescendingPath(target, errors, path)
  if (target.startsWith('..') && !target.startsWith('../')) {
    errors.invalid(path, target, "must not start with '..'")
  }
}
