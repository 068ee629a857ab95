import type { PodSpec } from '../../../schemas/types/core/v1.generated.ts'
import type { Check, Subject, Violation } from '../../apiserver/admission/pod-security/check.ts'
import { checksOf, type Standard } from '../../apiserver/admission/pod-security/standard.ts'
import { structDecoders } from '../../apiserver/decode/decode.ts'
import { DecodeState } from '../../apiserver/decode/state.ts'
import { isObject, type Json, type JsonObject } from '../../resource/json.ts'
import type { Minor } from '../../resource/version.ts'
import { catalog } from '../../schema/catalog.ts'
import type { Field, Spot } from '../field.ts'
import type { Container, PodTemplate } from '../pod-template.ts'
import { PLACES } from './places.ts'

/** Something that a standard has against a pod, and where it is. */
export interface Offence {
  readonly check: string
  readonly at: Spot
  /** The server's own words about this place alone. */
  readonly violation: Violation
}

/**
 * What a Pod Security Standard has against pods. The admission plugin itself is asked, first about all of the pod; for
 * each check that is not passed it is asked again about every field that the check looks at, alone in an empty pod. The
 * fields that it does not let pass even then are where the offence is.
 */
export function offences(standard: Standard, pods: PodTemplate, server: Minor): Offence[] {
  const subject = subjectOf(pods, server)
  if (!subject) return []
  const { version, checks } = checksOf(standard, server)
  return checks.flatMap(check => {
    const violation = check.run(subject, version)
    if (!violation) return []
    const found = new Search(check, version, pods, subject).offences()
    return found.length > 0 ? found : [{ check: check.id, at: pods.object, violation }]
  })
}

/** The pod as the server reads it; nothing if the server cannot. */
function subjectOf({ spec, annotations }: PodTemplate, minor: Minor): Subject | undefined {
  const type = catalog(minor).type('core.v1.PodSpec')
  if (!type || spec.value === undefined) return undefined
  const state = new DecodeState(false)
  const decoded = structDecoders(minor).of(type)(spec.value, state) as PodSpec
  if (state.failure || state.mismatches.length > 0) return undefined
  return { metadata: { annotations }, spec: decoded }
}

class Search {
  readonly #check: Check
  readonly #version: Minor
  readonly #pods: PodTemplate
  readonly #subject: Subject

  constructor(check: Check, version: Minor, pods: PodTemplate, subject: Subject) {
    this.#check = check
    this.#version = version
    this.#pods = pods
    this.#subject = subject
  }

  offences(): Offence[] {
    const { pod = [], container = [], missing = false } = PLACES[this.#check.id] ?? {}
    const ofPod = pod.flatMap(path => fieldsAt(this.#pods.spec, path)).flatMap(field => this.#alone(field))
    const ofAnnotations = Object.entries(this.#pods.annotations).flatMap(entry => this.#annotation(...entry))
    const ofContainers = this.#pods.containers.flatMap(one => {
      const found = container.flatMap(path => fieldsAt(one, path)).flatMap(field => this.#alone(field, one))
      return found.length > 0 || !missing || ofPod.length > 0 ? found : this.#silent(one)
    })
    return [...ofPod, ...ofAnnotations, ...ofContainers]
  }

  /** What the check says of one field in a pod that has nothing else. */
  #alone(field: Field, container?: Container): Offence[] {
    const { spec } = this.#pods
    const steps = field.path.slice((container ?? spec).path.length)
    const value = nested(container ?? spec, steps, field.value!)
    const body = container ? { containers: [{ name: container.name, ...value }] } : value
    return this.#ask(field, { ...this.#exceptions(), ...body })
  }

  #annotation(name: string, value: string): Offence[] {
    const subject = { metadata: { annotations: { [name]: value } }, spec: {} }
    const violation = this.#check.run(subject, this.#version)
    const at = this.#pods.metadata.get('annotations', name)
    return violation ? [{ check: this.#check.id, at, violation }] : []
  }

  /** A container that should have said something. */
  #silent(container: Container): Offence[] {
    const { containers: _, initContainers: __, ephemeralContainers: ___, ...pod } = this.#subject.spec
    const list = this.#subject.spec[container.list] ?? []
    const own = list[Number(container.path.at(-1))]
    if (!own) return []
    const violation = this.#check.run({ metadata: {}, spec: { ...pod, containers: [own] } as PodSpec }, this.#version)
    return violation ? [{ check: this.#check.id, at: container.here, violation }] : []
  }

  #ask(at: Field, spec: JsonObject): Offence[] {
    const violation = this.#check.run({ metadata: {}, spec: spec as PodSpec }, this.#version)
    return violation ? [{ check: this.#check.id, at, violation }] : []
  }

  /** What lets a pod off some checks altogether. */
  #exceptions(): JsonObject {
    const os = this.#pods.spec.get('os')
    const hostUsers = this.#pods.spec.get('hostUsers')
    return { ...(os.map && { os: os.map }), ...(hostUsers.isFalse && { hostUsers: false }) }
  }
}

function fieldsAt(from: Field, path: string): Field[] {
  let fields = [from]
  for (const step of path.split('.')) {
    fields = fields.flatMap(field => (step === '*' ? field.items : field.get(step))).filter(({ exists }) => exists)
    if (fields.length === 0) break
  }
  return fields
}

/** `['securityContext', 'privileged'], true` → `{ securityContext: { privileged: true } }`; items keep their names. */
function nested(from: Field, steps: readonly (string | number)[], value: Json): JsonObject {
  let inner: Json = value
  for (let depth = steps.length - 1; depth >= 0; depth--) {
    const step = steps[depth]!
    if (typeof step === 'number') {
      const name = from.get(...steps.slice(0, depth + 1), 'name').text
      inner = [isObject(inner) && name !== undefined ? { name, ...inner } : inner]
    } else {
      // A capability that is added is looked at by itself: it is no matter here what is dropped.
      inner = step === 'add' ? { add: inner, drop: ['ALL'] } : { [step]: inner }
    }
  }
  return inner as JsonObject
}
