import type { Scale } from '../../schemas/types/autoscaling/v1.generated.ts'
import { clone, isObject, type Json } from '../resource/json.ts'
import type { LabelSelector } from '../resource/labels.ts'
import type { KubeObject } from '../resource/object.ts'
import { validatingAdmissionPolicy } from './admission/policy/validating.ts'
import type { Context } from './context.ts'
import { settleNamespace } from './create.ts'
import { customKind } from './custom/custom-kind.ts'
import { type DecodeOptions, decode } from './decode/decode.ts'
import { FieldErrors } from './field-errors.ts'
import { FieldPath } from './field-path.ts'
import { accepted, type Response, refused } from './response.ts'
import { type ScalePaths, scalePaths, setReplicas, valueAt } from './scale-path.ts'
import { invalid, notFound, type Status } from './status.ts'
import { validateNonNegative } from './validation/object-meta.ts'

/** What a workload is to its scale subresource. */
type Scaled = KubeObject & {
  spec?: { replicas?: number; selector?: LabelSelector | Record<string, string> }
  status?: { replicas?: number }
}

interface Steps {
  /** Compares the name of the body with that of the URL. */
  checkName(object: KubeObject, name: string): Status | undefined
  /** Updates the workload itself. */
  updateObject(name: string, object: KubeObject, context: Context): Response
}

const REPLICAS = FieldPath.of('spec', 'replicas')

/**
 * PUT of a Scale: the workload behind it gets the number of replicas, and the Scale that results comes back.
 *
 * Truth: pkg/registry/apps/deployment/storage ScaleREST, pkg/apis/autoscaling/validation ValidateScale
 */
export function updateScale(
  name: string,
  body: Json,
  options: DecodeOptions,
  context: Context,
  steps: Steps,
): Response {
  const { resource, namespace, minor, world } = context
  const resourceOfScale = { ...resource, group: 'autoscaling', version: 'v1', kind: 'Scale' }
  const decoded = decode(body, resourceOfScale, minor, options)
  if ('status' in decoded) return refused(decoded.status, context, decoded.problems)
  context.warnings.push(...decoded.warnings)
  const scale = decoded.object as KubeObject & Scale
  const mismatch = steps.checkName(scale, name) ?? settleNamespace(scale, namespace)
  if (mismatch) return refused(mismatch, context)
  const old = world.get(resource.group, resource.kind, namespace, name)
  if (!old) return refused(notFound({ group: resource.group, name: resource.resource }, name), context)

  const errors = new FieldErrors(minor)
  const replicas = scale.spec?.replicas ?? 0
  if (!customKind(context)) validateNonNegative(replicas, errors, REPLICAS)
  if (!errors.isEmpty) return refused(invalid({ group: 'autoscaling', name: 'Scale' }, name, errors.list), context)

  const workload: Scaled = clone(old)
  const paths = scalePaths(context)
  setReplicas(workload, paths.spec, replicas)
  for (const field of ['uid', 'resourceVersion'] as const) {
    const wanted = scale.metadata[field]
    if (wanted) workload.metadata[field] = wanted
  }
  const { subresource: _, ...whole } = context
  // Admission looks at the Scale, not at the workload behind it.
  const response = steps.updateObject(name, workload, {
    ...whole,
    ownedThrough: 'scale',
    admission: false,
    warnings: [],
  })
  if (!response.object) return response
  const result = scaleOf(response.object, paths)
  // Of all plugins only policies have something to say about scales.
  const denied = context.admission
    ? validatingAdmissionPolicy.validate?.(result, scaleOf(old, paths), context)
    : undefined
  if (denied) return refused(denied, context)
  return { ...accepted(200, result, context), also: [response.object] }
}

export function scaleOf(workload: Scaled, paths: ScalePaths): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = workload.metadata
  const count = (path: readonly string[]): number => Number(valueAt(workload, path) ?? 0)
  const replicas = count(paths.spec)
  const selector = paths.selector
    ? String(valueAt(workload, paths.selector) ?? '')
    : selectorText(workload.spec?.selector)
  const scale: KubeObject & Scale = {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: {
      ...(name === undefined ? {} : { name }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      ...(typeof creationTimestamp === 'string' ? { creationTimestamp } : {}),
    },
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: count(paths.status), ...(selector === '' ? {} : { selector }) },
  }
  return scale
}

/** A ReplicationController selects by labels alone. */
const isPlain = (selector: LabelSelector | Record<string, string>): selector is Record<string, string> =>
  !isObject(selector['matchLabels']) && !Array.isArray(selector['matchExpressions'])

/** `app=web,!canary,tier in (edge,front)`, by key. Truth: apimachinery/pkg/labels internalSelector.String */
function selectorText(selector: LabelSelector | Record<string, string> | undefined): string {
  if (!selector) return ''
  const { matchLabels = {}, matchExpressions = [] }: LabelSelector = isPlain(selector)
    ? { matchLabels: selector }
    : selector
  const parts = Object.entries(matchLabels).map(([key, value]) => ({ key, text: `${key}=${value}` }))
  for (const { key = '', operator, values = [] } of matchExpressions) {
    const among = `(${[...values].sort().join(',')})`
    if (operator === 'In') parts.push({ key, text: `${key} in ${among}` })
    else if (operator === 'NotIn') parts.push({ key, text: `${key} notin ${among}` })
    else parts.push({ key, text: operator === 'Exists' ? key : `!${key}` })
  }
  return parts
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ text }) => text)
    .join(',')
}
