import type { Io } from './io.ts'

/** Whether text is coloured; the reason as text when the option makes no sense. */
export function colourOf(when: string | undefined, { env, outIsTerminal }: Io): boolean | string {
  if (when === 'always') return true
  if (when === 'never') return false
  if (when !== undefined && when !== 'auto') return `--color takes auto, always, never; \`${when}\` is none of them`
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR'] && env['FORCE_COLOR'] !== '0') return true
  return outIsTerminal && env['TERM'] !== 'dumb'
}
