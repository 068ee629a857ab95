import type { RuntimeClass } from '../../../../schemas/types/node.k8s.io/v1.generated.ts'
import { dnsLabel, dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { goStruct } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { templateOptions } from '../core/pod-options.ts'
import { validateOverhead } from '../core/resources.ts'
import { deprecated, ELSEWHERE_SINCE } from '../core/scheduling-warnings.ts'
import { validateTolerations } from '../core/tolerations.ts'
import { IMMUTABLE, validateLabels, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'

type Class = RuntimeClass & KubeObject

const SCHEDULING = FieldPath.of('scheduling')

/** Truth: pkg/apis/node/validation */
export const runtimeClass: KindRules<Class> = {
  createsOnUpdate: true,
  demandsResourceVersion: true,
  validate,
  validateUpdate(object, old, errors, context) {
    validate(object, errors, context)
    validateObjectMetaUpdate(object, old, errors)
    if (object.handler !== old.handler) errors.invalid(FieldPath.of('handler'), object.handler ?? '', IMMUTABLE)
  },

  /** Truth: pkg/api/node/util.go GetWarningsForRuntimeClass */
  warnings: ({ scheduling }, { minor }) =>
    minor < ELSEWHERE_SINCE
      ? []
      : Object.keys(scheduling?.nodeSelector ?? {}).flatMap(label => {
          const why = deprecated(label)
          return why ? [`${SCHEDULING.child('nodeSelector')}: ${why}`] : []
        }),
}

function validate(object: Class, errors: FieldErrors, context: Context): void {
  validateObjectMeta(object, false, dnsSubdomain, errors)
  const handler = object.handler ?? ''
  if (handler === '' && context.minor >= 34) errors.required(FieldPath.of('handler'))
  else for (const complaint of dnsLabel(handler)) errors.invalid(FieldPath.of('handler'), handler, complaint)
  validateOverhead(object.overhead?.podFixed ?? {}, errors, FieldPath.of('overhead'), templateOptions(context))
  validateScheduling(object, errors, context)
}

function validateScheduling({ scheduling }: Class, errors: FieldErrors, context: Context): void {
  if (!scheduling) return
  const { nodeSelector, tolerations = [] } = scheduling
  validateLabels(nodeSelector, errors, SCHEDULING.child('nodeSelector'))
  const path = SCHEDULING.child('tolerations')
  // Up to 1.20 the path named the list twice.
  validateTolerations(tolerations, errors, context.minor > 20 ? path : path.child('tolerations'), context)
  const seen = new Set<string>()
  tolerations.forEach(({ key = '', operator = '', value = '', effect = '', tolerationSeconds = null }, index) => {
    // For how long is no matter.
    const listed = [key, operator, value, effect].join('\n')
    if (seen.has(listed)) {
      const text = goStruct(
        { Key: key, Operator: operator, Value: value, Effect: effect, TolerationSeconds: tolerationSeconds },
        'core.Toleration',
      )
      errors.duplicate(path.index(index), text)
    }
    seen.add(listed)
  })
}
