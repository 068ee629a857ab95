import type { KubeObject, ObjectMeta } from '../../resource/object.ts'
import { FieldErrors } from '../field-errors.ts'
import { FieldPath } from '../field-path.ts'
import { type GoText, goStruct } from '../go-text.ts'
import { invalid, type Status } from '../status.ts'
import type { AccessPolicy } from './access-policy.ts'
import type { AccessRequest, Requester } from './policy-rule.ts'
import { selectorProblems } from './review-selectors.ts'

export interface ReviewSelector {
  rawSelector?: string
  requirements?: readonly { key?: string; operator?: string; values?: readonly string[] }[]
}

export interface ResourceAttributes {
  verb?: string
  group?: string
  version?: string
  resource?: string
  subresource?: string
  name?: string
  namespace?: string
  fieldSelector?: ReviewSelector
  labelSelector?: ReviewSelector
}

export interface AccessReviewSpec {
  user?: string
  uid?: string
  groups?: readonly string[]
  extra?: Readonly<Record<string, readonly string[]>>
  resourceAttributes?: ResourceAttributes | null
  nonResourceAttributes?: { path?: string; verb?: string } | null
}

export interface AccessReview extends KubeObject {
  spec: AccessReviewSpec
}

export interface AccessReviewStatus {
  allowed: boolean
  denied?: boolean
  reason?: string
  evaluationError?: string
}

export type ReviewKind = 'SubjectAccessReview' | 'LocalSubjectAccessReview' | 'SelfSubjectAccessReview'

/**
 * Answers a SubjectAccessReview, a LocalSubjectAccessReview, or (for `asker`) a SelfSubjectAccessReview:
 * its status, or why the review itself is refused.
 *
 * Truth: pkg/registry/authorization/subjectaccessreview/rest.go, pkg/apis/authorization/validation
 */
export function reviewAccess(
  policy: AccessPolicy,
  review: AccessReview,
  kind: ReviewKind = 'SubjectAccessReview',
  asker?: Requester,
): AccessReviewStatus | Status {
  const spec = review.spec ?? {}
  const errors = new FieldErrors()
  validateReview(review, spec, kind, errors)
  if (!errors.isEmpty) return invalid({ group: 'authorization.k8s.io', name: kind }, '', errors.list)
  const self = kind === 'SelfSubjectAccessReview' ? asker : undefined
  const user = self ?? { username: spec.user ?? '', groups: spec.groups ?? [] }
  const { allowed, reason } = policy.decide(user, requestOf(spec))
  const problems = selectorProblems(spec.resourceAttributes?.fieldSelector, spec.resourceAttributes?.labelSelector)
  return {
    allowed,
    ...(reason === '' ? {} : { reason }),
    ...(problems === '' ? {} : { evaluationError: problems }),
  }
}

const requestOf = ({ resourceAttributes, nonResourceAttributes }: AccessReviewSpec): AccessRequest =>
  resourceAttributes
    ? {
        verb: resourceAttributes.verb ?? '',
        group: resourceAttributes.group ?? '',
        resource: resourceAttributes.resource ?? '',
        subresource: resourceAttributes.subresource ?? '',
        name: resourceAttributes.name ?? '',
        namespace: resourceAttributes.namespace ?? '',
      }
    : { verb: nonResourceAttributes?.verb ?? '', path: nonResourceAttributes?.path ?? '' }

const SPEC = FieldPath.of('spec')

function validateReview(review: AccessReview, spec: AccessReviewSpec, kind: ReviewKind, errors: FieldErrors): void {
  const { resourceAttributes, nonResourceAttributes } = spec
  if (resourceAttributes && nonResourceAttributes) {
    const shown = pathAttributes(nonResourceAttributes)
    errors.invalid(
      SPEC.child('nonResourceAttributes'),
      shown,
      'cannot be specified in combination with resourceAttributes',
    )
  }
  if (!resourceAttributes && !nonResourceAttributes) {
    errors.invalid(
      SPEC.child('resourceAttributes'),
      null,
      'exactly one of nonResourceAttributes or resourceAttributes must be specified',
    )
  }
  if (kind !== 'SelfSubjectAccessReview' && !spec.user && !spec.groups?.length) {
    errors.invalid(SPEC.child('user'), spec.user ?? '', 'at least one of user or group must be specified')
  }
  const local = kind === 'LocalSubjectAccessReview'
  const { managedFields: _, namespace, ...metadata } = review.metadata ?? {}
  const rest = local || namespace === undefined ? metadata : { ...metadata, namespace }
  if (Object.values(rest).some(value => value !== undefined && value !== null && value !== '')) {
    errors.invalid(
      FieldPath.of('metadata'),
      goStruct({ ...inOrder(rest) }),
      local ? 'must be empty except for namespace' : 'must be empty',
    )
  }
  if (!local) return
  if (resourceAttributes && (resourceAttributes.namespace ?? '') !== (namespace ?? '')) {
    errors.invalid(
      SPEC.child('resourceAttributes', 'namespace'),
      resourceAttributes.namespace ?? '',
      'must match metadata.namespace',
    )
  }
  if (nonResourceAttributes) {
    const shown = pathAttributes(nonResourceAttributes)
    errors.invalid(SPEC.child('nonResourceAttributes'), shown, 'disallowed on this kind of request')
  }
}

/** The fields of ObjectMeta in Go's order. */
const inOrder = (metadata: ObjectMeta): ObjectMeta => {
  const { name, generateName, namespace, uid, resourceVersion, generation, ...others } = metadata
  const { creationTimestamp, deletionTimestamp, labels, annotations, ownerReferences, finalizers } = others
  const first = { name, generateName, namespace, uid, resourceVersion, generation }
  return {
    ...first,
    creationTimestamp,
    deletionTimestamp,
    labels,
    annotations,
    ownerReferences,
    finalizers,
  } as ObjectMeta
}

/** The server shows its internal type, whose fields have no JSON names. */
const pathAttributes = ({ path = '', verb = '' }: { path?: string; verb?: string }): GoText =>
  goStruct({ Path: path, Verb: verb })
