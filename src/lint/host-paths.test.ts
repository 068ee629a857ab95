import { expect, test } from 'vitest'
import { hostPathDanger } from './host-paths.ts'

test.each([
  ['/', 'sensitive folder'],
  ['/etc/', 'sensitive folder'],
  ['/etc//kubernetes/pki', 'sensitive folder'],
  ['/proc/sys', 'sensitive folder'],
  ['/var/lib/kubelet/pods', 'sensitive folder'],
  ['/var/run/docker.sock', 'runtime socket'],
  ['/run/k3s/containerd/containerd.sock', 'runtime socket'],
  ['/run/containerd', 'runtime socket'],
  ['/etc/localtime', undefined],
  ['/var/log', undefined],
  ['/etcd', undefined],
  ['/var/lib/kubelet/plugins/csi.example.com', undefined],
])('%s is a %s', (path, danger) => expect(hostPathDanger(path)).toBe(danger))
