import type {
  DeviceRequest,
  ResourceClaim,
  ResourceClaimStatus,
} from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { exactly } from './older-forms.ts'

const LABEL = 'resource.kubernetes.io/admin-access'
/** The same in a template, whose requests are one level deeper. */
const REQUESTS = FieldPath.of('spec', 'devices', 'requests')

const RESULTS = FieldPath.of('status', 'allocation', 'devices', 'results')

/** Access to devices in use is for namespaces that say so. Truth: pkg/registry/resource AuthorizedForAdmin */
export function validateAdminAccess(
  requests: readonly DeviceRequest[] | undefined,
  namespace: string | undefined,
  errors: FieldErrors,
  context: Context,
): void {
  if (!requests || !context.gates.enabled('DRAAdminAccess')) return
  const index = requests.findIndex(request => exactly(request)?.adminAccess === true)
  if (index >= 0) demandLabel(namespace, errors, REQUESTS.index(index).child('adminAccess'), context)
}

/** The same of what is allocated, unless it was before. Truth: pkg/registry/resource AuthorizedForAdminStatus */
export function validateAllocatedAdminAccess(
  { status, metadata }: ResourceClaim & KubeObject,
  old: ResourceClaim,
  errors: FieldErrors,
  context: Context,
): void {
  const index = grantedIn(status)
  if (index < 0 || grantedIn(old.status) >= 0) return
  demandLabel(metadata.namespace, errors, RESULTS.index(index).child('adminAccess'), context)
}

const grantedIn = (status: ResourceClaimStatus | undefined): number =>
  status?.allocation?.devices?.results?.findIndex(({ adminAccess }) => adminAccess === true) ?? -1

function demandLabel(
  namespace: string | undefined,
  errors: FieldErrors,
  path: FieldPath,
  { world, openWorld }: Context,
): void {
  const found = world.get('', 'Namespace', '', namespace ?? '')
  if (found) {
    if (found.metadata.labels?.[LABEL] === 'true') return
    const detail = `admin access to devices requires the \`${LABEL}: true\` label on the containing namespace`
    errors.forbidden(path, detail)
  } else if (!openWorld) {
    errors.internal(
      path,
      `could not retrieve namespace to verify admin access: namespaces "${namespace ?? ''}" not found`,
    )
  }
}
