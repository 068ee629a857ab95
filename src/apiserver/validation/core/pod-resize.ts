import type {
  Container,
  ContainerResizePolicy,
  PodSpec,
  ResourceRequirements,
} from '../../../../schemas/types/core/v1.generated.ts'
import { clone } from '../../../resource/json.ts'
import { compareQuantities, parseQuantity } from '../../../resource/quantity.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { SubresourceRules } from '../../kind-rules.ts'
import { validateObjectMetaUpdate } from '../object-meta.ts'
import { isSidecar } from './containers-of.ts'
import { dropDisabledFields } from './disabled-fields.ts'
import { keepForStatus } from './keep-metadata.ts'
import { MIRROR } from './pod-annotations.ts'
import { validatePodForm } from './pod-form.ts'
import type { PodObject } from './pod-prepare.ts'
import { countGeneration, updateOptions } from './pod-update.ts'
import { qosClass } from './qos.ts'
import { sameSpec } from './same-spec.ts'

const SPEC = FieldPath.of('spec')
const NOWHERE = FieldPath.of('')
const LISTS = ['initContainers', 'containers'] as const

/** Truth: pkg/registry/core/pod/strategy.go podResizeStrategy */
export const resize: SubresourceRules<PodObject> = {
  prepareUpdate(pod, old, context) {
    keepButResources(pod, old, context)
    dropDisabledFields(pod.spec, old.spec, context)
    countGeneration(pod, old, context)
  },
  validateUpdate: validateResize,
}

/** Containers that were renamed, added or taken away are left as sent: validation refuses them. */
function keepButResources(pod: PodObject, old: PodObject, { gates }: Context): void {
  for (const list of LISTS) if ((pod.spec[list]?.length ?? 0) !== (old.spec[list]?.length ?? 0)) return
  const spec = clone(old.spec)
  for (const list of LISTS) {
    const sent = pod.spec[list] ?? []
    const renamed = sent.some(({ name }, index) => name !== old.spec[list]?.[index]?.name)
    if (renamed) spec[list] = sent
    else for (const [index, container] of (spec[list] ?? []).entries()) takeResources(container, sent[index]!)
  }
  if (gates.enabled('InPlacePodLevelResourcesVerticalScaling')) {
    if (pod.spec.resources === undefined) delete spec.resources
    else spec.resources = pod.spec.resources
  }
  pod.spec = spec
  if (old.status === undefined) delete pod.status
  else pod.status = clone(old.status)
  keepForStatus(pod, old)
}

function takeResources(container: Container, sent: Container): void {
  container.resources = sent.resources ?? {}
  if (sent.resizePolicy === undefined) delete container.resizePolicy
  else container.resizePolicy = sent.resizePolicy
}

/** Truth: pkg/apis/core/validation ValidatePodResize */
function validateResize(pod: PodObject, old: PodObject, errors: FieldErrors, context: Context): void {
  const refusal = refuse(pod, old, context)
  if (refusal) {
    errors.list.length = 0
    errors.forbidden(NOWHERE, refusal)
    return
  }
  validateObjectMetaUpdate(pod, old, errors)
  validatePodForm(pod, errors, updateOptions(pod, old, context))
  const podLevel = context.gates.enabled('PodLevelResources')
  if (qosClass(pod.spec, podLevel) !== (old.status?.qosClass || qosClass(old.spec, podLevel))) {
    errors.invalid(SPEC, pod.status?.qosClass ?? '', 'Pod QOS Class may not change as a result of resizing')
  }
  const running = old.status?.containerStatuses?.find(({ state }) => state?.running)
  if (running && !running.resources) errors.forbidden(SPEC, 'Pod running on node without support for resize')
  validateContainers(pod.spec, old.spec, errors, context)
}

function refuse(pod: PodObject, old: PodObject, { gates }: Context): string | undefined {
  const limited = ({ resources }: PodSpec): boolean =>
    Object.keys({ ...resources?.requests, ...resources?.limits }).length > 0
  if (!gates.enabled('InPlacePodLevelResourcesVerticalScaling') && (limited(old.spec) || limited(pod.spec))) {
    return 'pods with pod-level resources cannot be resized'
  }
  if (old.metadata.annotations?.[MIRROR] !== undefined) return 'static pods cannot be resized'
  return old.spec.os?.name === 'windows' ? 'windows pods cannot be resized' : undefined
}

function validateContainers(next: PodSpec, old: PodSpec, errors: FieldErrors, { minor }: Context): void {
  const rest = clone(next)
  for (const list of LISTS) {
    old[list]?.forEach((before, index) => {
      const after = next[list]?.[index]
      if (!after || (list === 'initContainers' && !isSidecar(before))) return
      const path = SPEC.child(list).index(index).child('resources')
      validateAmounts(after, before, errors, path, minor)
    })
    rest[list]?.forEach((container, index) => {
      const before = old[list]?.[index]
      if (!before) return
      const resizable = list === 'containers' || isSidecar(before)
      if (resizable) container.resources = withOldCompute(container.resources, before.resources, minor)
      if (sameSpec(container, before)) return
      errors.forbidden(SPEC, sayWhy(list, resizable))
      Object.assign(container, before)
    })
  }
  if (errors.isEmpty && !sameSpec({ ...rest, resources: old.resources }, old)) {
    errors.forbidden(SPEC, 'only cpu and memory resources are mutable')
  }
}

function sayWhy(list: (typeof LISTS)[number], resizable: boolean): string {
  if (list === 'containers') return 'only cpu and memory resources are mutable'
  return resizable
    ? 'only cpu and memory resources for sidecar containers are mutable'
    : 'resources for non-sidecar init containers are immutable'
}

/** Before 1.36 the claims of a container got lost here, so that no container with claims could be resized. */
function withOldCompute(
  next: ResourceRequirements = {},
  old: ResourceRequirements = {},
  minor: number,
): ResourceRequirements {
  const result: ResourceRequirements = minor >= 36 && next.claims ? { claims: next.claims } : {}
  for (const side of ['limits', 'requests'] as const) {
    if (!old[side]) continue
    const { cpu: _cpu, memory: _memory, ...others } = next[side] ?? {}
    const { cpu, memory } = old[side]
    result[side] = { ...others, ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }) }
  }
  return result
}

/** Requirements can be changed and added, not taken away. */
function validateAmounts(next: Container, old: Container, errors: FieldErrors, path: FieldPath, minor: number): void {
  for (const side of ['requests', 'limits'] as const) {
    const removed = Object.keys(old.resources?.[side] ?? {}).some(name => next.resources?.[side]?.[name] === undefined)
    if (removed) errors.forbidden(path.child(side), `resource ${side} cannot be removed`)
  }
  if (minor >= 34 || memoryPolicy(next.resizePolicy) === 'RestartContainer') return
  const [after, before] = [next, old].map(({ resources }) => parseQuantity(resources?.limits?.['memory'] ?? ''))
  const change = after && !before ? 'added' : after && before && compareQuantities(after, before) < 0 ? 'decreased' : ''
  if (change === '') return
  const why = `memory limits cannot be ${change} unless resizePolicy is RestartContainer`
  errors.forbidden(path.child('limits').key('memory'), why)
}

const memoryPolicy = (policies: ContainerResizePolicy[] | undefined): string | undefined =>
  policies?.find(({ resourceName }) => resourceName === 'memory')?.restartPolicy
