import type { Line } from './line.ts'

/** Pods and containers, secrets, configuration and images, access. */
export const SECURITY: readonly Line[] = [
  { line: 1, idea: 'Privileged containers', rules: ['no-privileged-container'] },
  { line: 2, idea: 'Privilege escalation not forbidden', rules: ['no-privilege-escalation'] },
  { line: 3, idea: 'Containers that may run as root', rules: ['runs-as-non-root'] },
  { line: 4, idea: 'User 0 asked for', rules: ['runs-as-non-root'] },
  { line: 5, idea: 'Low user numbers', rules: ['user-id-is-high'] },
  { line: 6, idea: 'The group of root, low group numbers', rules: ['no-root-group', 'group-id-is-high'] },
  { line: 7, idea: 'Writable root file system', rules: ['root-filesystem-is-read-only'] },
  { line: 8, idea: 'Processes of the node', rules: ['no-host-pid'] },
  { line: 9, idea: 'Shared memory of the node', rules: ['no-host-ipc'] },
  { line: 10, idea: 'Network of the node', rules: ['no-host-network'] },
  { line: 11, idea: 'Ports of the node', rules: ['no-host-port'] },
  { line: 12, idea: 'Files of the node', rules: ['no-host-path'] },
  { line: 13, idea: 'Files of the node that give it away', rules: ['no-sensitive-host-path', 'no-host-path'] },
  { line: 14, idea: 'Files of the node that can be written', rules: ['host-path-is-read-only'] },
  { line: 15, idea: 'Sockets of the container runtime', rules: ['no-runtime-socket', 'no-host-path'] },
]
