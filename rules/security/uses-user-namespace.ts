import { toSet } from '../../src/lint/fixes.ts'
import type { PodTemplate } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { isWindows } from '../../src/lint/security-context.ts'

export default rule({
  name: 'uses-user-namespace',
  severity: 'warning',
  summary: 'Users of the container are nobody on the node.',
  why: 'In a user namespace of its own, root in the container has no rights outside of it.',
  instead: 'Set `hostUsers: false`.',
  profiles: [],
  elsewhere: {
    kubesec: ['HostUsers'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: «web» }
        spec:
          containers: [{ name: web, image: 'web:1' }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          hostUsers: false
          containers: [{ name: web, image: 'web:1' }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    const setting = pods.spec.get('hostUsers')
    if (setting.isFalse || isWindows(pods) || this.minors.every(minor => minor < 25)) return
    const fix = cannot(pods) ? undefined : toSet(setting, false, 'Give the pod users of its own', 'review')
    const at = setting.exists ? setting : pods.object
    yield { at, message: `${pods} shares the users of its node`, ...(fix && { fix }) }
  },
})

/** Who shares more with the node, or uses its disks as they are, cannot have users of its own. */
const cannot = ({ spec, containers }: PodTemplate): boolean =>
  ['hostNetwork', 'hostPID', 'hostIPC'].some(field => spec.get(field).isTrue) ||
  containers.some(container => container.get('volumeDevices').items.length > 0)
