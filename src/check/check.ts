import { compareDiagnostics, type Diagnostic } from '../diagnostic/diagnostic.ts'
import { DEFAULT_MINOR, readMinors } from '../resource/version.ts'
import { Source } from '../text/source.ts'
import type { CheckedFile, CheckOptions } from './engine.ts'
import { makeEngine } from './make-engine.ts'
import { KnownFile } from './sketch.ts'

/** A text to be checked, and what to call it. */
export interface ManifestText {
  readonly name: string
  readonly text: string
}

export interface CheckSettings extends Partial<Omit<CheckOptions, 'minors'>> {
  /** `1.36`, or several at once: `1.29..1.36`. */
  readonly versions?: readonly string[]
}

/**
 * All that `drydock check` has to say of some texts: what the API server of each version would refuse
 * or warn about, and what the rules of the profile find. What a text asks not to hear of is left out.
 */
export async function check(texts: readonly ManifestText[], settings: CheckSettings = {}): Promise<Diagnostic[]> {
  const { versions = [], ...wishes } = settings
  const read = readMinors(versions)
  if ('problem' in read) throw new RangeError(read.problem)
  const minors = read.minors.length > 0 ? read.minors : [DEFAULT_MINOR]
  const engine = await makeEngine({ ...DEFAULTS, ...wishes, minors })
  const files = texts.map(
    ({ name, text }): CheckedFile => ({ source: new Source(name, text), role: 'objects', asked: true }),
  )
  const alone = files.map(file => ({ file, result: engine.file(file) }))
  const together = engine.together?.(alone.map(({ file, result }) => KnownFile.of(file, result))) ?? []
  return [...alone.flatMap(({ result }) => result.diagnostics), ...together]
    .filter(({ ignored }) => ignored === undefined)
    .sort(compareDiagnostics)
}

const DEFAULTS: Omit<CheckOptions, 'minors'> = {
  unknownKinds: 'warning',
  definitions: [],
  profile: 'recommended',
  wantedRules: [],
  ownRules: [],
  ruleOptions: {},
  complete: false,
  assumptions: {},
}
