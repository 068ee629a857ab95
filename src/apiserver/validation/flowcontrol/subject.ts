import type { Subject } from '../../../../schemas/types/flowcontrol.apiserver.k8s.io/v1.generated.ts'
import { dnsLabel, dnsSubdomain } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'

/** Each kind of subject has its field; the others must stay empty. In the order in which they are judged. */
const FIELDS = { ServiceAccount: 'serviceAccount', User: 'user', Group: 'group' } as const

/** Truth: pkg/apis/flowcontrol/validation ValidateFlowSchemaSubject */
export function validateSubject(subject: Subject, errors: FieldErrors, path: FieldPath): void {
  const kind = subject.kind ?? ''
  if (!Object.hasOwn(FIELDS, kind)) {
    errors.notSupported(path.child('kind'), kind, ['Group', 'ServiceAccount', 'User'])
    return
  }
  const own = FIELDS[kind as keyof typeof FIELDS]
  const at = path.child(own)
  if (!subject[own]) errors.required(at, `${own} is required when subject kind is '${kind}'`)
  else if (own === 'serviceAccount') validateAccount(subject.serviceAccount ?? {}, errors, at)
  else if (!subject[own]?.name) errors.required(at.child('name'))
  for (const [other, field] of Object.entries(FIELDS)) {
    if (field !== own && subject[field]) {
      errors.forbidden(path.child(field), `${field} is forbidden when subject kind is not '${other}'`)
    }
  }
}

function validateAccount(
  { name = '', namespace = '' }: { name?: string; namespace?: string },
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (name === '') errors.required(path.child('name'))
  else if (name !== '*') for (const complaint of dnsSubdomain(name)) errors.invalid(path.child('name'), name, complaint)
  if (namespace === '') errors.required(path.child('namespace'), 'must specify namespace for service account')
  else for (const complaint of dnsLabel(namespace)) errors.invalid(path.child('namespace'), namespace, complaint)
}
