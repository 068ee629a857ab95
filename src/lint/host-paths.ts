/**
 * What of a node is dangerous to hand to a container: the sockets through which containers are started there, and the
 * folders from which the node can be taken over or its secrets be read.
 */
export function hostPathDanger(path: string): 'runtime socket' | 'sensitive folder' | undefined {
  const clean = normal(path)
  if (isRuntimeSocket(clean)) return 'runtime socket'
  return isSensitive(clean) ? 'sensitive folder' : undefined
}

const SOCKETS = ['docker.sock', 'containerd.sock', 'crio.sock', 'cri-dockerd.sock', 'podman.sock', 'dockershim.sock']
const SOCKET_FOLDERS = ['/run/containerd', '/run/crio', '/run/docker', '/run/podman', '/run/dockershim']

const isRuntimeSocket = (path: string): boolean =>
  SOCKETS.some(socket => path.endsWith(`/${socket}`)) || SOCKET_FOLDERS.includes(path.replace(/^\/var/, ''))

/** The folder itself and everything below it. */
const WITH_ALL_BELOW = [
  '/boot',
  '/etc/kubernetes',
  '/proc',
  '/root',
  '/var/lib/docker',
  '/var/lib/etcd',
  '/var/lib/kubelet',
]

/** Only the folder itself: one file of it, or a folder with a name of its own, is another matter. */
const ITSELF = [
  '/',
  '/bin',
  '/dev',
  '/etc',
  '/home',
  '/lib',
  '/lib64',
  '/opt',
  '/run',
  '/sbin',
  '/srv',
  '/sys',
  '/usr',
  '/var',
  '/var/lib',
  '/var/run',
  '/var/lib/containerd',
  '/etc/shadow',
  '/etc/ssh',
  '/etc/sudoers',
  '/etc/passwd',
  '/etc/cron.d',
  '/etc/systemd',
  '/etc/systemd/system',
]

/** Below the kubelet's folder these are made for plugins to use. */
const FOR_PLUGINS = [
  '/var/lib/kubelet/device-plugins',
  '/var/lib/kubelet/plugins',
  '/var/lib/kubelet/plugins_registry',
  '/var/lib/kubelet/pod-resources',
]

const isAtOrBelow = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)

const isSensitive = (path: string): boolean =>
  ITSELF.includes(path) ||
  (WITH_ALL_BELOW.some(folder => isAtOrBelow(path, folder)) && !FOR_PLUGINS.some(folder => isAtOrBelow(path, folder)))

/** `/etc//kubernetes/` → `/etc/kubernetes` */
function normal(path: string): string {
  const clean = path.replace(/\/{2,}/g, '/')
  return clean.length > 1 && clean.endsWith('/') ? clean.slice(0, -1) : clean
}
