// Made by `npm run docs` from the files in the folders beside it.
import type { Rule } from '../src/lint/rule.ts'
import budgetLeavesRoom from './availability/budget-leaves-room.ts'
import imageHasTag from './images/image-has-tag.ts'
import groupIdIsHigh from './security/group-id-is-high.ts'
import hostPathIsReadOnly from './security/host-path-is-read-only.ts'
import noHostIpc from './security/no-host-ipc.ts'
import noHostNetwork from './security/no-host-network.ts'
import noHostPath from './security/no-host-path.ts'
import noHostPid from './security/no-host-pid.ts'
import noHostPort from './security/no-host-port.ts'
import noPrivilegeEscalation from './security/no-privilege-escalation.ts'
import noPrivilegedContainer from './security/no-privileged-container.ts'
import noRootGroup from './security/no-root-group.ts'
import noRuntimeSocket from './security/no-runtime-socket.ts'
import noSensitiveHostPath from './security/no-sensitive-host-path.ts'
import rootFilesystemIsReadOnly from './security/root-filesystem-is-read-only.ts'
import runsAsNonRoot from './security/runs-as-non-root.ts'
import userIdIsHigh from './security/user-id-is-high.ts'

/** Every rule, by family and name. */
export const RULES: readonly Rule[] = [
  budgetLeavesRoom,
  imageHasTag,
  groupIdIsHigh,
  hostPathIsReadOnly,
  noHostIpc,
  noHostNetwork,
  noHostPath,
  noHostPid,
  noHostPort,
  noPrivilegeEscalation,
  noPrivilegedContainer,
  noRootGroup,
  noRuntimeSocket,
  noSensitiveHostPath,
  rootFilesystemIsReadOnly,
  runsAsNonRoot,
  userIdIsHigh,
]

/** The family of each rule: the folder it is in. */
export const FAMILIES: Readonly<Record<string, string>> = {
  'budget-leaves-room': 'availability',
  'image-has-tag': 'images',
  'group-id-is-high': 'security',
  'host-path-is-read-only': 'security',
  'no-host-ipc': 'security',
  'no-host-network': 'security',
  'no-host-path': 'security',
  'no-host-pid': 'security',
  'no-host-port': 'security',
  'no-privilege-escalation': 'security',
  'no-privileged-container': 'security',
  'no-root-group': 'security',
  'no-runtime-socket': 'security',
  'no-sensitive-host-path': 'security',
  'root-filesystem-is-read-only': 'security',
  'runs-as-non-root': 'security',
  'user-id-is-high': 'security',
}
