import type { DeviceRequest } from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { exactly } from './older-forms.ts'

const LABEL = 'resource.kubernetes.io/admin-access'
/** The same in a template, whose requests are one level deeper. */
const REQUESTS = FieldPath.of('spec', 'devices', 'requests')

/** Access to devices in use is for namespaces that say so. Truth: pkg/registry/resource AuthorizedForAdmin */
export function validateAdminAccess(
  requests: readonly DeviceRequest[] | undefined,
  namespace: string | undefined,
  errors: FieldErrors,
  { gates, world, openWorld }: Context,
): void {
  if (!requests || !gates.enabled('DRAAdminAccess')) return
  const index = requests.findIndex(request => exactly(request)?.adminAccess === true)
  if (index < 0) return
  const path = REQUESTS.index(index).child('adminAccess')
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
