import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateObjectMeta } from '../object-meta.ts'
import { clearStatus, keepAllButStatus, keepStatus } from '../status.ts'
import { validateTypedConditions } from './conditions.ts'

const STATUS = FieldPath.of('status')

/** What both kinds of the group have: no namespace, a spec that counts generations, a status of conditions. */
interface FlowControlObject extends KubeObject {
  spec?: object
  status?: { conditions?: { type?: string }[] }
}

/** The rules of a kind that differs in its spec alone. Truth: pkg/registry/flowcontrol, in each kind's strategy.go */
export function objectRules<T extends FlowControlObject>(
  validateSpec: (object: T, errors: FieldErrors, old: T | undefined) => void,
): KindRules<T> {
  const validate = (object: T, errors: FieldErrors, { minor }: Context, old?: T): void => {
    validateObjectMeta(object, false, dnsSubdomain, errors)
    validateSpec(object, errors, old)
    validateTypedConditions(object.status?.conditions, errors, STATUS.child('conditions'), minor)
  }
  return {
    prepareCreate(object, context) {
      clearStatus(object, context)
      object.metadata.generation = 1
    },
    validate: (object, errors, context) => validate(object, errors, context),
    prepareUpdate(object, old) {
      keepStatus(object, old)
      if (!semanticallyEqual(object.spec, old.spec)) object.metadata.generation = (old.metadata.generation ?? 0) + 1
    },
    validateUpdate: (object, old, errors, context) => validate(object, errors, context, old),
    subresources: {
      status: {
        prepareUpdate: keepAllButStatus,
        validateUpdate: (object, _old, errors, { minor }) => {
          validateTypedConditions(object.status?.conditions, errors, STATUS.child('conditions'), minor)
        },
      },
    },
  }
}
