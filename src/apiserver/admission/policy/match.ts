import type {
  MatchResources,
  NamedRuleWithOperations,
} from '../../../../schemas/types/admissionregistration.k8s.io/v1.generated.ts'
import { type LabelSelector, matchesSelector } from '../../../resource/labels.ts'
import { formatApiVersion, type KubeObject } from '../../../resource/object.ts'
import { catalog } from '../../../schema/catalog.ts'
import type { Context, Resource } from '../../context.ts'
import { definitionsOf } from '../../custom/definitions.ts'

/**
 * Under which resource a request concerns somebody who asked for `match`: that of the request, or with
 * `matchPolicy: Equivalent` another version of it. Undefined when it does not.
 *
 * Truth: apiserver/pkg/admission/plugin/policy/matching/matching.go
 */
export function matchRequest(
  match: MatchResources | undefined,
  object: KubeObject,
  old: KubeObject | undefined,
  context: Context,
): Resource | undefined {
  if (!match) return context.resource
  if (!inNamespaces(match.namespaceSelector as LabelSelector | undefined, object, context)) return undefined
  const selector = match.objectSelector as LabelSelector | undefined
  if (!isEmpty(selector) && ![object, old].some(each => each && matchesSelector(selector, each.metadata.labels))) {
    return undefined
  }
  const { excludeResourceRules = [], resourceRules = [], matchPolicy } = match
  if (byRules(excludeResourceRules, matchPolicy, object, context)) return undefined
  return resourceRules.length === 0 ? context.resource : byRules(resourceRules, matchPolicy, object, context)
}

const isEmpty = (selector: LabelSelector | undefined): boolean =>
  !selector || (Object.keys(selector.matchLabels ?? {}).length === 0 && !selector.matchExpressions?.length)

/** What has no namespace is never exempt; a namespace is judged by its own labels. */
function inNamespaces(selector: LabelSelector | undefined, object: KubeObject, context: Context): boolean {
  if (isEmpty(selector)) return true
  const { resource, namespace, world } = context
  if (isNamespace(resource)) return matchesSelector(selector, object.metadata.labels)
  if (!namespace) return true
  const labels = world.get('', 'Namespace', '', namespace)?.metadata.labels
  return matchesSelector(selector, labels ?? { 'kubernetes.io/metadata.name': namespace })
}

const isNamespace = ({ group, resource }: Resource): boolean => group === '' && resource === 'namespaces'

function byRules(
  rules: readonly NamedRuleWithOperations[],
  policy: string | undefined,
  object: KubeObject,
  context: Context,
): Resource | undefined {
  const named = rules.filter(
    ({ resourceNames }) => !resourceNames?.length || resourceNames.includes(object.metadata.name ?? ''),
  )
  if (named.some(rule => matchesRule(rule, context.resource, context))) return context.resource
  if (policy === 'Exact' || named.length === 0) return undefined
  const others = equivalents(context)
  for (const rule of named) {
    const matched = others.find(resource => matchesRule(rule, resource, context))
    if (matched) return matched
  }
  return undefined
}

/** The same kind in the other versions of its group; what a definition says of its kind counts whether served or not. */
function equivalents({ resource, minor, world }: Context): Resource[] {
  const facts = catalog(minor)
  if (!facts.kind(formatApiVersion(resource), resource.kind)) {
    return definitionsOf(world, resource.group, resource.kind).flatMap(({ spec }) =>
      (spec?.versions ?? []).flatMap(({ name = '' }) =>
        name === resource.version ? [] : [{ ...resource, version: name }],
      ),
    )
  }
  return facts.versions(resource.group).flatMap(version => {
    if (version === resource.version) return []
    const known = facts.kind(resource.group ? `${resource.group}/${version}` : version, resource.kind)
    return known && known.plural === resource.resource ? [{ ...resource, version }] : []
  })
}

function matchesRule(rule: NamedRuleWithOperations, resource: Resource, context: Context): boolean {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], scope = '*' } = rule
  const { operation, subresource = '', namespace } = context
  const has = (list: readonly string[], value: string): boolean => list.includes('*') || list.includes(value)
  if (!has(operations, operation.toUpperCase())) return false
  if (!has(apiGroups, resource.group) || !has(apiVersions, resource.version)) return false
  const inScope = scope === '*' || (scope === 'Namespaced') === (namespace !== '' && !isNamespace(resource))
  return (
    inScope &&
    resources.some(name => {
      const slash = name.indexOf('/')
      const [main, sub] = slash < 0 ? [name, ''] : [name.slice(0, slash), name.slice(slash + 1)]
      return (main === '*' || main === resource.resource) && (sub === '*' || sub === subresource)
    })
  )
}

const GROUP = 'admissionregistration.k8s.io'
const OWN_KINDS = new Set([
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
])

/** Policies do not judge policies, so that nobody is locked out. */
export const isExempt = ({ resource }: Context): boolean => resource.group === GROUP && OWN_KINDS.has(resource.kind)

/** In the order in which they came to be, as far as is known. */
export const inOrder = <T extends KubeObject>(policies: readonly T[]): readonly T[] =>
  policies.length < 2
    ? policies
    : [...policies].sort((a, b) => (ageOf(a) < ageOf(b) ? -1 : ageOf(a) > ageOf(b) ? 1 : 0))

const ageOf = ({ metadata }: KubeObject): string => metadata.creationTimestamp ?? ''
