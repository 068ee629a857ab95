import type { Severity } from '../../diagnostic/diagnostic.ts'
import type { Cluster } from './cluster.ts'

/** What is not among the manifests may be in the cluster already: that is only an error when they are all there is. */
export const missing = ({ complete }: Cluster): { readonly severity: Severity } => ({
  severity: complete ? 'error' : 'warning',
})

/** `ConfigMap shop/settings`, as rules call what they did not find. */
export const called = (kind: string, name: string, namespace: string): string =>
  namespace === 'default' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`
