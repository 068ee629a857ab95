import type { PodSpec, WindowsSecurityContextOptions } from '../../../../schemas/types/core/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateFormat } from './complaints.ts'
import { containerPath, eachContainer } from './containers-of.ts'

const MOST_SPEC_BYTES = 64 * 1024
const MOST_DOMAIN_BYTES = 256
const MOST_USER_BYTES = 104
const isControl = (text: string): boolean => [...text].some(character => character < ' ' || character === '\u007f')
const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/
const DOMAIN_LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'
const DOMAIN = new RegExp(`^${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})*$`)
const USER_FORBIDDEN = /["/\\:;|=,+*?<>@[\]]/
const USER_DOTS = /^[. ]+$/

/** Truth: pkg/apis/core/validation validateWindowsSecurityContextOptions */
export function validateWindowsOptions(
  options: WindowsSecurityContextOptions | undefined,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!options) return
  const { gmsaCredentialSpecName: name, gmsaCredentialSpec: spec, runAsUserName: user } = options
  if (name !== undefined && name !== null) {
    validateFormat(dnsSubdomain, name, errors, path.child('gmsaCredentialSpecName'))
  }
  if (spec !== undefined && spec !== null) {
    const at = path.child('gmsaCredentialSpec')
    if (spec === '') errors.invalid(at, spec, 'gmsaCredentialSpec cannot be an empty string')
    else if (byteLength(spec) > MOST_SPEC_BYTES)
      errors.invalid(at, spec, 'gmsaCredentialSpec size must be under 64 KiB')
  }
  if (user !== undefined && user !== null) {
    for (const complaint of userComplaints(user)) {
      errors.invalid(path.child('runAsUserName'), user, `runAsUserName${complaint}`)
    }
  }
}

/** `user`, or `domain\user`. */
function userComplaints(name: string): string[] {
  if (name === '') return [' cannot be an empty string']
  if (isControl(name)) return [' cannot contain control characters']
  const parts = name.split('\\')
  if (parts.length > 2) return [' cannot contain more than one backslash']
  const user = parts.at(-1)!
  const domain = parts.length === 2 ? parts[0]! : undefined
  const complaints: string[] = []
  if (domain !== undefined && byteLength(domain) >= MOST_DOMAIN_BYTES) {
    complaints.push(`'s Domain length must be under ${MOST_DOMAIN_BYTES} characters`)
  }
  if (domain !== undefined && !NETBIOS.test(domain) && !DOMAIN.test(domain)) {
    complaints.push("'s Domain doesn't match the NetBios nor the DNS format")
  }
  if (user === '') complaints.push("'s User cannot be empty")
  else if (byteLength(user) > MOST_USER_BYTES) {
    complaints.push(`'s User length must not be longer than ${MOST_USER_BYTES} characters`)
  }
  if (USER_DOTS.test(user)) complaints.push("'s User cannot contain only periods or spaces")
  if (USER_FORBIDDEN.test(user)) {
    complaints.push('\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]')
  }
  return complaints
}

/** A HostProcess pod has nothing but HostProcess containers, on the host's network. Truth: validateWindowsHostProcessPod */
export function validateHostProcess(spec: PodSpec, errors: FieldErrors, path: FieldPath): void {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess
  let count = 0
  let hostProcess = 0
  eachContainer(spec, (container, list, index) => {
    count++
    const own = container.securityContext?.windowsOptions?.hostProcess
    if (isBoolean(ofPod) && isBoolean(own) && ofPod !== own) {
      const at = containerPath(path, list, index).child('securityContext', 'windowsOptions', 'hostProcess')
      errors.invalid(at, own, `pod hostProcess value must be identical if both are specified, was ${ofPod}`)
    }
    if (isBoolean(own) ? own : ofPod === true) hostProcess++
  })
  if (hostProcess === 0) return
  if (hostProcess !== count) {
    errors.invalid(
      path,
      '',
      'If pod contains any hostProcess containers then all containers must be HostProcess containers',
    )
  }
  if (!spec.hostNetwork) {
    const why = 'hostNetwork must be true if pod contains any hostProcess containers'
    errors.invalid(path.child('hostNetwork'), false, why)
  }
}

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'
