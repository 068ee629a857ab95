import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'openshift-route-has-tls',
  severity: 'warning',
  summary: 'A Route of OpenShift has a certificate, and sends people there who come without.',
  why: 'Passwords and cookies that go over plain HTTP can be read on the way.',
  instead: 'Set `tls.termination`, and `insecureEdgeTerminationPolicy: Redirect`.',
  profiles: ['strict', 'security'],
  elsewhere: { 'kube-linter': ['insecure-route-termination'] },
  examples: {
    bad: [
      yaml`
        apiVersion: route.openshift.io/v1
        kind: Route
        metadata: { name: «shop» }
        spec: { to: { kind: Service, name: web } }
        ---
        apiVersion: route.openshift.io/v1
        kind: Route
        metadata: { name: api }
        spec:
          to: { kind: Service, name: api }
          tls: { termination: edge, insecureEdgeTerminationPolicy: «Allow» }`,
    ],
    good: [
      yaml`
        apiVersion: route.openshift.io/v1
        kind: Route
        metadata: { name: shop }
        spec:
          to: { kind: Service, name: web }
          tls: { termination: edge, insecureEdgeTerminationPolicy: Redirect }`,
    ],
  },
  on: ['Route.route.openshift.io'],
  *check(route) {
    const tls = route.get('spec', 'tls')
    if (!tls.map && route.get('spec').map) yield { at: route, message: `${route} has no certificate` }
    const at = tls.get('insecureEdgeTerminationPolicy')
    if (at.text !== 'Allow') return
    const fix = toSet(at, 'Redirect', 'Redirect to HTTPS', 'review')
    yield { at, message: `${route} answers over plain HTTP as well`, ...(fix && { fix }) }
  },
})
