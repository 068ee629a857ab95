import type { KubeObject } from '../../../src/resource/object.ts'

/** The namespace that everything of a scenario is in. */
export const NAMESPACE = 'test'
/** What every namespace has from the start; the recordings never list it. */
export const HOME: readonly KubeObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: NAMESPACE } },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-root-ca.crt', namespace: NAMESPACE } },
]
/** By `Kind/name`. */
export const UNLISTED = new Set(['ServiceAccount/default', 'ConfigMap/kube-root-ca.crt'])
