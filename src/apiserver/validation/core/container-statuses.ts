import type { Container, ContainerStatus, PodSpec, PodStatus } from '../../../../schemas/types/core/v1.generated.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateId } from './security-context.ts'

const LISTS = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'] as const

/** Truth: validateContainerStatusUsers, validateContainerStatusAllocatedResourcesStatus */
export function validateContainerStatuses(
  status: PodStatus,
  spec: PodSpec,
  errors: FieldErrors,
  path: FieldPath,
): void {
  for (const list of LISTS) {
    status[list]?.forEach(({ user }, index) => {
      const at = path.child(list).index(index).child('linux')
      if (!user?.linux) return
      if (spec.os?.name === 'windows') {
        errors.forbidden(at, 'cannot be set for a windows pod')
        return
      }
      validateId(user.linux.uid, errors, at.child('uid'))
      validateId(user.linux.gid, errors, at.child('gid'))
      user.linux.supplementalGroups?.forEach((group, number) => {
        validateId(group, errors, at.child('supplementalGroups').index(number))
      })
    })
  }
  validateAllocated(status.containerStatuses, spec.containers, errors, path.child('containerStatuses'))
  validateAllocated(status.initContainerStatuses, spec.initContainers, errors, path.child('initContainerStatuses'))
  status.ephemeralContainerStatuses?.forEach(({ allocatedResourcesStatus }, index) => {
    if (!allocatedResourcesStatus?.length) return
    const at = path.child('ephemeralContainerStatuses').index(index).child('allocatedResourcesStatus')
    errors.forbidden(at, 'must not be specified in container status')
  })
}

const HEALTH = ['Healthy', 'Unhealthy', 'Unknown']

function validateAllocated(
  statuses: ContainerStatus[] | undefined,
  containers: Container[] | undefined,
  errors: FieldErrors,
  path: FieldPath,
): void {
  statuses?.forEach(({ name, allocatedResourcesStatus }, index) => {
    const container = containers?.find(each => each.name === name)
    allocatedResourcesStatus?.forEach(({ name: resource = '', resources }, number) => {
      const at = path.index(index).child('allocatedResourcesStatus').index(number)
      const complaint = container && resourceComplaint(container, resource)
      if (complaint) errors.invalid(at.child('name'), resource, complaint)
      const ids = new Set<string>()
      resources?.forEach(({ health = '', resourceID = '' }, each) => {
        const of = at.child('resources').index(each)
        if (!HEALTH.includes(health)) errors.notSupported(of.child('health'), health, HEALTH)
        if (ids.has(resourceID)) errors.duplicate(of.child('resourceID'), resourceID)
        ids.add(resourceID)
      })
    })
  })
}

function resourceComplaint({ resources }: Container, name: string): string | undefined {
  if (!name.startsWith('claim:')) {
    return resources?.requests?.[name] === undefined ? "must match one of the container's resource requests" : undefined
  }
  const claimed = (resources?.claims ?? []).some(
    claim => name === `claim:${claim.name ?? ''}${claim.request ? `/${claim.request}` : ''}`,
  )
  return claimed
    ? undefined
    : "must match one of the container's resource claims in a format 'claim:<claimName>/<request>' or 'claim:<claimName>' if request is empty"
}
