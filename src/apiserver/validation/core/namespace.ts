import type { Namespace } from '../../../../schemas/types/core/v1.generated.ts'
import { dnsLabel, qualifiedName } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import { labelWithName } from '../../defaults/core.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { keepStatus } from '../status.ts'

type NamespaceObject = Namespace & KubeObject

const FINALIZERS = FieldPath.of('spec', 'finalizers')
const KUBERNETES = 'kubernetes'

/** Truth: pkg/registry/core/namespace, pkg/apis/core/validation ValidateNamespace */
export const namespace: KindRules<NamespaceObject> = {
  prepareCreate(object) {
    object.status = { phase: 'Active' }
    const spec = (object.spec ??= {})
    if (!spec.finalizers?.includes(KUBERNETES)) spec.finalizers = [...(spec.finalizers ?? []), KUBERNETES]
  },

  validate: validateNamespace,

  prepareUpdate(object, old) {
    keepFinalizers(object, old)
    keepStatus(object, old)
  },

  validateUpdate(object, old, errors) {
    validateNamespace(object, errors)
    validateObjectMetaUpdate(object, old, errors)
  },

  /** A generated name was not known when the label was filled in. */
  canonicalize(object, { minor }) {
    if (minor >= 21) labelWithName(object)
  },

  subresources: {
    status: {
      prepareUpdate: keepFinalizers,
      validateUpdate(object, old, errors) {
        validateObjectMetaUpdate(object, old, errors)
        const phase = object.status?.phase ?? ''
        const leaving = object.metadata.deletionTimestamp !== undefined
        if (phase === (leaving ? 'Terminating' : 'Active')) return
        errors.invalid(
          FieldPath.of('status', 'Phase'),
          phase,
          leaving
            ? "may only be 'Terminating' if `deletionTimestamp` is not empty"
            : "may only be 'Active' if `deletionTimestamp` is empty",
        )
      },
    },
    finalize: {
      prepareUpdate: keepStatus,
      validateUpdate(object, old, errors) {
        validateObjectMetaUpdate(object, old, errors)
        object.spec?.finalizers?.forEach((name, index) => {
          validateFinalizer(name, errors, FINALIZERS.index(index))
        })
      },
    },
  },
}

function validateNamespace(object: NamespaceObject, errors: FieldErrors): void {
  validateObjectMeta(object, false, dnsLabel, errors)
  for (const name of object.spec?.finalizers ?? []) validateFinalizer(name, errors, FINALIZERS)
}

/** Only the subresource for it changes who is to see to the namespace before it goes. */
function keepFinalizers(object: NamespaceObject, old: NamespaceObject): void {
  object.spec = { ...object.spec }
  if (old.spec?.finalizers) object.spec.finalizers = old.spec.finalizers
  else delete object.spec.finalizers
}

function validateFinalizer(name: string, errors: FieldErrors, path: FieldPath): void {
  for (const complaint of qualifiedName(name)) errors.invalid(path, name, complaint)
  if (!name.includes('/') && ![KUBERNETES, 'orphan', 'foregroundDeletion'].includes(name)) {
    errors.invalid(path, name, 'name is neither a standard finalizer name nor is it fully qualified')
  }
}
