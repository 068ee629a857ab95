import { isObject, type JsonObject } from '../../resource/json.ts'

/** Things that have `apiVersion` and `kind` but are read by programs, never by an API server. By group. */
const GROUPS: Readonly<Record<string, string>> = {
  'kustomize.config.k8s.io': 'a Kustomization',
  'kubeadm.k8s.io': 'a kubeadm configuration',
  'kubelet.config.k8s.io': 'a kubelet configuration',
  'kubeproxy.config.k8s.io': 'a kube-proxy configuration',
  'kubescheduler.config.k8s.io': 'a kube-scheduler configuration',
  'kubecontrollermanager.config.k8s.io': 'a kube-controller-manager configuration',
  'apiserver.config.k8s.io': 'a kube-apiserver configuration',
  'apiserver.k8s.io': 'a kube-apiserver configuration',
  'audit.k8s.io': 'an audit policy',
  'client.authentication.k8s.io': 'client credentials',
  'kubectl.config.k8s.io': 'a kubectl preference file',
  'kind.x-k8s.io': 'a kind cluster',
  'k3d.io': 'a k3d cluster',
  'eksctl.io': 'an eksctl cluster',
  'kops.k8s.io': 'a kops cluster',
  skaffold: 'a Skaffold configuration',
  'backstage.io': 'a Backstage entry',
  'krew.googlecontainertools.github.com': 'a krew plugin',
  'devfile.io': 'a devfile',
  'ctlptl.dev': 'a ctlptl cluster',
  'vendir.k14s.io': 'a vendir configuration',
  'imageupdater.argoproj.io': 'an image updater configuration',
}

export function clientKind(value: JsonObject): string | undefined {
  const { apiVersion, kind } = value
  if (typeof apiVersion !== 'string') return undefined
  const slash = apiVersion.indexOf('/')
  const group = slash < 0 ? '' : apiVersion.slice(0, slash)
  if (group === 'kustomize.config.k8s.io' && kind === 'Component') return 'a kustomize component'
  if (group !== '' && Object.hasOwn(GROUPS, group)) return GROUPS[group]
  if (apiVersion === 'v1' && kind === 'Config' && (Array.isArray(value['clusters']) || isObject(value['preferences'])))
    return 'a kubeconfig'
  return undefined
}
