import type { Severity } from '../diagnostic/diagnostic.ts'
import type { Field } from './field.ts'
import type { Container, PodTemplate } from './pod-template.ts'

/**
 * The setting of a security context that counts for a container: its own, or its pod's where it has none. Each field
 * is inherited by itself. Where nobody says anything, the absent field of the container.
 */
export function securitySetting(container: Container, ...path: readonly string[]): Field {
  const own = container.get('securityContext', ...path)
  if (own.exists) return own
  const ofPod = container.pods.spec.get('securityContext', ...path)
  return ofPod.exists ? ofPod : own
}

/** Whether another container before this one inherits the same setting of the pod: one finding there is enough. */
export function inheritedBefore(container: Container, ...path: readonly string[]): boolean {
  const inherits = (one: Container): boolean => !one.get('securityContext', ...path).exists
  if (!inherits(container) || !container.pods.spec.get('securityContext', ...path).exists) return false
  const first = container.pods.containers.find(inherits)
  return first !== undefined && first.path.join() !== container.path.join()
}

/** Windows knows neither capabilities nor seccomp nor AppArmor nor numbers for users. */
export const isWindows = ({ spec }: PodTemplate): boolean => spec.get('os', 'name').text === 'windows'

/** In a user namespace of its own, root inside is nobody outside. */
export const hasOwnUsers = ({ spec }: PodTemplate): boolean => spec.get('hostUsers').isFalse

/** Which capability a word means: `CAP_NET_RAW`, as older runtimes took it, is `NET_RAW`. */
export const capability = (word: string): string => {
  const name = word.toUpperCase()
  return name.startsWith('CAP_') ? name.slice(4) : name
}

export const addedCapabilities = (container: Container): Field[] =>
  container.get('securityContext', 'capabilities', 'add').items

export const droppedCapabilities = (container: Container): string[] =>
  container.get('securityContext', 'capabilities', 'drop').texts.map(capability)

const DANGEROUS = new Set(['ALL', 'BPF', 'DAC_READ_SEARCH', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_MODULE', 'SYS_RAWIO'])

/** Whether a capability amounts to owning the node. Tracing does where there are processes of the node to trace. */
export const isDangerous = (word: string, { spec }: PodTemplate): boolean =>
  DANGEROUS.has(capability(word)) || (capability(word) === 'SYS_PTRACE' && spec.get('hostPID').isTrue)

/** What runs in `kube-system` serves the cluster itself, and often needs what others should not have: it is only noted. */
export const unlessSystem = (pods: PodTemplate, severity: Severity): Severity =>
  pods.namespace === 'kube-system' ? 'note' : severity
