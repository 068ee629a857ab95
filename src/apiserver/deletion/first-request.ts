import type { Condition, Namespace } from '../../resource/kinds.ts'
import type { KubeObject } from '../../resource/object.ts'
import { withCondition } from '../../resource/pod-state.ts'
import type { Context } from '../context.ts'
import { finalizersOf } from './finalizers.ts'
import type { DeleteOptions } from './options.ts'

type Definition = KubeObject & { status?: { conditions?: Condition[] } }

const CLEANUP = 'customresourcecleanup.apiextensions.k8s.io'

/**
 * Kinds with content: the first request only says that they are to go, and whoever empties them lets them go.
 * Undefined for every other kind.
 *
 * Truth: pkg/registry/core/namespace/storage/storage.go Delete,
 * apiextensions-apiserver/pkg/registry/customresourcedefinition/etcd.go Delete
 */
export function markFirst(object: KubeObject, options: DeleteOptions, context: Context): KubeObject | undefined {
  const { resource } = context
  if (object.metadata.deletionTimestamp !== undefined) return undefined
  if (resource.kind === 'Namespace' && resource.group === '') return namespaceLeaving(object, options, context)
  const isDefinition = resource.kind === 'CustomResourceDefinition' && resource.group === 'apiextensions.k8s.io'
  return isDefinition ? definitionLeaving(object, context) : undefined
}

function namespaceLeaving(object: KubeObject, options: DeleteOptions, context: Context): Namespace {
  const { finalizers: _, ...metadata } = object.metadata
  const finalizers = finalizersOf(object.metadata, options, context)
  return {
    ...object,
    metadata: { ...metadata, ...(finalizers.length > 0 ? { finalizers } : {}), deletionTimestamp: context.now },
    status: { ...(object as Namespace).status, phase: 'Terminating' },
  }
}

function definitionLeaving(object: Definition, { now }: Context): Definition {
  const { finalizers = [] } = object.metadata
  const { conditions } = withCondition(object.status?.conditions, {
    type: 'Terminating',
    status: 'True',
    reason: 'InstanceDeletionPending',
    message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
    lastTransitionTime: now,
  })
  return {
    ...object,
    metadata: {
      ...object.metadata,
      deletionTimestamp: now,
      finalizers: finalizers.includes(CLEANUP) ? finalizers : [...finalizers, CLEANUP],
    },
    status: { ...object.status, conditions },
  }
}

/** A namespace is held by what is in it: `spec.finalizers` is empty when everything is gone. */
export const holdsContent = (object: KubeObject): boolean =>
  object.kind === 'Namespace' && object.apiVersion === 'v1' && ((object as Namespace).spec?.finalizers?.length ?? 0) > 0
