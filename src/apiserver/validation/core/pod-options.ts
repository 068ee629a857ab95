import type { PodSpec, PodTemplateSpec } from '../../../../schemas/types/core/v1.generated.ts'
import type { Minor } from '../../../resource/version.ts'
import type { Context, Gates } from '../../context.ts'
import { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { visitContainers } from './containers-of.ts'

/**
 * What a pod is held to beyond its form: rules that came with a release, and faults that an update may keep
 * because the stored pod has them already.
 *
 * Truth: pkg/api/pod/util.go GetValidationOptionsFromPodSpecAndMeta
 */
export interface PodOptions {
  readonly minor: Minor
  readonly gates: Gates
  /** The pod spec is a pod's own, not that of a template. */
  readonly isPod: boolean
  /** Of a pod with a name, for the claims that are made for its ephemeral volumes. */
  readonly podName?: string
  /** What the stored pod or template looks like, on update. */
  readonly old?: { readonly spec: PodSpec; readonly annotations?: Record<string, string> | undefined }
}

type Base = Pick<Context, 'minor' | 'gates'>

export const podOptions = ({ minor, gates }: Base, more: Omit<PodOptions, 'minor' | 'gates'>): PodOptions => ({
  minor,
  gates,
  ...more,
})

export const templateOptions = ({ minor, gates }: Base, old?: PodTemplateSpec | null): PodOptions => ({
  minor,
  gates,
  isPod: false,
  ...(old?.spec ? { old: { spec: old.spec, annotations: old.metadata?.annotations } } : {}),
})

/** Whether the stored pod breaks a rule already, so that an update may break it as well. */
export function brokenBefore(
  options: PodOptions,
  check: (old: PodSpec, errors: FieldErrors, options: PodOptions) => void,
): boolean {
  if (!options.old) return false
  const errors = new FieldErrors()
  const { old, ...strict } = options
  check(old.spec, errors, strict)
  return !errors.isEmpty
}

export const NOWHERE = FieldPath.of('')

/** A container of the stored pod that has what a closed gate forbids. */
export function oldContainer({ old }: PodOptions, has: Parameters<typeof visitContainers>[1]): boolean {
  return old !== undefined && visitContainers(old.spec, has)
}
