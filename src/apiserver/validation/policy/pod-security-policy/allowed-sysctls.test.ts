import { describe, expect, it } from 'vitest'
import { FieldErrors } from '../../../field-errors.ts'
import { FieldPath } from '../../../field-path.ts'
import { validateAllowedSysctls } from './allowed-sysctls.ts'

const STORIES: [story: string, allowed: string[], forbidden: string[], found: string[]][] = [
  ['a name and another', ['net.core.somaxconn'], ['kernel.sem'], []],
  ['the same name twice', ['kernel.sem'], ['kernel.sem'], ['spec.allowedUnsafeSysctls[0]']],
  ['allowed inside of what is forbidden', ['net.core.somaxconn'], ['net.*'], ['spec.allowedUnsafeSysctls[0]']],
  ['forbidden inside of what is allowed', ['net.*'], ['net.core.*'], ['spec.forbiddenSysctls[0]']],
  ['everything, and something else', ['*', 'kernel.sem'], [], ['spec.allowedUnsafeSysctls.items']],
  ['nothing', [''], [], ['spec.allowedUnsafeSysctls[0]']],
]

describe('the sysctls of a PodSecurityPolicy', () => {
  it.each(STORIES)('%s', (_story, allowedUnsafeSysctls, forbiddenSysctls, found) => {
    const errors = new FieldErrors(20)
    validateAllowedSysctls({ allowedUnsafeSysctls, forbiddenSysctls }, errors, FieldPath.of('spec'))
    expect(errors.list.map(({ field }) => field)).toEqual(found)
  })
})
