import type { PodSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { brokenBefore, NOWHERE, type PodOptions } from './pod-options.ts'

const MOST_BYTES = 253
const SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?'
/** Since 1.23 slashes may stand for dots. */
const WITH_SLASHES = `^(${SEGMENT}[\\./])*${SEGMENT}$`
const WITH_DOTS = `^(${SEGMENT}\\.)*${SEGMENT}$`
const withSlashes = new RegExp(WITH_SLASHES)
const withDots = new RegExp(WITH_DOTS)

/** Truth: pkg/apis/core/validation validateSysctls */
export function validateSysctls(spec: PodSpec, errors: FieldErrors, path: FieldPath, options: PodOptions): void {
  const sysctls = spec.securityContext?.sysctls
  if (!sysctls?.length) return
  const [regex, shown] = options.minor >= 23 ? [withSlashes, WITH_SLASHES] : [withDots, WITH_DOTS.slice(1, -1)]
  const names = new Set<string>()
  sysctls.forEach(({ name = '' }, index) => {
    const at = path.index(index).child('name')
    if (!name) errors.required(at)
    else if (byteLength(name) > MOST_BYTES || !regex.test(name)) {
      errors.invalid(at, name, `must have at most ${MOST_BYTES} characters and match regex ${shown}`)
    } else if (names.has(name)) errors.duplicate(at, name)
    names.add(name)
  })
  if (options.minor < 28) return
  if (!brokenBefore(options, (old, scratch) => validateHostSysctls(old, scratch, NOWHERE))) {
    validateHostSysctls(spec, errors, path)
  }
}

/** What a namespace shared with the host would change on the host itself. */
function validateHostSysctls(spec: PodSpec, errors: FieldErrors, path: FieldPath): void {
  spec.securityContext?.sysctls?.forEach(({ name = '' }, index) => {
    const namespace = namespaceOf(name)
    const shared =
      namespace === 'net' && spec.hostNetwork
        ? 'hostNetwork'
        : namespace === 'ipc' && spec.hostIPC
          ? 'hostIPC'
          : undefined
    if (shared) errors.invalid(path.index(index).child('name'), name, `may not be specified when '${shared}' is true`)
  })
}

const IPC = new Set(['kernel.sem'])
const IPC_PREFIXES = ['kernel.shm', 'kernel.msg', 'fs.mqueue.']

/** Truth: component-helpers/node/util/sysctl GetNamespace */
function namespaceOf(sysctl: string): 'net' | 'ipc' | undefined {
  const name = normalized(sysctl)
  if (name.startsWith('net.')) return 'net'
  return IPC.has(name) || IPC_PREFIXES.some(prefix => name.startsWith(prefix)) ? 'ipc' : undefined
}

/** `net/ipv4/conf/eno2.100/rp_filter` is `net.ipv4.conf.eno2/100.rp_filter`. */
function normalized(name: string): string {
  const first = /[./]/.exec(name)?.[0]
  return first === '/' ? name.replace(/[./]/g, character => (character === '.' ? '/' : '.')) : name
}
