import type {
  NodeSelectorRequirement,
  PersistentVolume,
  PersistentVolumeSpec,
  VolumeNodeAffinity,
} from '../../../../../schemas/types/core/v1.generated.ts'
import { dnsSubdomain } from '../../../../resource/names.ts'
import type { KubeObject } from '../../../../resource/object.ts'
import type { Minor } from '../../../../resource/version.ts'
import { lineDifference } from '../../../../text/line-difference.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import { FieldPath } from '../../../field-path.ts'
import type { KindRules } from '../../../kind-rules.ts'
import { semanticallyEqual } from '../../../semantic-equal.ts'
import { IMMUTABLE, validateObjectMeta, validateObjectMetaUpdate } from '../../object-meta.ts'
import { keepSpec, keepStatus } from '../../status.ts'
import { internalJson, internalLines } from '../internal-json.ts'
import { PERSISTENT_SOURCES } from './sources.ts'
import { validateMountOptions, validateVolumeSpec } from './spec.ts'
import { volumeWarnings } from './warnings.ts'

type Volume = PersistentVolume & KubeObject

const SPEC = FieldPath.of('spec')

/** Truth: pkg/registry/core/persistentvolume, pkg/apis/core/validation ValidatePersistentVolume */
export const persistentVolume: KindRules<Volume> = {
  prepareCreate(object, { minor, now }) {
    object.status = { phase: 'Pending', ...(minor >= 29 ? { lastPhaseTransitionTime: now } : {}) }
    dropClosed(object.spec, undefined, minor)
  },

  validate: (object, errors, { minor }) => validate(object, errors, minor),

  prepareUpdate(object, old, { minor }) {
    keepStatus(object, old)
    dropClosed(object.spec, old.spec, minor)
  },

  validateUpdate(object, old, errors, { minor }) {
    validate(object, errors, minor)
    validateMeta(object, errors)
    validateVolumeSpec(object.spec ?? {}, errors, SPEC, { minor, name: object.metadata.name ?? '' })
    validateChange(object.spec ?? {}, old.spec ?? {}, errors, minor)
  },

  warnings: (object, { minor }) => volumeWarnings(object, minor),

  subresources: {
    status: {
      prepareUpdate(object, old, { minor, now }) {
        keepSpec(object, old)
        const next = object.status
        if (minor < 29 || !next) return
        if (next.phase === old.status?.phase) {
          if (old.status?.lastPhaseTransitionTime) next.lastPhaseTransitionTime ??= old.status.lastPhaseTransitionTime
        } else {
          if (!next.lastPhaseTransitionTime || next.lastPhaseTransitionTime === old.status?.lastPhaseTransitionTime) {
            next.lastPhaseTransitionTime = now
          }
        }
      },
      validateUpdate(object, old, errors) {
        validateObjectMetaUpdate(object, old, errors)
      },
    },
  },
}

const validateMeta = (object: Volume, errors: FieldErrors): void =>
  validateObjectMeta(object, false, dnsSubdomain, errors)

function validate(object: Volume, errors: FieldErrors, minor: Minor): void {
  validateMeta(object, errors)
  validateVolumeSpec(object.spec ?? {}, errors, SPEC, { minor, name: object.metadata.name ?? '' })
  validateMountOptions(object, errors)
}

/** Fields that the release keeps only when they are there already. */
function dropClosed(spec: PersistentVolumeSpec | undefined, old: PersistentVolumeSpec | undefined, minor: Minor): void {
  if (!spec) return
  if (minor < 34 && old?.volumeAttributesClassName === undefined) delete spec.volumeAttributesClassName
  if (minor < 27 && !old?.csi?.nodeExpandSecretRef) delete spec.csi?.nodeExpandSecretRef
}

/** A volume is what it was made as. Truth: ValidatePersistentVolumeUpdate */
function validateChange(
  spec: PersistentVolumeSpec,
  old: PersistentVolumeSpec,
  errors: FieldErrors,
  minor: Minor,
): void {
  const next = sourceOf(spec)
  const before = sourceOf(old)
  // A secret for expansion may be added later.
  if (old.csi && !old.csi.controllerExpandSecretRef && next.csi?.controllerExpandSecretRef) {
    const { controllerExpandSecretRef: _added, ...rest } = next.csi
    next.csi = rest
  }
  if (!semanticallyEqual(next, before)) {
    const difference = lineDifference(
      internalLines('PersistentVolumeSource', before, minor),
      internalLines('PersistentVolumeSource', next, minor),
      3,
    )
    errors.forbidden(
      SPEC.child('persistentvolumesource'),
      `spec.persistentvolumesource is immutable after creation\n${difference}`,
    )
  }
  if (spec.volumeMode !== old.volumeMode) {
    errors.invalid(FieldPath.of('volumeMode'), spec.volumeMode ?? null, IMMUTABLE)
  }
  if (old.nodeAffinity) validateAffinityChange(spec.nodeAffinity, old.nodeAffinity, errors, minor)
}

function sourceOf(spec: PersistentVolumeSpec): PersistentVolumeSpec {
  const source: Record<string, unknown> = {}
  for (const { field } of PERSISTENT_SOURCES) if (spec[field]) source[field] = spec[field]
  return source
}

function validateAffinityChange(
  next: VolumeNodeAffinity | undefined,
  old: VolumeNodeAffinity,
  errors: FieldErrors,
  minor: Minor,
): void {
  if (semanticallyEqual(next, old) || (minor >= 24 && next && semanticallyEqual(next, renamed(old, next)))) return
  errors.invalid(
    FieldPath.of('nodeAffinity'),
    next ? internalJson('VolumeNodeAffinity', next, minor) : null,
    minor >= 24 ? `${IMMUTABLE}, except for updating from beta label to GA` : IMMUTABLE,
  )
}

const RENAMED: Record<string, string> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
}

/** The old affinity with those labels by their new names that `next` calls so. */
function renamed(old: VolumeNodeAffinity, next: VolumeNodeAffinity): VolumeNodeAffinity {
  const terms = old.required?.nodeSelectorTerms
  if (!terms) return old
  return {
    ...old,
    required: {
      ...old.required,
      nodeSelectorTerms: terms.map((term, index) => {
        if (!term.matchExpressions) return term
        const others = next.required?.nodeSelectorTerms?.[index]?.matchExpressions
        return {
          ...term,
          matchExpressions: term.matchExpressions.map((expression, position): NodeSelectorRequirement => {
            // A label without another name has "" for one, so that a key may also be taken away.
            const key = RENAMED[expression.key ?? ''] ?? ''
            const other = others?.[position]
            return other && (other.key ?? '') === key ? { ...expression, key: other.key } : expression
          }),
        }
      }),
    },
  }
}
