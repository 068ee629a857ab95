import type { Labels } from '../resource/labels.ts'
import { Field, type Spot } from './field.ts'
import { type LintObject, labelsIn, stringsOf } from './lint-object.ts'

/** Where each kind keeps the pods that it makes. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  PodTemplate: ['template'],
  Pod: [],
  'Rollout.argoproj.io': ['spec', 'template'],
  'DeploymentConfig.apps.openshift.io': ['spec', 'template'],
}

export const POD_MAKERS: readonly string[] = Object.keys(TEMPLATES)

/** Those that say how many pods there are. */
export const REPLICATED: readonly string[] = [
  'Deployment',
  'DeploymentConfig.apps.openshift.io',
  'ReplicaSet',
  'ReplicationController',
  'Rollout.argoproj.io',
  'StatefulSet',
]

/** The pods of an object: a Pod itself, or the template of what makes them. */
export class PodTemplate implements Spot {
  /** Whose pods they are. */
  readonly object: LintObject
  readonly path: readonly string[]
  readonly spec: Field
  #containers: Container[] | undefined
  #labels: Labels | undefined

  constructor(object: LintObject, path: readonly string[]) {
    this.object = object
    this.path = path
    this.spec = object.get(...path, 'spec')
  }

  get metadata(): Field {
    return this.object.get(...this.path, 'metadata')
  }

  /** A template that is not finished names none yet: its pods will need those that the object selects. */
  get labels(): Labels {
    return (this.#labels ??= this.metadata.get('labels').exists
      ? labelsIn(this.metadata.value, 'labels')
      : this.#selected)
  }

  get #selected(): Labels {
    const selector = this.object.get('spec', 'selector')
    const labels = this.object.kind === 'ReplicationController' ? selector : selector.get('matchLabels')
    return this.path.length === 0 ? NO_LABELS : stringsOf(labels.value ?? NO_LABELS)
  }

  get annotations(): Labels {
    return labelsIn(this.metadata.value, 'annotations')
  }

  get namespace(): string {
    return this.object.namespace
  }

  /** How many there would be; undefined where a controller or the nodes decide. A DaemonSet has one on each node. */
  get replicas(): number | undefined {
    switch (this.object.kind) {
      case 'Pod':
      case 'PodTemplate':
        return 1
      default:
        return REPLICATED.includes(this.object.kind) ? (this.object.get('spec', 'replicas').number ?? 1) : undefined
    }
  }

  /** Whether they run until they are stopped, rather than until they are done. */
  get runOn(): boolean {
    return this.object.kind !== 'Job' && this.object.kind !== 'CronJob'
  }

  /** Every container: those of `containers` first, then `initContainers`, then `ephemeralContainers`. */
  get containers(): readonly Container[] {
    this.#containers ??= LISTS.flatMap(list =>
      this.spec.get(list).items.flatMap(field => (field.map ? [new Container(this, list, field)] : [])),
    )
    return this.#containers
  }

  get volumes(): Field[] {
    return this.spec.get('volumes').items
  }

  toString(): string {
    return String(this.object)
  }
}

const NO_LABELS: Labels = Object.freeze(Object.create(null))
const LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const
type ContainerList = (typeof LISTS)[number]

/** A container of a pod. Printed, it is `container app of Deployment shop/web`; pointed at, it is its name. */
export class Container extends Field {
  readonly pods: PodTemplate
  readonly list: ContainerList

  constructor(pods: PodTemplate, list: ContainerList, field: Field) {
    super(pods.object, field, field.value)
    this.pods = pods
    this.list = list
  }

  get name(): string {
    return this.get('name').text ?? ''
  }

  /** A sidecar is an init container that is restarted always: it runs beside the others. */
  get isSidecar(): boolean {
    return this.list === 'initContainers' && this.get('restartPolicy').text === 'Always'
  }

  /** Whether it runs as long as the pod does: probes and the like make sense. */
  get runsOn(): boolean {
    return this.list === 'containers' || this.isSidecar
  }

  /** Where to point when the container as a whole is meant. */
  get here(): Field {
    return this.get('name')
  }

  override toString(): string {
    const what =
      this.list === 'containers'
        ? 'container'
        : this.list === 'initContainers'
          ? 'init container'
          : 'ephemeral container'
    return `${what} ${this.name} of ${this.pods}`
  }
}

/**
 * A workload makes pods even while its template is being written; what holds nothing but its name says nothing yet.
 * A Rollout may leave its template to a Deployment.
 */
export function podTemplateOf(object: LintObject): PodTemplate | undefined {
  const path = Object.hasOwn(TEMPLATES, object.kind) ? TEMPLATES[object.kind] : undefined
  if (!path || !object.get(path[0] ?? 'spec').map || object.get('spec', 'workloadRef').map) return undefined
  return new PodTemplate(object, path)
}
