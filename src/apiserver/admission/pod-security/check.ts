import type { Container, PodSpec } from '../../../../schemas/types/core/v1.generated.ts'
import type { ObjectMeta } from '../../../resource/object.ts'
import type { Minor } from '../../../resource/version.ts'

/** A pod, or what will become one. */
export interface Subject {
  readonly metadata: Pick<ObjectMeta, 'annotations'>
  readonly spec: PodSpec
}

/** What a check has against a pod: the reason is short, the detail names containers and values. */
export interface Violation {
  readonly reason: string
  readonly detail: string
}

/** One check of the Pod Security Standards. Truth: pod-security-admission/policy */
export interface Check {
  /** The server's name of the check, by which violations are ordered. */
  readonly id: string
  readonly level: 'baseline' | 'restricted'
  /** The first version of the standard that has it. */
  readonly since: Minor
  /** Checks of the lower level that it makes superfluous. */
  readonly overrides?: readonly string[]
  /** `version` is that of the standard. */
  run(subject: Subject, version: Minor): Violation | undefined
}

export const containersOf = ({ spec }: Subject): Container[] => [
  ...(spec.initContainers ?? []),
  ...(spec.containers ?? []),
  ...(spec.ephemeralContainers ?? []),
]

export const namesOf = (subject: Subject, wrong: (container: Container) => boolean): string[] =>
  containersOf(subject)
    .filter(wrong)
    .map(container => container.name ?? '')

export const plural = (one: string, many: string, count: number): string => (count === 1 ? one : many)

/** `"a", "b"`; nothing inside is escaped. */
export const quoted = (items: readonly string[]): string => `"${items.join('", "')}"`

/** `container "a"`, `containers "a", "b"` */
export const containersNamed = (names: readonly string[]): string =>
  `${plural('container', 'containers', names.length)} ${quoted(names)}`

/** Windows knows none of these; its pods are let off since version 1.25 of the standard. */
export const isWindows = ({ spec }: Subject, version: Minor): boolean => version >= 25 && spec.os?.name === 'windows'

/** In a user namespace of its own, root is nobody outside: such pods are let off since version 1.35 of the standard. */
export const isRootElsewhere = ({ spec }: Subject, version: Minor): boolean => version >= 35 && spec.hostUsers === false

/** Who sets something wrong: `pod and containers "a", "b"`. */
export function setters(pod: boolean, names: readonly string[]): string | undefined {
  const list = [...(pod ? ['pod'] : []), ...(names.length > 0 ? [containersNamed(names)] : [])]
  return list.length > 0 ? list.join(' and ') : undefined
}

export const sorted = (items: Iterable<string>): string[] => [...new Set(items)].sort()
