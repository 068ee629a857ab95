import { imageReference } from '../../src/lint/image-reference.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-retired-software',
  severity: 'warning',
  summary: 'Nothing runs that its makers have given up.',
  why: 'Nobody repairs what is found to be broken in it, and some of it was never safe.',
  instead: 'Replace it.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    trivy: ['KSV-0102'],
    checkov: ['CKV_K8S_33', 'CKV_K8S_34'],
    kubescape: ['C-0014'],
    kyverno: ['disallow-helm-tiller'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: tiller }
        spec:
          containers: [{ name: tiller, image: «'ghcr.io/helm/tiller:v2.17.0'» }]`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: dashboard }
        spec:
          containers: [{ name: dashboard, image: «'kubernetesui/dashboard:v2.7.0'» }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: helm }
        spec:
          containers: [{ name: helm, image: 'alpine/helm:3.19.0' }, { name: mine, image: 'example.com/instiller/web:1' }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    const at = container.get('image')
    if (!at.text) return
    const { repository } = imageReference(at.text)
    const path = `/${repository}`
    for (const [end, what, advice] of RETIRED) {
      if (!path.endsWith(end)) continue
      yield { at, message: `The ${container} runs ${what}`, advice }
      return
    }
  },
})

const RETIRED: readonly (readonly [end: string, what: string, advice: string])[] = [
  ['/tiller', 'Tiller, which lets anybody in the cluster do anything', 'Use Helm 3 or later, which needs no server.'],
  ['/kubernetesui/dashboard', 'the Kubernetes Dashboard, which was retired', 'Use Headlamp or the command line.'],
  ['/kubernetes-dashboard-amd64', 'the Kubernetes Dashboard, which was retired', 'Use Headlamp or the command line.'],
  [
    '/ingress-nginx/controller',
    'ingress-nginx, which was retired in March 2026',
    'Move to the Gateway API or another controller.',
  ],
  [
    '/nginx-ingress-controller/nginx-ingress-controller',
    'ingress-nginx, which was retired in March 2026',
    'Move to the Gateway API or another controller.',
  ],
  ['/heapster-amd64', 'Heapster, which was retired in 2018', 'Use metrics-server.'],
  ['/kube-lego', 'kube-lego, which was retired in 2018', 'Use cert-manager.'],
]
