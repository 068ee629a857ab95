import type {
  Container,
  LimitRange,
  LimitRangeItem,
  PersistentVolumeClaim,
} from '../../../../schemas/types/core/v1.generated.ts'
import { put } from '../../../resource/json.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import { forbidden, type Status } from '../../status.ts'
import type { AdmissionPlugin } from '../plugin.ts'
import type { PodObject } from '../pod-request.ts'
import { type Amounts, aboveMaximum, aboveRatio, amountsOf, belowMinimum, requestAboveMaximum } from './constraints.ts'
import { limitedTotals } from './pod-totals.ts'

type Range = LimitRange & KubeObject

const ANNOTATION = 'kubernetes.io/limit-ranger'

/**
 * Gives containers the amounts that their namespace has as defaults, and holds containers, pods and claims to
 * what it allows. Every LimitRange speaks for itself; the first that refuses ends the request.
 *
 * Truth: plugin/pkg/admission/limitranger/admission.go
 */
export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',

  admit(object, old, context) {
    if (!isPod(context) || !concerns(old, context)) return undefined
    for (const range of rangesOf(context)) setDefaults(object as PodObject, range)
    return undefined
  },

  validate(object, old, context) {
    if (!concerns(old, context)) return undefined
    for (const range of rangesOf(context)) {
      const complaints = isPod(context)
        ? complaintsOfPod(object as PodObject, range, context)
        : complaintsOfClaim(object as PersistentVolumeClaim & KubeObject, range)
      if (complaints.length > 0) return refuse(object, complaints, context)
    }
    return undefined
  },
}

const isPod = ({ resource }: Context): boolean => resource.group === '' && resource.kind === 'Pod'

/** Pods when they are made or resized, claims whenever they are written. What goes away is left in peace. */
function concerns(old: KubeObject | undefined, { resource, subresource, operation }: Context): boolean {
  if (resource.group !== '' || operation === 'delete' || old?.metadata.deletionTimestamp) return false
  if (resource.kind === 'Pod') return subresource === 'resize' || (!subresource && operation === 'create')
  return resource.kind === 'PersistentVolumeClaim' && !subresource
}

const rangesOf = ({ world, namespace }: Context): readonly Range[] => world.list('', 'LimitRange', namespace) as Range[]

/** Complaints that are equal are told once; several are told as a list. Truth: utilerrors.NewAggregate */
function refuse({ metadata }: KubeObject, complaints: string[], { resource }: Context): Status {
  const told = [...new Set(complaints)]
  const why = told.length === 1 ? told[0]! : `[${told.join(', ')}]`
  return forbidden({ group: '', name: resource.resource }, metadata.name ?? '', why)
}

function setDefaults(pod: PodObject, { spec }: Range): void {
  const requests: Record<string, string> = {}
  const limits: Record<string, string> = {}
  for (const item of spec?.limits ?? []) {
    if (item.type !== 'Container') continue
    for (const [name, amount] of Object.entries(item.defaultRequest ?? {})) put(requests, name, amount)
    for (const [name, amount] of Object.entries(item.default ?? {})) put(limits, name, amount)
  }
  const set: string[] = []
  for (const container of pod.spec?.containers ?? []) fill(container, 'container', requests, limits, set)
  for (const container of pod.spec?.initContainers ?? []) fill(container, 'init container', requests, limits, set)
  if (set.length === 0) return
  const annotations = (pod.metadata.annotations ??= {})
  annotations[ANNOTATION] = `LimitRanger plugin set: ${set.join('; ')}`
}

function fill(
  container: Container,
  what: string,
  requests: Record<string, string>,
  limits: Record<string, string>,
  set: string[],
): void {
  for (const [field, defaults] of [
    ['requests', requests],
    ['limits', limits],
  ] as const) {
    const missing = Object.keys(defaults).filter(name => container.resources?.[field]?.[name] === undefined)
    if (missing.length === 0) continue
    const resources = (container.resources ??= {})
    const amounts = (resources[field] ??= {})
    for (const name of missing) put(amounts, name, defaults[name])
    set.push(`${missing.sort().join(', ')} ${field.slice(0, -1)} for ${what} ${container.name ?? ''}`)
  }
}

function complaintsOfPod(pod: PodObject, { spec }: Range, context: Context): string[] {
  const complaints: string[] = []
  for (const item of spec?.limits ?? []) {
    if (item.type === 'Container') {
      for (const { resources } of [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])]) {
        judge(item, amountsOf(resources?.requests), amountsOf(resources?.limits), complaints)
      }
    } else if (item.type === 'Pod') {
      const { requests, limits } = limitedTotals(pod.spec ?? {}, context)
      judge(item, requests, limits, complaints)
    }
  }
  return complaints
}

function judge(item: LimitRangeItem, requests: Amounts, limits: Amounts, complaints: string[]): void {
  const type = item.type ?? ''
  const say = (complaint: string | undefined): unknown => complaint !== undefined && complaints.push(complaint)
  for (const [name, least] of amountsOf(item.min)) say(belowMinimum(type, name, least, requests, limits))
  for (const [name, most] of amountsOf(item.max)) say(aboveMaximum(type, name, most, requests, limits))
  for (const [name, most] of amountsOf(item.maxLimitRequestRatio)) say(aboveRatio(type, name, most, requests, limits))
}

function complaintsOfClaim(claim: PersistentVolumeClaim, { spec }: Range): string[] {
  const complaints: string[] = []
  const requests = amountsOf(claim.spec?.resources?.requests)
  const say = (complaint: string | undefined): unknown => complaint !== undefined && complaints.push(complaint)
  for (const { type = '', min, max } of spec?.limits ?? []) {
    if (type !== 'PersistentVolumeClaim') continue
    for (const [name, least] of amountsOf(min)) say(belowMinimum(type, name, least, requests, NOTHING))
    for (const [name, most] of amountsOf(max)) say(requestAboveMaximum(type, name, most, requests))
  }
  return complaints
}

const NOTHING: Amounts = new Map()
