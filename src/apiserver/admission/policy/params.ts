import type { ParamKind, ParamRef } from '../../../../schemas/types/admissionregistration.k8s.io/v1.generated.ts'
import { type LabelSelector, matchesSelector } from '../../../resource/labels.ts'
import { type KubeObject, parseApiVersion } from '../../../resource/object.ts'
import { catalog } from '../../../schema/catalog.ts'
import type { Context } from '../../context.ts'
import { definitionsOf } from '../../custom/definitions.ts'

/** What a policy is run with, once for each; `null` where it takes no params. */
export type Params = { readonly params: readonly (KubeObject | null)[] } | { readonly problem: string }

/** Truth: apiserver/pkg/admission/plugin/policy/generic/policy_dispatcher.go CollectParams */
export function collectParams(kind: ParamKind | undefined, ref: ParamRef | undefined, context: Context): Params {
  if (!kind || !ref) return { params: [null] }
  const { apiVersion = '', kind: name = '' } = kind
  const namespaced = isNamespaced(apiVersion, name, context)
  // Where more may exist than is known, nobody is refused for want of a param.
  if (namespaced === undefined && context.openWorld) return { params: [] }
  if (namespaced === undefined) return { problem: `paramKind kind \`${apiVersion}, Kind=${name}\` not known` }
  if (!namespaced && ref.namespace) {
    return { problem: 'paramRef.namespace must not be provided for a cluster-scoped `paramKind`' }
  }
  const namespace = namespaced ? ref.namespace || context.namespace : ''
  if (namespaced && namespace === '') {
    return { problem: 'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources' }
  }
  const found = find(parseApiVersion(apiVersion).group, name, namespace, ref, context)
  if (found.length === 0 && ref.parameterNotFoundAction === 'Deny' && !context.openWorld) {
    return { problem: 'no params found for policy binding with `Deny` parameterNotFoundAction' }
  }
  return { params: found.map(object => ({ ...object, apiVersion, kind: name })) }
}

function find(group: string, kind: string, namespace: string, ref: ParamRef, { world }: Context): KubeObject[] {
  if (ref.name) {
    const object = world.get(group, kind, namespace, ref.name)
    return object ? [object] : []
  }
  return world
    .list(group, kind, namespace || undefined)
    .filter(object => matchesSelector(ref.selector as LabelSelector | undefined, object.metadata.labels))
}

/** Undefined for a kind that nobody knows. */
function isNamespaced(apiVersion: string, kind: string, { minor, world }: Context): boolean | undefined {
  const known = catalog(minor).kind(apiVersion, kind)
  if (known) return known.namespaced
  const { group } = parseApiVersion(apiVersion)
  const [own] = definitionsOf(world, group, kind)
  return own && own.spec?.scope !== 'Cluster'
}
