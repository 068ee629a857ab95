import { imageReference, isTemplated } from '../../src/lint/image-reference.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ registries: string[] }>({
  name: 'image-from-trusted-registry',
  severity: 'warning',
  summary: 'Images come from registries that are trusted.',
  why: 'An image is a program that somebody else made; the registry is what there is to tell who.',
  instead: 'Copy the image to a registry of your own, or add its registry to the option `registries`.',
  profiles: [],
  elsewhere: {
    trivy: ['KSV-0125', 'KSV-0032', 'KSV-0033', 'KSV-0034', 'KSV-0035'],
    kubescape: ['C-0078', 'C-0001'],
    kyverno: ['restrict-image-registries'],
    gatekeeper: ['K8sAllowedRepos', 'K8sDisallowedRepos'],
  },
  options: {
    registries: {
      type: 'array',
      items: { type: 'string' },
      default: [
        'docker.io',
        'ghcr.io',
        'quay.io',
        'registry.k8s.io',
        '*.gcr.io',
        'gcr.io',
        '*.pkg.dev',
        'public.ecr.aws',
        '*.amazonaws.com',
        'mcr.microsoft.com',
        '*.azurecr.io',
        'registry.access.redhat.com',
        'registry.redhat.io',
        'registry.gitlab.com',
        'nvcr.io',
        'cgr.dev',
      ],
      description:
        'Registries, with a path behind them where only a part is meant; `*.` in front means any host below.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: «'registry.unheard.of/web:1'» }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'nginx:1.29' }, { name: proxy, image: 'eu.gcr.io/team/proxy:1' }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    const at = container.get('image')
    if (!at.text || isTemplated(at.text)) return
    const { registry = 'docker.io', repository } = imageReference(at.text)
    const name = `${registry}/${repository}`
    if (this.options.registries.some(allowed => isUnder(name, allowed))) return
    yield { at, message: `The image ${at.text} of the ${container} comes from ${registry}` }
  },
})

/** `*.gcr.io` holds eu.gcr.io/team/proxy; `ghcr.io/team` holds ghcr.io/team/proxy and not ghcr.io/teamster. */
function isUnder(name: string, allowed: string): boolean {
  if (allowed.startsWith('*.')) {
    const [host = '', wanted = ''] = [name.slice(0, name.indexOf('/')), allowed.slice(1).split('/')[0]]
    const rest = allowed.slice(1 + wanted.length)
    return host.endsWith(wanted) && (rest === '' || name.slice(host.length).startsWith(rest))
  }
  return name === allowed || name.startsWith(allowed.endsWith('/') ? allowed : `${allowed}/`)
}
