import { hostPathDanger } from '../../src/lint/host-paths.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { unlessSystem } from '../../src/lint/security-context.ts'

export default rule({
  name: 'no-runtime-socket',
  severity: 'error',
  summary: 'No pod can reach the socket of its node’s container runtime.',
  why: 'Whoever reaches it starts containers past Kubernetes, privileged ones included: that is root on the node.',
  instead: 'Build images with a tool that needs no daemon, and ask the kubelet or the API for what runs.',
  // Under `security`, no-host-path finds every path of the node.
  profiles: ['recommended'],
  elsewhere: {
    'kube-linter': ['docker-sock', 'container-runtime-sock'],
    trivy: ['KSV-0006'],
    checkov: ['CKV_K8S_27'],
    kubescape: ['C-0074'],
    kubesec: ['DockerSock'],
    datree: ['CONTAINERS_INCORRECT_PATH_VALUE_DOCKERSOCKET'],
    kyverno: ['disallow-cri-sock-mount'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: builder }
        spec:
          containers: [{ name: builder, image: 'builder:1' }]
          volumes:
            - name: docker
              hostPath: { path: «/var/run/docker.sock», type: Socket }
            - name: containerd
              hostPath: { path: «/run/containerd/» }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: builder }
        spec:
          containers: [{ name: builder, image: 'builder:1' }]
          volumes:
            - name: log
              hostPath: { path: /dev/log, type: Socket }`,
    ],
  },
  on: 'pods',
  *check(pods) {
    for (const volume of pods.volumes) {
      const at = volume.get('hostPath', 'path')
      if (!at.text || hostPathDanger(at.text) !== 'runtime socket') continue
      const message = `${pods} can start containers on its node through ${at.text}`
      yield { at, message, severity: unlessSystem(pods, 'error') }
    }
  },
})
