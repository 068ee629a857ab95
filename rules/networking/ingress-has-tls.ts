import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'ingress-has-tls',
  severity: 'warning',
  summary: 'An Ingress has a certificate for every host it answers for.',
  why: 'Without one, passwords and sessions travel in the clear, or visitors see a certificate of somebody else.',
  instead: 'Name the hosts and a Secret with their certificate under `tls`.',
  profiles: ['strict', 'security'],
  elsewhere: {
    polaris: ['tlsSettingsMissing'],
    kubescape: ['C-0263'],
    kyverno: ['require-ingress-https'],
    gatekeeper: ['K8sHttpsOnly'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop }
        spec:
          tls: [{ hosts: [shop.example], secretName: shop-tls }]
          rules:
            - { host: shop.example, http: { paths: [] } }
            - { host: «admin.shop.example», http: { paths: [] } }`,
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: «shop» }
        spec: { defaultBackend: { service: { name: web, port: { number: 80 } } } }`,
    ],
    good: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop }
        spec:
          tls: [{ hosts: ["*.shop.example", shop.example], secretName: shop-tls }]
          rules:
            - { host: shop.example, http: { paths: [] } }
            - { host: admin.shop.example, http: { paths: [] } }`,
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop }
        spec:
          tls: [{ secretName: everything }]
          rules: [{ host: shop.example, http: { paths: [] } }]`,
    ],
  },
  on: ['Ingress'],
  *check(ingress) {
    const entries = ingress.get('spec', 'tls').items
    const covered = entries.flatMap(entry => entry.get('hosts').texts)
    // An entry without hosts stands for all of them.
    if (entries.some(entry => entry.get('hosts').items.length === 0)) return
    const hosts = ingress.get('spec', 'rules').items.map(one => one.get('host'))
    if (entries.length === 0 && !hosts.some(host => host.text)) {
      yield { at: ingress, message: `${ingress} has no certificate` }
    }
    const isMade = Object.keys(ingress.annotations).some(key => MAKES_SECRETS.test(key))
    for (const host of hosts) {
      const name = host.text
      if (!name || covered.some(pattern => covers(pattern, name))) continue
      const fix = toSet(
        ingress.get('spec', 'tls', entries.length),
        entry(name, isMade),
        `Add tls for ${name}`,
        'review',
      )
      yield { at: host, message: `${ingress} answers for ${name} without a certificate`, ...(fix && { fix }) }
    }
  },
})

/** `*.shop.example` covers one name more, not two. */
const covers = (pattern: string, host: string): boolean =>
  pattern === host || (pattern.startsWith('*.') && host.slice(host.indexOf('.') + 1) === pattern.slice(2))

/** cert-manager makes the Secret that is named; without it the controller's own certificate is what there is. */
const MAKES_SECRETS = /^(?:cert-manager\.io\/|kubernetes\.io\/tls-acme$)/

const entry = (host: string, isMade: boolean) => ({
  hosts: [host],
  ...(isMade && { secretName: `${host.replace(/^\*\./, '').replaceAll('.', '-')}-tls` }),
})
