import type { KubeObject } from '../../resource/object.ts'
import type { Minor } from '../../resource/version.ts'
import { settleAggregation } from './aggregation.ts'
import data from './bootstrap-roles.json' with { type: 'json' }
import { type Binding, type PolicyRule, RBAC_GROUP, type Role, type RoleRef, type Subject } from './policy-rule.ts'

/**
 * The roles and bindings that every cluster starts with.
 *
 * The data holds two releases exactly, 1.20 and 1.36. What carries `in: 20` (or starts with 20) is of the older
 * one alone, 36 of the newer; a minor between them gets those of the nearer release. `since` is the minor in which
 * the role's feature came to be on by default. A rule is
 * `[verbs, groups, resources, names?]` or `[verbs, urls]`, words separated by spaces, `core` for the group
 * without a name.
 *
 * Truth: plugin/pkg/auth/authorizer/rbac/bootstrappolicy
 */
export function bootstrapPolicy(minor: Minor): KubeObject[] {
  const release = minor <= 28 ? 20 : 36
  const isThere = ({ in: only = release, since = minor }: Entry): boolean => only === release && since <= minor
  const roles = (data.roles as readonly RoleEntry[]).filter(isThere).map(entry => roleFrom(entry, release))
  const bindings = (data.bindings as readonly BindingEntry[]).filter(isThere).map(entry => bindingFrom(entry, release))
  const clusterRoles = settleAggregation(roles.filter(role => role.kind === 'ClusterRole'))
  return [...clusterRoles, ...roles.filter(role => role.kind === 'Role'), ...bindings]
}

type Row = readonly (string | number)[]

interface Entry {
  name: string
  namespace?: string
  in?: number
  since?: Minor
}

interface RoleEntry extends Entry {
  rules?: readonly Row[]
  /** Which roles take its rules over. */
  aggregatesTo?: string
  /** The role that it is the sum for. */
  aggregates?: string
}

interface BindingEntry extends Entry {
  role: string
  subjects: readonly (string | Row)[]
}

const API_VERSION = `${RBAC_GROUP}/v1`
const aggregationLabel = (role: string): string => `${RBAC_GROUP}/aggregate-to-${role}`

const words = (text: string): string[] => text.split(' ').map(word => (word === 'core' ? '' : word))

function metadataOf({ name, namespace, aggregatesTo }: RoleEntry | (BindingEntry & { aggregatesTo?: string })) {
  const labels: Record<string, string> = { 'kubernetes.io/bootstrapping': 'rbac-defaults' }
  if (aggregatesTo !== undefined) labels[aggregationLabel(aggregatesTo)] = 'true'
  const annotations = { 'rbac.authorization.kubernetes.io/autoupdate': 'true' }
  return { name, ...(namespace === undefined ? {} : { namespace }), labels, annotations }
}

function roleFrom(entry: RoleEntry, release: number): Role {
  const { namespace, rules = [], aggregates } = entry
  const aggregation = aggregates !== undefined && {
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [aggregationLabel(aggregates)]: 'true' } }] },
  }
  return {
    apiVersion: API_VERSION,
    kind: namespace === undefined ? 'ClusterRole' : 'Role',
    metadata: metadataOf(entry),
    ...aggregation,
    rules: rowsOf(rules, release).map(ruleFrom),
  }
}

/** The rows of a release, without the number that tells whose they are. */
function rowsOf(rows: readonly (string | Row)[], release: number): string[][] {
  const kept: string[][] = []
  for (const row of rows) {
    const cells = typeof row === 'string' ? [row] : row
    if (typeof cells[0] === 'number' && cells[0] !== release) continue
    kept.push(cells.filter(cell => typeof cell === 'string'))
  }
  return kept
}

function ruleFrom([verbs = '', first = '', resources, names]: string[]): PolicyRule {
  if (resources === undefined) return { verbs: words(verbs), nonResourceURLs: words(first) }
  return {
    apiGroups: words(first),
    resources: words(resources),
    ...(names === undefined ? {} : { resourceNames: words(names) }),
    verbs: words(verbs),
  }
}

function bindingFrom(entry: BindingEntry, release: number): Binding {
  const [kind = '', name = ''] = entry.role.split(' ')
  const roleRef: RoleRef = { apiGroup: RBAC_GROUP, kind, name }
  const subjects = rowsOf(entry.subjects, release).map(([text = '']) => subjectFrom(text.split(' ')))
  return {
    apiVersion: API_VERSION,
    kind: entry.namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: metadataOf(entry),
    roleRef,
    subjects,
  }
}

const subjectFrom = ([kind = '', first = '', second]: string[]): Subject =>
  second === undefined ? { apiGroup: RBAC_GROUP, kind, name: first } : { kind, name: second, namespace: first }
