import { goQuote } from './go-text.ts'

export interface StatusCause {
  /** Absent where a policy in CEL says no. */
  reason?: string
  message: string
  field?: string
}

export interface StatusDetails {
  name?: string
  group?: string
  kind?: string
  causes?: StatusCause[]
  retryAfterSeconds?: number
}

/** What the API server answers when it refuses. Truth: apimachinery/pkg/api/errors/errors.go */
export interface Status {
  code: number
  /** Absent where the server has none, as with a plain 500. */
  reason?: string
  message: string
  details?: StatusDetails
}

/** A resource (plural) of a group, for messages that name it. */
export interface GroupName {
  group: string
  name: string
}

/** `deployments.apps`, `pods` */
export const qualified = ({ group, name }: GroupName): string => (group ? `${name}.${group}` : name)

const details = (
  { group, name }: GroupName,
  objectName: string | undefined,
  causes?: StatusCause[],
): StatusDetails => ({
  ...(objectName ? { name: objectName } : {}),
  ...(group ? { group } : {}),
  kind: name,
  ...(causes && causes.length > 0 ? { causes } : {}),
})

/** `kind` by its kind name, as in `Deployment.apps "web" is invalid: …`. Equal messages are told once. */
export function invalid(kind: GroupName, objectName: string, causes: StatusCause[]): Status {
  const messages = [...new Set(causes.map(cause => `${cause.field}: ${cause.message}`))]
  const told = messages.length === 1 ? messages[0] : `[${messages.join(', ')}]`
  return {
    code: 422,
    reason: 'Invalid',
    message: `${qualified(kind)} ${goQuote(objectName)} is invalid${messages.length > 0 ? `: ${told}` : ''}`,
    details: details(kind, objectName, causes),
  }
}

export const badRequest = (message: string): Status => ({ code: 400, reason: 'BadRequest', message })

export const forbidden = (resource: GroupName, objectName: string, why: string, causes?: StatusCause[]): Status => ({
  code: 403,
  reason: 'Forbidden',
  message: objectName
    ? `${qualified(resource)} ${goQuote(objectName)} is forbidden: ${why}`
    : `${qualified(resource)} is forbidden: ${why}`,
  details: details(resource, objectName, causes),
})

export const notFound = (resource: GroupName, objectName: string): Status => ({
  code: 404,
  reason: 'NotFound',
  message: `${qualified(resource)} ${goQuote(objectName)} not found`,
  details: details(resource, objectName),
})

export const alreadyExists = (resource: GroupName, objectName: string): Status => ({
  code: 409,
  reason: 'AlreadyExists',
  message: `${qualified(resource)} ${goQuote(objectName)} already exists`,
  details: details(resource, objectName),
})

export const conflict = (resource: GroupName, objectName: string, why: string): Status => ({
  code: 409,
  reason: 'Conflict',
  message: `Operation cannot be fulfilled on ${qualified(resource)} ${goQuote(objectName)}: ${why}`,
  details: details(resource, objectName),
})

/** Truth: apimachinery errors.NewInternalError */
export const internalError = (message: string): Status => ({
  code: 500,
  reason: 'InternalError',
  message: `Internal error occurred: ${message}`,
  details: { causes: [{ message }] },
})

/** An error that no handler expected: the server answers 500 with the bare text. */
export const plainError = (message: string): Status => ({ code: 500, message })
