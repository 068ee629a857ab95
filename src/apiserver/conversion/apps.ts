import type { KubeObject } from '../../resource/object.ts'
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

/** The other kinds of these groups have one shape in all versions. */
export const appsConversions: Record<string, Conversion> = {
  'extensions/v1beta1/DaemonSet': daemonSet,
  'extensions/v1beta1/Deployment': deployment,
  'apps/v1beta1/Deployment': deployment,
}
