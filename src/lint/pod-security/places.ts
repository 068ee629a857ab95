/**
 * What each check of the Pod Security Standards looks at, so that a finding can point there: fields of the spec of the
 * pod and of a container. A `*` stands for each item of a list.
 */
export interface Looked {
  readonly pod?: readonly string[]
  readonly container?: readonly string[]
  /** Containers that say nothing are at fault as well. */
  readonly missing?: boolean
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop']
const SECCOMP = 'securityContext.seccompProfile.type'
const SELINUX = ['type', 'user', 'role'].map(part => `securityContext.seLinuxOptions.${part}`)
const HOST_PROCESS = 'securityContext.windowsOptions.hostProcess'
const NON_ROOT = 'securityContext.runAsNonRoot'

/** By the server's name of the check. */
export const PLACES: Readonly<Record<string, Looked>> = {
  allowPrivilegeEscalation: { container: ['securityContext.allowPrivilegeEscalation'], missing: true },
  appArmorProfile: {
    pod: ['securityContext.appArmorProfile.type'],
    container: ['securityContext.appArmorProfile.type'],
  },
  capabilities_baseline: { container: ['securityContext.capabilities.add.*'] },
  capabilities_restricted: {
    container: ['securityContext.capabilities.add.*', 'securityContext.capabilities.drop'],
    missing: true,
  },
  hostNamespaces: { pod: ['hostNetwork', 'hostPID', 'hostIPC'] },
  hostPathVolumes: { pod: ['volumes.*.hostPath'] },
  hostPorts: { container: ['ports.*.hostPort'] },
  hostProbesAndHostLifecycle: {
    container: PROBES.flatMap(probe => [`${probe}.httpGet.host`, `${probe}.tcpSocket.host`]),
  },
  privileged: { container: ['securityContext.privileged'] },
  procMount: { container: ['securityContext.procMount'] },
  procMount_restricted: { container: ['securityContext.procMount'] },
  restrictedVolumes: { pod: ['volumes.*'] },
  runAsNonRoot: { pod: [NON_ROOT], container: [NON_ROOT], missing: true },
  runAsUser: { pod: ['securityContext.runAsUser'], container: ['securityContext.runAsUser'] },
  seLinuxOptions: { pod: SELINUX, container: SELINUX },
  seccompProfile_baseline: { pod: [SECCOMP], container: [SECCOMP] },
  seccompProfile_restricted: { pod: [SECCOMP], container: [SECCOMP], missing: true },
  sysctls: { pod: ['securityContext.sysctls.*.name'] },
  windowsHostProcess: { pod: [HOST_PROCESS], container: [HOST_PROCESS] },
}
