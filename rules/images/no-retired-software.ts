import { imageReference } from '../../src/lint/image-reference.ts'
import { POD_MAKERS } from '../../src/lint/pod-template.ts'
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
    checkov: ['CKV_K8S_33', 'CKV_K8S_34', 'CKV_K8S_44', 'CKV_K8S_45'],
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
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: mirrored, labels: { k8s-app: «kubernetes-dashboard» } }
        spec:
          containers: [{ name: dashboard, image: 'mirror.example.com/dashboard:v2.7.0' }]`,
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: tiller-deploy, namespace: kube-system }
        spec:
          selector: { app: helm, name: «tiller» }
          ports: [{ port: 44134 }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: helm, labels: { app: helm, name: helm } }
        spec:
          containers: [{ name: helm, image: 'alpine/helm:3.19.0' }, { name: mine, image: 'example.com/instiller/web:1' }]`,
    ],
  },
  on: [...POD_MAKERS, 'Service'],
  *check(object) {
    if (object.kind === 'Service') {
      const places = [object.get('spec', 'selector', 'name'), object.get('metadata', 'labels', 'name')]
      const at = places.find(({ text }) => text === 'tiller')
      if (at) yield { at, message: `${object} leads to ${TILLER}`, advice: WITHOUT_TILLER }
    }
    let found = false
    for (const container of object.pods?.containers ?? []) {
      const at = container.get('image')
      const path = at.text ? `/${imageReference(at.text).repository}` : ''
      const retired = RETIRED.find(({ image }) => path.endsWith(image))
      if (!retired) continue
      found = true
      yield { at, message: `The ${container} runs ${retired.what}`, advice: retired.advice }
    }
    // A mirror calls an image what it likes; by the labels others find the pods.
    const labels = found ? undefined : object.pods?.metadata.get('labels')
    for (const { label, value, what, advice } of labels?.map ? LABELLED : []) {
      const at = labels!.get(label)
      if (at.text === value) yield { at, message: `${object} runs ${what}, by its labels`, advice }
    }
  },
})

const TILLER = 'Tiller, which lets anybody in the cluster do anything'
const WITHOUT_TILLER = 'Use Helm 3 or later, which needs no server.'
const DASHBOARD = 'the Kubernetes Dashboard, which was retired'
const WITHOUT_DASHBOARD = 'Use Headlamp or the command line.'
const INGRESS = 'ingress-nginx, which was retired in March 2026'
const WITHOUT_INGRESS = 'Move to the Gateway API or another controller.'

const LABELLED = [
  { label: 'name', value: 'tiller', what: TILLER, advice: WITHOUT_TILLER },
  { label: 'k8s-app', value: 'kubernetes-dashboard', what: DASHBOARD, advice: WITHOUT_DASHBOARD },
  { label: 'app', value: 'kubernetes-dashboard', what: DASHBOARD, advice: WITHOUT_DASHBOARD },
]

/** By the end of the name of an image. */
const RETIRED = [
  { image: '/tiller', what: TILLER, advice: WITHOUT_TILLER },
  { image: '/kubernetesui/dashboard', what: DASHBOARD, advice: WITHOUT_DASHBOARD },
  { image: '/kubernetes-dashboard', what: DASHBOARD, advice: WITHOUT_DASHBOARD },
  { image: '/kubernetes-dashboard-amd64', what: DASHBOARD, advice: WITHOUT_DASHBOARD },
  { image: '/ingress-nginx/controller', what: INGRESS, advice: WITHOUT_INGRESS },
  { image: '/nginx-ingress-controller/nginx-ingress-controller', what: INGRESS, advice: WITHOUT_INGRESS },
  { image: '/heapster-amd64', what: 'Heapster, which was retired in 2018', advice: 'Use metrics-server.' },
  { image: '/kube-lego', what: 'kube-lego, which was retired in 2018', advice: 'Use cert-manager.' },
]
