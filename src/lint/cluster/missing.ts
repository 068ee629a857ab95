import type { Severity } from '../../diagnostic/diagnostic.ts'
import type { Cluster } from './cluster.ts'

/** What is not among the manifests may be in the cluster already: that is only an error when they are all there is. */
export const missing = ({ complete }: Cluster): { readonly severity: Severity } => ({
  severity: complete ? 'error' : 'warning',
})

/**
 * What selects nothing may be meant for pods that somebody else makes: an operator, another repository. Where the
 * manifests hold no pods of the namespace at all, it is only noted.
 */
export const unselected = (cluster: Cluster, namespace: string): { readonly severity: Severity } => ({
  severity: cluster.complete || cluster.podsIn(namespace).length > 0 ? 'warning' : 'note',
})

/** `ConfigMap shop/settings`, as rules call what they did not find. */
export const called = (kind: string, name: string, namespace: string): string =>
  namespace === 'default' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`
