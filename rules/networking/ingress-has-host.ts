import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'ingress-has-host',
  severity: 'warning',
  summary: 'Every rule of an Ingress names its host.',
  why: 'A rule without a host, or for all of a domain, takes the traffic of names that others will want.',
  instead: 'Name the hosts one by one.',
  profiles: ['strict'],
  elsewhere: {
    datree: ['INGRESS_INCORRECT_HOST_VALUE_PERMISSIVE'],
    kyverno: ['disallow-empty-ingress-host', 'restrict-ingress-wildcard'],
    gatekeeper: ['K8sBlockWildcardIngress'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop }
        spec:
          rules:
            - «http»: { paths: [{ path: /, pathType: Prefix }] }
            - host: «"*.example"»
              http: { paths: [{ path: /, pathType: Prefix }] }`,
    ],
    good: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop }
        spec: { rules: [{ host: shop.example, http: { paths: [{ path: /, pathType: Prefix }] } }] }`,
    ],
  },
  on: ['Ingress'],
  *check(ingress) {
    for (const one of ingress.get('spec', 'rules').items) {
      const host = one.get('host')
      if (!host.text)
        yield { at: host.exists ? host : one.get('http').key, message: `${ingress} has a rule for every host` }
      else if (host.text.startsWith('*')) yield { at: host, message: `${ingress} has a rule for all of ${host.text}` }
    }
  },
})
