import { type Cluster, push } from '../../src/lint/cluster/cluster.ts'
import { type IngressPath, ingressPaths } from '../../src/lint/cluster/ingress-backends.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'ingress-path-is-unique',
  severity: 'warning',
  summary: 'One Ingress answers for a host and path, not two.',
  why: 'Which of them wins depends on the controller: some take the oldest, some mix them, some refuse both.',
  instead: 'Give one of them another host or path.',
  profiles: ['recommended', 'strict'],
  elsewhere: {
    kyverno: ['unique-ingress-host-and-path', 'restrict-ingress-host'],
    gatekeeper: ['K8sUniqueIngressHost'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: a }
        spec:
          ingressClassName: nginx
          rules: [{ host: shop.example, http: { paths: [{ path: «/», pathType: Prefix }] } }]
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: b, namespace: other }
        spec:
          ingressClassName: nginx
          rules: [{ host: shop.example, http: { paths: [{ path: «/», pathType: Prefix }] } }]`,
    ],
    good: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: a }
        spec:
          ingressClassName: nginx
          rules: [{ host: shop.example, http: { paths: [{ path: /, pathType: Prefix }, { path: /, pathType: Exact }] } }]
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: b }
        spec:
          ingressClassName: internal
          rules: [{ host: shop.example, http: { paths: [{ path: /, pathType: Prefix }] } }]`,
    ],
  },
  on: ['Ingress'],
  *check(ingress, cluster) {
    for (const path of ingressPaths(ingress)) {
      const others = cluster.once(byPlace).get(placeOf(ingress, path)) ?? []
      // The same Ingress in another environment of the repository is not another one.
      const other = others.find(({ name, namespace }) => name !== ingress.name || namespace !== ingress.namespace)
      if (!other) continue
      yield {
        at: path.at,
        message: `${ingress} and ${other} both answer for ${path.host || 'any host'}${path.path}`,
        related: [{ at: other, message: `${other}` }],
      }
    }
  },
})

function byPlace(cluster: Cluster): Map<string, LintObject[]> {
  const index = new Map<string, LintObject[]>()
  for (const ingress of cluster.all('Ingress'))
    for (const path of ingressPaths(ingress)) push(index, placeOf(ingress, path), ingress)
  return index
}

const placeOf = (ingress: LintObject, { host, path, type }: IngressPath): string => {
  const named = ingress.get('spec', 'ingressClassName').text
  const annotated = ingress.annotations['kubernetes.io/ingress.class']
  return `${named ?? annotated ?? ''}\n${host}\n${path}\n${type}`
}
