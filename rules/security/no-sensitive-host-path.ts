import { hostPathDanger } from '../../src/lint/host-paths.ts'
import type { Container } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { unlessSystem } from '../../src/lint/security-context.ts'

export default rule<{ paths: string[] }>({
  name: 'no-sensitive-host-path',
  severity: 'warning',
  summary: 'No pod mounts the folders from which its node can be taken over.',
  why: 'With `/etc`, `/proc`, the kubelet’s folder or all of the node in hand, a container is as good as root there.',
  instead: 'Mount the one file or folder that is needed, read-only.',
  // Under `security`, no-host-path finds every path of the node.
  profiles: ['recommended'],
  elsewhere: {
    'kube-linter': ['sensitive-host-mounts'],
    trivy: ['KSV-0121'],
  },
  options: {
    paths: {
      type: 'array',
      items: { type: 'string' },
      default: [],
      description: 'More folders that are sensitive, with all below.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: agent }
        spec:
          containers: [{ name: agent, image: 'agent:1', volumeMounts: [{ name: host, mountPath: /host }] }]
          volumes:
            - name: host
              hostPath: { path: «/» }
            - name: certificates
              hostPath: { path: «/etc/kubernetes/pki/» }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: agent }
        spec:
          containers: [{ name: agent, image: 'agent:1', volumeMounts: [{ name: time, mountPath: /etc/localtime }] }]
          volumes:
            - name: time
              hostPath: { path: /etc/localtime }
            - name: logs
              hostPath: { path: /var/log/pods }
            - name: plugins
              hostPath: { path: /var/lib/kubelet/plugins/csi.example.com }`,
    ],
  },
  on: 'pods',
  *check(pods) {
    for (const volume of pods.volumes) {
      const at = volume.get('hostPath', 'path')
      if (!at.text || !(hostPathDanger(at.text) === 'sensitive folder' || isBelow(at.text, this.options.paths)))
        continue
      const isReadOnly = readOnly(pods.containers, volume.get('name').text)
      const severity = unlessSystem(pods, isReadOnly ? 'note' : 'warning')
      yield { at, message: `${pods} mounts ${at.text} of its node${isReadOnly ? ' to read' : ''}`, severity }
    }
  },
})

/** Agents that watch a node have to look at it. */
const readOnly = (containers: readonly Container[], volume: string | undefined): boolean => {
  const mounts = containers.flatMap(container => container.get('volumeMounts').items)
  const ofVolume = mounts.filter(mount => mount.get('name').text === volume)
  return ofVolume.length > 0 && ofVolume.every(mount => mount.get('readOnly').isTrue)
}

const isBelow = (path: string, folders: readonly string[]): boolean =>
  folders.some(folder => path === folder || path.startsWith(`${folder}/`))
