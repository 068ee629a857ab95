import { ControlPlane } from '../../../src/control-plane/control-plane.ts'
import { controllers } from '../../../src/control-plane/controllers.ts'
import { kubelet } from '../../../src/control-plane/kubelet.ts'
import { provisioner } from '../../../src/control-plane/provisioner.ts'
import { scheduling } from '../../../src/control-plane/scheduling.ts'
import type { Answer } from '../../../src/controllers/controller.ts'
import type { Json, JsonObject } from '../../../src/resource/json.ts'
import type { Pod } from '../../../src/resource/kinds.ts'
import type { KubeObject, ObjectRef } from '../../../src/resource/object.ts'
import type { PersistentVolume, VolumeClaim } from '../../../src/resource/volumes.ts'

/** A recorded run: see the README of the set. */
export interface BindingScenario {
  readonly id: string
  readonly feature: string
  readonly version: string
  readonly world: readonly KubeObject[]
  readonly steps: readonly (readonly Operation[])[]
  readonly want: Bound
  readonly wantAnyOf?: readonly Bound[]
}

interface Operation {
  readonly op: 'create' | 'delete' | 'patch' | 'podPhase'
  readonly object?: KubeObject
  readonly kind?: string
  readonly name?: string
  readonly namespace?: string
  readonly patch?: Json
  readonly phase?: string
}

export interface Bound {
  readonly steps: readonly object[]
  readonly pvs: object
  readonly pvcs: object
  readonly pods: object
  readonly events: readonly object[]
}

/** Somebody was behind this provisioner when it was recorded, and behind no other. */
const SERVED = 'csi.example.com'

const HOME: readonly KubeObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'default' } },
]

/** Plays a recorded run of volumes and claims. */
export class BindingReplay {
  readonly #scenario: Omit<BindingScenario, 'want'>
  readonly #cluster: ControlPlane
  /** What had which uid, also of those that are gone. */
  readonly #uids = new Map<string, string>()
  #errors: object[] = []

  constructor(scenario: Omit<BindingScenario, 'want'>) {
    this.#scenario = scenario
    const minor = Number(scenario.version.split('.')[1])
    this.#cluster = new ControlPlane({
      controllers: [
        // Node lifecycle and taint eviction did not run when it was recorded.
        ...controllers.filter(({ name }) => !/^(node-lifecycle|taint-eviction)/.test(name)),
        provisioner(by => by === SERVED),
        scheduling(minor),
        kubelet({ startsPods: false }),
      ],
      minor,
      now: '2026-01-01T00:00:00Z',
      openWorld: false,
      objects: HOME,
    })
    this.#cluster.requests.watch(({ object }) => {
      const { uid } = object.metadata
      if (uid && (object.kind === 'PersistentVolumeClaim' || object.kind === 'Pod')) this.#uids.set(uid, keyOf(object))
    })
  }

  run(): Bound {
    for (const object of this.#scenario.world) {
      this.#note(this.#cluster.create(object))
      this.#cluster.advance({ seconds: 2 })
    }
    const steps = this.#scenario.steps.map(operations => this.#step(operations))
    return {
      steps,
      pvs: this.#named('PersistentVolume', volume => [this.#nameOf(volume), this.#shown(volume)]),
      pvcs: this.#named('PersistentVolumeClaim', claim => [keyOf(claim), this.#shown(claim)]),
      pods: this.#named('Pod', pod => [keyOf(pod), placeOf(pod as Pod)]),
      events: this.#events(),
    }
  }

  #step(operations: readonly Operation[]): object {
    this.#errors = []
    for (const operation of operations) {
      this.#note(this.#do(operation))
      this.#cluster.settle()
    }
    this.#cluster.advance({ seconds: 1 })
    const errors = this.#errors.length > 0 ? { errors: this.#errors } : {}
    return {
      pv: this.#named('PersistentVolume', volume => {
        const { spec, status, metadata } = volume as PersistentVolume
        const { claimRef } = spec
        const claim = claimRef ? `${claimRef.namespace}/${claimRef.name}` : null
        const deleting = metadata.deletionTimestamp ? { deleting: true } : {}
        return [this.#nameOf(volume), { phase: status?.phase, claim, ...deleting }]
      }),
      pvc: this.#named('PersistentVolumeClaim', object => {
        const { spec, status, metadata } = object as VolumeClaim
        const deleting = metadata.deletionTimestamp ? { deleting: true } : {}
        const volume = spec.volumeName ? this.#volumeName(spec.volumeName) : null
        return [keyOf(object), { phase: status?.phase, volume, ...deleting }]
      }),
      ...errors,
    }
  }

  #do({ op, object, kind = '', name = '', namespace, patch = {}, phase = '' }: Operation): Answer {
    const cluster = this.#cluster
    const ref: ObjectRef = {
      apiVersion: kind === 'StorageClass' || kind === 'VolumeAttributesClass' ? 'storage.k8s.io/v1' : 'v1',
      kind,
      name,
      ...(namespace === undefined ? {} : { namespace }),
    }
    switch (op) {
      case 'create':
        return cluster.create(object!)
      case 'delete':
        return cluster.delete(ref)
      case 'patch':
        return cluster.patch(ref, patch, 'merge')
      case 'podPhase':
        return this.#enter(namespace ?? '', name, phase)
    }
  }

  #enter(namespace: string, name: string, phase: string): Answer {
    const pod = this.#cluster.world.get('Pod', namespace, name)
    if (!pod) return { code: 404, warnings: [] }
    const entered: Pod = { ...pod, status: { ...pod.status, phase } }
    return this.#cluster.requests.updateStatus(entered)
  }

  #note({ status }: Answer): void {
    if (!status) return
    const { code, reason, message } = status
    this.#errors.push({ code, reason, message })
  }

  #named(kind: string, entry: (object: KubeObject) => [string, unknown]): Record<string, unknown> {
    return Object.fromEntries(this.#cluster.list('v1', kind).map(entry))
  }

  /** What the recordings show of an object. */
  #shown(object: KubeObject): JsonObject {
    const { metadata, spec, status } = object as KubeObject & { spec: JsonObject; status: JsonObject }
    const { name, labels, annotations, finalizers, ownerReferences, deletionTimestamp } = metadata
    const shown = {
      metadata: {
        name: object.kind === 'PersistentVolume' ? this.#nameOf(object) : name,
        ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
        ...(labels && { labels }),
        ...(annotations && { annotations }),
        ...(finalizers && { finalizers }),
        ...(ownerReferences && { ownerReferences }),
        ...(deletionTimestamp && { deletionTimestamp: '<time>' }),
      },
      spec,
      status,
    }
    return JSON.parse(this.#anonymous(JSON.stringify(shown)))
  }

  #anonymous(text: string): string {
    let shown = text.replaceAll(/"(lastPhaseTransitionTime|lastTransitionTime|lastProbeTime)":"[^"]*",?/g, '')
    shown = shown.replaceAll(/,\}/g, '}')
    for (const [uid, key] of this.#uids)
      shown = shown.replaceAll(`"pvc-${uid}"`, `"pvc-<${key}>"`).replaceAll(`"${uid}"`, `"<uid:${key}>"`)
    return shown
  }

  #volumeName = (name: string): string => JSON.parse(this.#anonymous(JSON.stringify(name)))

  #nameOf = ({ metadata }: KubeObject): string => this.#volumeName(metadata.name ?? '')

  #events(): object[] {
    const seen = new Map<string, object>()
    for (const entry of this.#cluster.timeline) {
      if (entry.what !== 'event') continue
      const { about, type, reason, message } = entry.event
      if (about.kind !== 'PersistentVolume' && about.kind !== 'PersistentVolumeClaim') continue
      const shown = {
        kind: about.kind,
        namespace: about.namespace ?? '',
        name: this.#volumeName(about.name),
        type,
        reason,
        message,
        component: 'persistentvolume-controller',
      }
      seen.set(JSON.stringify(shown), shown)
    }
    return [...seen.values()]
  }
}

const keyOf = ({ metadata }: KubeObject): string => `${metadata.namespace}/${metadata.name}`

function placeOf({ spec, status }: Pod): object {
  const scheduled = status?.conditions?.find(({ type }) => type === 'PodScheduled')
  const message = scheduled?.status === 'False' ? scheduled.message : undefined
  return { node: spec.nodeName ?? null, ...(message ? { message } : {}) }
}
