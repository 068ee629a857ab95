import type { Diagnostic, Fix, Place } from '../diagnostic/diagnostic.ts'
import type { Ignore } from '../lint/ignore.ts'
import { formatMinor } from '../resource/version.ts'
import type { Source } from '../text/source.ts'
import { frameOf } from './frame.ts'
import type { Mask } from './redact/mask.ts'
import type { Finding, FoundFix, FoundIgnore, Range } from './report.ts'

/** Which parts of a source must not be shown; asked only for sources with findings. */
export type MaskOf = (source: Source) => Mask

/**
 * The one way out: offsets become lines and columns, and what is secret becomes `•••`. A message is
 * cleaned of the secrets at every place it speaks of, the related ones included.
 */
export function toFinding(diagnostic: Diagnostic, maskOf: MaskOf): Finding {
  const { at, related, fix, advice, versions } = diagnostic
  const mask = maskOf(at.source)
  const clean = cleaner(diagnostic, maskOf)
  return {
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: clean(diagnostic.message),
    ...rangeOf(at),
    ...(diagnostic.subject && { subject: diagnostic.subject }),
    ...(diagnostic.path !== undefined && { path: clean(diagnostic.path) }),
    ...(versions && { versions: versions.map(formatMinor) }),
    ...(related && {
      related: related.map(other => ({ ...rangeOf(other.at), message: clean(other.message) })),
    }),
    ...(advice !== undefined && { advice: clean(advice) }),
    ...(fix && fixOf(fix, clean, maskOf)),
    ...(diagnostic.ignored && { ignored: { ...diagnostic.ignored, reason: clean(diagnostic.ignored.reason) } }),
    // Of a file that could not be read there is nothing to show.
    ...(at.source.text !== '' && { frame: frameOf(at, mask) }),
  }
}

/** Takes the secrets at every place of a finding out of its sentences. */
export function cleaner({ at, foundAt, related = [] }: Diagnostic, maskOf: MaskOf): (text: string) => string {
  const places = [at, ...(foundAt ? [foundAt] : []), ...related.map(other => other.at)]
  return text => places.reduce((cleaned, place) => maskOf(place.source).redact(cleaned, place), text)
}

/** Whether a fix would write a secret somewhere. */
export const carriesSecret = ({ edits }: Fix, maskOf: MaskOf): boolean =>
  edits.some(edit => maskOf(edit.source).redact(edit.text, edit) !== edit.text)

/** A fix that would carry a secret is not offered: written with `•••` it would destroy the value. */
function fixOf(fix: Fix, clean: (text: string) => string, maskOf: MaskOf): { fix?: FoundFix } {
  if (carriesSecret(fix, maskOf)) return {}
  const { title, safety, edits } = fix
  return { fix: { title: clean(title), safety, edits: edits.map(edit => ({ ...rangeOf(edit), text: edit.text })) } }
}

export const toFoundIgnore = ({ at, codes, reason, firstLine, lastLine }: Ignore): FoundIgnore => ({
  ...rangeOf(at),
  codes,
  reason,
  firstLine,
  lastLine,
})

export function rangeOf({ source, start, end }: Place): Range {
  return { file: source.name, start: source.position(start), end: source.position(Math.max(start, end)) }
}
