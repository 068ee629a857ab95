import { lacks } from '../../src/lint/cluster/limit-ranges.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'has-cpu-limit',
  severity: 'note',
  summary: 'Containers have a limit for CPU.',
  why: 'A limit makes a container as fast on an idle node as on a busy one. Others leave it out, since requests already divide the CPU fairly.',
  instead: 'Set `resources.limits.cpu`.',
  profiles: [],
  elsewhere: {
    'kube-linter': ['unset-cpu-requirements'],
    'kube-score': ['container-resources'],
    polaris: ['cpuLimitsMissing'],
    trivy: ['KSV-0011'],
    checkov: ['CKV_K8S_11'],
    kubescape: ['C-0270', 'C-0050', 'C-0009'],
    kubesec: ['LimitsCPU'],
    datree: ['CONTAINERS_MISSING_CPU_LIMIT_KEY'],
    gatekeeper: ['K8sContainerLimits', 'K8sRequiredResources'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              initContainers: [{ name: «wait», image: wait:1 }]
              containers: [{ name: «web», image: web:1 }]`,
    ],
    good: [
      // Pods may be limited as a whole, and a LimitRange gives what is not said.
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec: { containers: [{ name: web, image: web:1, resources: { limits: { cpu: 100m } } }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: whole }
        spec: { resources: { limits: { cpu: 100m } }, containers: [{ name: web, image: web:1 }] }
        ---
        apiVersion: v1
        kind: LimitRange
        metadata: { name: defaults, namespace: shop }
        spec: { limits: [{ type: Container, default: { cpu: 100m } }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
  },
  on: 'containers',
  *check(container, cluster) {
    if (lacks(container, 'limits', 'cpu', cluster))
      yield { at: container.here, message: `The ${container} has no limit for CPU` }
  },
})
