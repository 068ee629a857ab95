import type { CSIDriver, CSIDriverSpec, TokenRequest } from '../../../../schemas/types/storage.k8s.io/v1.generated.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Minor } from '../../../resource/version.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { goStruct } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { IMMUTABLE, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'

type Driver = CSIDriver & KubeObject

const SPEC = FieldPath.of('spec')
const POLICIES = ['File', 'None', 'ReadWriteOnceWithFSType']
const MODES = ['Persistent', 'Ephemeral']
const SHORTEST_SECONDS = 600
const LONGEST_SECONDS = 2 ** 32
const SHORTEST_UPDATE_SECONDS = 10

/** Truth: pkg/registry/storage/csidriver, pkg/apis/storage/validation ValidateCSIDriver */
export const csiDriver: KindRules<Driver> = {
  demandsResourceVersion: true,

  prepareCreate: (object, context) => dropClosed(object, {}, context),

  validate(object, errors, { minor }) {
    validateObjectMeta(object, false, dnsSubdomain, errors)
    validateSpec(object.spec ?? {}, errors, minor)
    // Once the strategy asked twice.
    if (minor >= 25) return
    validateObjectMeta(object, false, dnsSubdomain, errors)
    validateSpec(object.spec ?? {}, errors, minor)
  },

  prepareUpdate(object, old, context) {
    dropClosed(object, old.spec ?? {}, context)
    if (context.minor >= 22 && !semanticallyEqual(object.spec, old.spec)) {
      object.metadata.generation = (old.metadata.generation ?? 0) + 1
    }
  },

  validateUpdate(object, old, errors, { minor }) {
    validateObjectMetaUpdate(object, old, errors)
    const next = object.spec ?? {}
    const before = old.spec ?? {}
    if (minor < 22) {
      if (!semanticallyEqual(next, before)) errors.invalid(SPEC, specText(next), IMMUTABLE)
      return
    }
    validateSpec(next, errors, minor)
    if (next.attachRequired !== before.attachRequired) {
      errors.invalid(SPEC.child('attachedRequired'), next.attachRequired ?? null, IMMUTABLE)
    }
    if (minor < 28 && next.fsGroupPolicy !== before.fsGroupPolicy) {
      errors.invalid(SPEC.child('fsGroupPolicy'), next.fsGroupPolicy ?? null, IMMUTABLE)
    }
    if (minor < 29 && next.podInfoOnMount !== before.podInfoOnMount) {
      errors.invalid(SPEC.child('podInfoOnMount'), next.podInfoOnMount ?? null, IMMUTABLE)
    }
    if (!semanticallyEqual(next.volumeLifecycleModes, before.volumeLifecycleModes)) {
      errors.invalid(SPEC.child('volumeLifecycleModes'), next.volumeLifecycleModes ?? null, IMMUTABLE)
    }
  },

  warnings({ spec = {} }, { minor }, old) {
    if (old && semanticallyEqual(spec.tokenRequests, old.spec?.tokenRequests)) return []
    if (minor < 35 || !spec.tokenRequests?.length || spec.serviceAccountTokenInSecrets !== undefined) return []
    return [
      'spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes',
    ]
  },
}

/** Behind gates that are closed in a release, unless the stored driver has them. */
function dropClosed(object: Driver, before: CSIDriverSpec, { minor, gates }: Context): void {
  const { spec } = object
  if (!spec) return
  const since = (field: keyof CSIDriverSpec, first: Minor): void => {
    if (minor < first && before[field] === undefined) delete spec[field]
  }
  since('storageCapacity', 21)
  since('tokenRequests', 21)
  since('requiresRepublish', 21)
  since('seLinuxMount', 27)
  if (!gates.enabled('MutableCSINodeAllocatableCount') && before.nodeAllocatableUpdatePeriodSeconds === undefined) {
    delete spec.nodeAllocatableUpdatePeriodSeconds
  }
  since('serviceAccountTokenInSecrets', 35)
  since('preventPodSchedulingIfMissing', 37)
}

function validateSpec(spec: CSIDriverSpec, errors: FieldErrors, minor: Minor): void {
  if (spec.attachRequired === undefined) errors.required(SPEC.child('attachedRequired'))
  if (spec.podInfoOnMount === undefined) errors.required(SPEC.child('podInfoOnMount'))
  if (spec.storageCapacity === undefined && minor >= 21) errors.required(SPEC.child('storageCapacity'))
  const { fsGroupPolicy } = spec
  if (fsGroupPolicy !== undefined && !POLICIES.includes(fsGroupPolicy)) {
    errors.notSupported(SPEC.child('fsGroupPolicy'), fsGroupPolicy, POLICIES)
  }
  validateTokens(spec.tokenRequests, errors)
  for (const mode of spec.volumeLifecycleModes ?? []) {
    if (!MODES.includes(mode)) errors.notSupported(SPEC.child('volumeLifecycleModes'), mode, MODES)
  }
  if (minor >= 27 && spec.seLinuxMount === undefined) errors.required(SPEC.child('seLinuxMount'))
  const seconds = spec.nodeAllocatableUpdatePeriodSeconds
  if (seconds !== undefined && seconds < SHORTEST_UPDATE_SECONDS) {
    errors.invalid(
      SPEC.child('nodeAllocatableUpdatePeriodSeconds'),
      seconds,
      `must be greater than or equal to ${SHORTEST_UPDATE_SECONDS} seconds`,
    )
  }
  if (minor >= 35 && spec.serviceAccountTokenInSecrets !== undefined && !spec.tokenRequests?.length) {
    errors.invalid(
      SPEC.child('serviceAccountTokenInSecrets'),
      spec.serviceAccountTokenInSecrets,
      'can only be set when tokenRequests is specified',
    )
  }
}

function validateTokens(tokens: TokenRequest[] | undefined, errors: FieldErrors): void {
  const seen = new Set<string>()
  tokens?.forEach(({ audience = '', expirationSeconds: seconds }, index) => {
    const path = SPEC.child('tokenRequests').index(index)
    if (seen.has(audience)) {
      errors.duplicate(path.child('audience'), audience)
      return
    }
    seen.add(audience)
    if (seconds === undefined) return
    const at = path.child('expirationSeconds')
    if (seconds < SHORTEST_SECONDS) errors.invalid(at, seconds, 'may not specify a duration less than 10 minutes')
    if (seconds > LONGEST_SECONDS) errors.invalid(at, seconds, 'may not specify a duration larger than 2^32 seconds')
  })
}

const specText = (spec: CSIDriverSpec) =>
  goStruct(
    {
      AttachRequired: spec.attachRequired ?? null,
      FSGroupPolicy: spec.fsGroupPolicy ?? null,
      PodInfoOnMount: spec.podInfoOnMount ?? null,
      VolumeLifecycleModes: spec.volumeLifecycleModes ?? null,
      StorageCapacity: spec.storageCapacity ?? null,
      TokenRequests: spec.tokenRequests ?? null,
      RequiresRepublish: spec.requiresRepublish ?? null,
    },
    'storage.CSIDriverSpec',
  )
