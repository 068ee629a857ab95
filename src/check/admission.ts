import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { ManifestObject } from '../manifest/objects.ts'
import type { Minor } from '../resource/version.ts'
import { findingsOf } from './answer.ts'
import type { Definitions } from './definitions/definitions.ts'
import { type Finding, joinFindings } from './finding.ts'
import { atOffences } from './pod-security-places.ts'
import { type Asked, Reach } from './reach.ts'
import { inFull, type KnownFile } from './sketch.ts'
import { type Candidate, ManifestWorld, type Placed } from './world.ts'

/** An object that admission may be asked about, or that may have a say about others. */
export interface Admitted extends Candidate {
  /** Its text decides over others, as far as one can tell without reading it. */
  readonly decides: boolean
  /** Its text mentions a class of pods. */
  readonly classed: boolean
}

export const admittedIn = ({ objects, sketch: { decides, classed } }: KnownFile): Admitted[] =>
  objects.map(object => ({ object, inFull: () => inFull(object), decides, classed }))

/** What is at hand with all that its text says. */
export const admittedAsIs = (object: ManifestObject): Admitted => ({
  object,
  inFull: () => object,
  decides: true,
  classed: true,
})

const EVERYTHING: Asked = { itself: true, pods: true }

/** What objects are refused for because of others: their namespace, a limit, a quota, a policy. */
export class Admission {
  readonly #complete: boolean
  readonly #reach: Reach
  readonly #worlds: readonly ManifestWorld[]

  constructor(all: readonly Admitted[], minors: readonly Minor[], complete: boolean, definitions: Definitions) {
    this.#complete = complete
    this.#reach = new Reach(all.filter(({ decides }) => decides).map(candidate => candidate.inFull()))
    const asks = complete || !this.#reach.isEmpty
    this.#worlds = asks ? minors.map(minor => new ManifestWorld(minor, complete, definitions, all)) : []
  }

  /** What one of them is refused for. */
  of(candidate: Admitted): Diagnostic[] {
    const found = new Map<Minor, Finding[]>()
    let object: ManifestObject | undefined
    for (const world of this.#worlds) {
      const kind = world.kindOf(candidate.object)
      if (!kind) continue
      const asked = this.#complete ? EVERYTHING : this.#reach.over(candidate.object, kind, candidate.classed)
      if (!asked.itself && !asked.pods) continue
      object ??= candidate.inFull()
      const findings = admissionFindings(world, { object, kind }, asked)
      if (findings.length > 0) found.set(world.minor, findings)
    }
    return object && found.size > 0
      ? joinFindings(
          object,
          found,
          this.#worlds.map(({ minor }) => minor),
        )
      : []
  }
}

/** What admission has against an object, and against the pods that it will make. */
function admissionFindings(world: ManifestWorld, placed: Placed, asked: Asked): Finding[] {
  const { object, kind } = placed
  const { minor } = world
  const answer = asked.itself ? world.admit(placed) : undefined
  const own = answer ? findingsOf(answer, object, kind, minor) : []
  if (answer?.status) return own.map(finding => atOffences(finding, answer, object, minor))
  const told = own.map(finding => (finding.path.length > 0 ? finding : { ...finding, path: ['metadata', 'name'] }))
  const made = asked.pods ? world.admitPods(placed) : undefined
  const refusal = made?.status
  if (!refusal) return told
  const finding: Finding = {
    code: refusal.reason ?? 'InternalError',
    severity: 'error',
    message: `Its pods would be refused: ${refusal.message.replace(/^pods "[^"]*" is forbidden: /, '')}`,
    path: ['spec', 'template'],
    atKey: true,
  }
  return [...told, atOffences(finding, made, object, minor)]
}
