/** What every cluster has from its beginning: nobody writes manifests for it. Truth: pkg/controlplane, plugin/pkg/auth/authorizer/rbac */
const STANDARD: Readonly<Record<string, readonly string[]>> = {
  ClusterRole: ['admin', 'cluster-admin', 'edit', 'view'],
  Namespace: ['default', 'kube-node-lease', 'kube-public', 'kube-system'],
  PriorityClass: ['system-cluster-critical', 'system-node-critical'],
  ServiceAccount: ['default'],
}

export const standardNames = (kind: string): readonly string[] => STANDARD[kind] ?? []

/** Whether a cluster has it without anybody's doing. */
export const isStandard = (kind: string, namespace: string, name: string): boolean =>
  standardNames(kind).includes(name) ||
  (kind === 'ClusterRole' && name.startsWith('system:')) ||
  (kind === 'ConfigMap' && name === 'kube-root-ca.crt') ||
  (kind === 'Service' && namespace === 'default' && name === 'kubernetes')
