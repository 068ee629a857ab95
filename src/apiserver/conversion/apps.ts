import type { KubeObject } from '../../resource/object.ts'
import { goQuote } from '../go-text.ts'
import type { Conversion } from './conversion.ts'

type Workload = KubeObject & {
  spec?: { templateGeneration?: number; rollbackTo?: { revision?: number } }
}

/** Where apps/v1 keeps fields that only older versions have. Truth: pkg/apis/apps/v1/conversion.go */
const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation'
const ROLLBACK_TO = 'deprecated.deployment.rollback.to'

function setAnnotation({ metadata }: KubeObject, name: string, value: string): void {
  metadata.annotations = { ...metadata.annotations, [name]: value }
}

function takeAnnotation({ metadata }: KubeObject, name: string): string | undefined {
  const value = metadata.annotations?.[name]
  if (value === undefined) return undefined
  const { [name]: _, ...others } = metadata.annotations ?? {}
  if (Object.keys(others).length > 0) metadata.annotations = others
  else delete metadata.annotations
  return value
}

const daemonSet: Conversion = {
  toHub(object: Workload) {
    const generation = object.spec?.templateGeneration
    delete object.spec?.templateGeneration
    takeAnnotation(object, TEMPLATE_GENERATION)
    if (generation !== undefined) setAnnotation(object, TEMPLATE_GENERATION, `${generation}`)
  },
  fromHub(object: Workload) {
    const generation = Number(takeAnnotation(object, TEMPLATE_GENERATION))
    if (object.spec && generation > 0) object.spec.templateGeneration = generation
  },
}

const deployment: Conversion = {
  toHub(object: Workload) {
    takeAnnotation(object, ROLLBACK_TO)
    const rollback = object.spec?.rollbackTo
    delete object.spec?.rollbackTo
    if (rollback) setAnnotation(object, ROLLBACK_TO, `${rollback.revision ?? 0}`)
  },
  fromHub(object: Workload) {
    const revision = takeAnnotation(object, ROLLBACK_TO)
    if (object.spec && revision !== undefined) {
      object.spec.rollbackTo = Number(revision) === 0 ? {} : { revision: Number(revision) }
    }
  },
}

/** Counts that are kept in annotations must be counts: what the server says where one is not. */
export function annotationProblem({ apiVersion, kind, metadata }: KubeObject): string | undefined {
  if (apiVersion !== 'apps/v1') return undefined
  if (kind === 'DaemonSet') {
    const generation = metadata.annotations?.[TEMPLATE_GENERATION]
    return generation === undefined ? undefined : integerProblem(generation)
  }
  const revision = kind === 'Deployment' ? metadata.annotations?.[ROLLBACK_TO] : undefined
  const problem = revision ? integerProblem(revision) : undefined
  return problem && `failed to parse annotation[${ROLLBACK_TO}]=${revision} as int64: ${problem}`
}

const MOST = 9223372036854775807n

/** Truth: strconv.ParseInt */
function integerProblem(text: string): string | undefined {
  const refused = (why: string): string => `strconv.ParseInt: parsing ${goQuote(text)}: ${why}`
  if (!/^[+-]?\d+$/.test(text)) return refused('invalid syntax')
  const value = BigInt(text.replace('+', ''))
  return value > MOST || value < -MOST - 1n ? refused('value out of range') : undefined
}

/** The other kinds of these groups have one shape in all versions. */
export const appsConversions: Record<string, Conversion> = {
  'extensions/v1beta1/DaemonSet': daemonSet,
  'extensions/v1beta1/Deployment': deployment,
  'apps/v1beta1/Deployment': deployment,
}
