import type { Pod } from '../../../schemas/types/core/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Context } from '../context.ts'

export type PodObject = Pod & KubeObject

/** A pod itself, not one of its subresources: what most plugins look at. */
export const isPodRequest = (object: KubeObject, { resource, subresource }: Context): object is PodObject =>
  resource.group === '' && resource.kind === 'Pod' && subresource === undefined

export const PODS = { group: '', name: 'pods' }

/** The name of an object as a refusal shows it: before a name is generated, what it will begin with. Truth: admission/errors.go extractResourceName */
export const nameOf = ({ metadata }: KubeObject): string => metadata.name || metadata.generateName || 'Unknown'
