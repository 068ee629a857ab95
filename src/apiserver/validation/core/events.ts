import type { Event as CoreEvent, EventSource } from '../../../../schemas/types/core/v1.generated.ts'
import type { Event as NewEvent } from '../../../../schemas/types/events.k8s.io/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import { dnsSubdomain, qualifiedName } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { type BadValue, goStruct } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { IMMUTABLE, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { validateFormat } from './complaints.ts'
import { internalJson } from './internal-json.ts'

type EventObject = KubeObject & (CoreEvent | NewEvent)
type Reference = NonNullable<CoreEvent['involvedObject']>

const MOST_NOTE_BYTES = 1024
const MOST_BYTES = 128

/** The two APIs name the same things differently; inside there is one event. */
interface Internal {
  involvedObject: Reference
  related: Reference | undefined
  source: EventSource
  firstTimestamp: string | null
  lastTimestamp: string | null
  eventTime: string | null
  count: number
  reason: string
  message: string
  type: string
  action: string
  reportingController: string
  reportingInstance: string
  series: { count?: number; lastObservedTime?: string | null } | undefined
}

function internal(event: EventObject): Internal {
  const core = event as CoreEvent
  const next = event as NewEvent
  return {
    involvedObject: core.involvedObject ?? next.regarding ?? {},
    related: event.related,
    source: core.source ?? next.deprecatedSource ?? {},
    firstTimestamp: core.firstTimestamp ?? next.deprecatedFirstTimestamp ?? null,
    lastTimestamp: core.lastTimestamp ?? next.deprecatedLastTimestamp ?? null,
    eventTime: event.eventTime ?? null,
    count: core.count ?? next.deprecatedCount ?? 0,
    reason: event.reason ?? '',
    message: core.message ?? next.note ?? '',
    type: event.type ?? '',
    action: event.action ?? '',
    reportingController: next.reportingController || core.reportingComponent || '',
    reportingInstance: event.reportingInstance ?? '',
    series: event.series,
  }
}

/** Truth: pkg/registry/core/event, pkg/apis/core/validation/events.go */
export const event: KindRules<EventObject> = {
  group: () => '',
  createsOnUpdate: true,

  validate(object, errors, context) {
    const inner = internal(object)
    validateLegacy(object, inner, errors, context)
    if (!isStrict(context)) return
    validateObjectMeta(object, true, dnsSubdomain, errors)
    validateSeries(inner, errors)
    if (inner.eventTime === null) errors.required(FieldPath.of('eventTime'))
    if (inner.type !== 'Normal' && inner.type !== 'Warning') {
      errors.invalid(FieldPath.of('type'), '', `has invalid value: ${inner.type}`)
    }
    for (const field of ['firstTimestamp', 'lastTimestamp'] as const) {
      if (inner[field] !== null) errors.invalid(FieldPath.of(field), '', 'needs to be unset')
    }
    if (inner.count !== 0) errors.invalid(FieldPath.of('count'), '', 'needs to be unset')
    if (inner.source.component || inner.source.host) errors.invalid(FieldPath.of('source'), '', 'needs to be unset')
  },

  validateUpdate(object, old, errors, context) {
    const inner = internal(object)
    validateLegacy(object, inner, errors, context)
    if (!isStrict(context)) return
    // Up to 1.20 the new event was compared with itself.
    const live = context.minor > 20 ? old : object
    validateObjectMetaUpdate(object, live, errors)
    const before = internal(live)
    if (!semanticallyEqual(inner.series, before.series)) validateSeries(inner, errors)
    for (const field of FIXED) {
      if (!semanticallyEqual(inner[field], before[field]))
        errors.invalid(FieldPath.of(field), shown(inner, field), IMMUTABLE)
    }
  },
}

/** Events of the new API hold to more. */
const isStrict = ({ resource }: Context): boolean => resource.group === 'events.k8s.io' && resource.version === 'v1'

const FIXED = [
  'involvedObject',
  'reason',
  'message',
  'source',
  'firstTimestamp',
  'lastTimestamp',
  'count',
  'reason',
  'type',
  'eventTime',
  'action',
  'related',
  'reportingController',
  'reportingInstance',
] as const

function shown(inner: Internal, field: (typeof FIXED)[number]): BadValue {
  if (field === 'involvedObject') return internalJson('ObjectReference', inner.involvedObject)
  if (field === 'related') return inner.related ? internalJson('ObjectReference', inner.related) : null
  if (field === 'source') return goStruct({ Component: inner.source.component ?? '', Host: inner.source.host ?? '' })
  return inner[field]
}

function validateLegacy(object: EventObject, inner: Internal, errors: FieldErrors, { resource, minor }: Context): void {
  const namespace = object.metadata.namespace ?? ''
  const about = inner.involvedObject.namespace ?? ''
  const other = (): void =>
    errors.invalid(FieldPath.of('involvedObject', 'namespace'), about, 'does not match event.namespace')
  if (inner.eventTime === null) {
    if (about === '' ? namespace !== '' && namespace !== 'default' : namespace !== about) other()
  } else {
    // Up to 1.20 what has no namespace had its events in that of the system, and every API spoke as the newer one.
    const isHome = namespace === 'kube-system' || (minor > 20 && namespace === 'default')
    if (about === '' && !isHome) other()
    const isCore = minor > 20 && resource.group === ''
    validateReporter(inner, errors, isCore ? 'reportingComponent' : 'reportingController')
  }
  validateFormat(dnsSubdomain, namespace, errors, FieldPath.of('namespace'))
}

function validateReporter(inner: Internal, errors: FieldErrors, controllerField: string): void {
  const controller = FieldPath.of(controllerField)
  if (inner.reportingController === '') errors.required(controller)
  validateFormat(qualifiedName, inner.reportingController, errors, controller)
  const limit = (field: 'reportingInstance' | 'action' | 'reason'): void => {
    if (inner[field] === '') errors.required(FieldPath.of(field))
    tooMany(field, inner[field], MOST_BYTES)
  }
  const tooMany = (field: string, text: string, most: number): void => {
    if (byteLength(text) > most) errors.invalid(FieldPath.of(field), '', `can have at most ${most} characters`)
  }
  limit('reportingInstance')
  limit('action')
  limit('reason')
  tooMany('message', inner.message, MOST_NOTE_BYTES)
}

function validateSeries({ series }: Internal, errors: FieldErrors): void {
  if (!series) return
  if ((series.count ?? 0) < 2) errors.invalid(FieldPath.of('series.count'), '', 'should be at least 2')
  if (!series.lastObservedTime) errors.required(FieldPath.of('series.lastObservedTime'))
}
