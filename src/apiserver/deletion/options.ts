import type { KubeObject } from '../../resource/object.ts'
import type { Context } from '../context.ts'
import { FieldErrors } from '../field-errors.ts'
import { FieldPath } from '../field-path.ts'
import { conflict, invalid, type Status } from '../status.ts'

export type Propagation = 'Background' | 'Foreground' | 'Orphan'

export interface DeleteOptions {
  /** What becomes of the objects that it owns; without it the kind's own habit, or what a finalizer says already. */
  readonly propagation?: Propagation
  /** How long a pod may take to stop; nothing else takes time. */
  readonly gracePeriodSeconds?: number
  /** The object must be this very one. */
  readonly uid?: string
  /** The object must not have changed since. */
  readonly resourceVersion?: string
}

const PROPAGATIONS: readonly string[] = ['Foreground', 'Background', 'Orphan', 'nil']

/** Truth: apimachinery/pkg/apis/meta/v1/validation ValidateDeleteOptions */
export function optionsProblem({ propagation }: DeleteOptions): Status | undefined {
  if (propagation === undefined || PROPAGATIONS.includes(propagation)) return undefined
  const errors = new FieldErrors()
  errors.notSupported(FieldPath.of('propagationPolicy'), propagation, PROPAGATIONS)
  return invalid({ group: 'meta.k8s.io', name: 'DeleteOptions' }, '', errors.list)
}

/** Namespaces and definitions have a way of their own to be deleted, and words of their own about preconditions. */
const OWN_WAY = new Set(['Namespace', 'CustomResourceDefinition'])

/** Truth: registry/rest/delete.go BeforeDelete, pkg/registry/core/namespace/storage/storage.go Delete */
export function preconditionProblem(
  { metadata }: KubeObject,
  { uid, resourceVersion }: DeleteOptions,
  { resource }: Context,
): Status | undefined {
  const own = OWN_WAY.has(resource.kind)
  const named = { group: resource.group, name: own ? resource.resource : resource.kind }
  const refuse = (what: string, wanted: string, found: string, guess: string): Status => {
    const why = own
      ? `Precondition failed: ${what} in precondition: ${wanted}, ${what} in object meta: ${found}`
      : `the ${what} in the precondition (${wanted}) does not match the ${what} in record (${found}). ${guess}`
    return conflict(named, metadata.name ?? '', why)
  }
  if (uid !== undefined && uid !== metadata.uid) {
    return refuse('UID', uid, metadata.uid ?? '', 'The object might have been deleted and then recreated')
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    const found = metadata.resourceVersion ?? ''
    return refuse('ResourceVersion', resourceVersion, found, 'The object might have been modified')
  }
  return undefined
}
