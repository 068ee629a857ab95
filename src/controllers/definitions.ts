import type { KubeObject } from '../resource/object.ts'
import { groupKindOf, type World } from './controller.ts'

/** What is needed to know of a kind that a definition brings in. */
export interface Defined {
  /** `rollouts.argoproj.io`, as errors call it. */
  readonly resource: string
  /** Where the scale subresource finds the replicas: `.spec.replicas`. */
  readonly replicasPath?: string
}

interface Definition extends KubeObject {
  spec?: {
    group?: string
    names?: { kind?: string; plural?: string }
    versions?: { name?: string; subresources?: { scale?: { specReplicasPath?: string } } }[]
  }
}

type Reference = { readonly apiVersion: string; readonly kind: string }

const groupOf = ({ apiVersion }: Reference): string => apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')))

/** Groups of Kubernetes' own have no dot or end in `k8s.io`; everything else comes with a definition. */
export function isCustom(reference: Reference): boolean {
  const group = groupOf(reference)
  return group.includes('.') && !group.endsWith('.k8s.io')
}

/** The definition that serves a kind. */
export function definedBy(reference: Reference, world: World): Defined | undefined {
  const definitions = world.list('apiextensions.k8s.io/CustomResourceDefinition') as readonly Definition[]
  const found = definitions.find(
    ({ spec }) => `${spec?.group ?? ''}/${spec?.names?.kind ?? ''}` === groupKindOf(reference),
  )
  if (!found?.spec) return undefined
  const { group = '', names, versions = [] } = found.spec
  const version = reference.apiVersion.slice(group.length + 1)
  const path = versions.find(({ name }) => name === version)?.subresources?.scale?.specReplicasPath
  return { resource: `${names?.plural ?? ''}.${group}`, ...(path === undefined ? {} : { replicasPath: path }) }
}

/** What a path of plain names leads to: `.spec.replicas`. */
export function replicasAt(object: object, path: string): number | undefined {
  let value: unknown = object
  for (const name of path.split('.').filter(Boolean)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[name]
  }
  return typeof value === 'number' ? value : undefined
}
