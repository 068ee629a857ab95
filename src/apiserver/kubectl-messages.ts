import { formatApiVersion } from '../resource/object.ts'
import type { Applied } from './apply-client.ts'
import type { ServerSideApplied } from './apply-kubectl.ts'
import type { Resource } from './context.ts'
import { goQuote } from './go-text.ts'
import type { Status } from './status.ts'

/** What an apply was about, as kubectl names it. */
export interface Applying {
  readonly resource: Resource
  readonly namespace: string
  readonly name: string
  /** Where the manifest came from: a file's path, or STDIN. */
  readonly source: string
}

/**
 * What kubectl writes to standard error about an apply.
 *
 * Truth: kubectl/pkg/cmd/apply/apply.go, kubectl/pkg/cmd/util/helpers.go
 */
export function applyMessages(applied: Applied, about: Applying): string {
  const lines: string[] = []
  if (applied.adopted) {
    lines.push(
      `Warning: resource ${about.resource.resource}/${about.name} is missing the kubectl.kubernetes.io/last-applied-configuration annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`,
    )
  }
  for (const warning of applied.warnings) lines.push(`Warning: ${warning}\n`)
  const { status } = applied
  if (status) lines.push(failure(status, applied, about))
  return lines.join('')
}

function failure(status: Status, applied: Applied, about: Applying): string {
  if (applied.did === 'unread') return `error: unable to decode ${goQuote(about.source)}: ${status.message}\n`
  if (applied.did === 'create') return errorMessage(status, `error when creating ${goQuote(about.source)}: `)
  const { resource, namespace, name, source } = about
  const { patchText = '', unmade } = applied
  const groupVersion = `${resource.group}/${resource.version}`
  const shown = `Resource: "${groupVersion}, Resource=${resource.resource}", GroupVersionKind: "${groupVersion}, Kind=${resource.kind}"\nName: "${name}", Namespace: "${namespace}"`
  const context = `error when applying patch:\n${patchText}\nto:\n${shown}\nfor: ${goQuote(source)}: error when patching ${goQuote(source)}: `
  if (!unmade) return errorMessage(status, context)
  const { message } = status
  const texts = `creating patch with:\noriginal:\n${unmade.original}\nmodified:\n${unmade.modified}\ncurrent:\n${unmade.current}\nfor: `
  return `${MAKERS.map(maker => `warning: error calculating patch from ${maker} spec: ${message}\n`).join('')}error: ${context}${texts}${message}\n`
}

/** In what kubectl looks up how things merge, one after the other; its own types come last. */
const MAKERS = ['openapi v3', 'openapi']

/** The same of an apply on the server's side. */
export function serverSideMessages({ warnings, status, undone }: ServerSideApplied): string {
  const lines = warnings.map(warning => `Warning: ${warning}\n`)
  if (status) lines.push(status.code === 409 ? `error: ${status.message}\n${RESOLVE}\n` : errorMessage(status))
  for (const { what, status } of undone) {
    lines.push(
      `Warning: ${UNDONE[what]}. This is non-fatal and will be retried next time you apply. Error: ${status.message}\n`,
    )
  }
  return lines.join('')
}

const UNDONE = {
  annotation: 'failed to migrate kubectl.kubernetes.io/last-applied-configuration for Server-Side Apply',
  owners: 'server rejected managed fields migration to Server-Side Apply',
  again: 'failed to re-apply configuration after performing Server-Side Apply migration',
}

const RESOLVE = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`

/** Refusals of the content speak for themselves; everything else says what kubectl was about. */
export function errorMessage(status: Status, context = ''): string {
  const { reason, message, details } = status
  if (reason !== 'Invalid') {
    return `Error from server${reason ? ` (${reason})` : ''}: ${context}${message}\n`
  }
  const named = details?.kind || details?.name
  let head = 'The request is invalid'
  if (named) head = `The ${details?.kind ?? ''} ${goQuote(details?.name ?? '')} is invalid`
  else if (message && !details?.causes?.length) head += `: ${context}${message}`
  const causes = [...new Set((details?.causes ?? []).map(cause => `${cause.field}: ${cause.message}`))]
  if (causes.length === 0) return `${head}\n`
  if (causes.length === 1) return `${head}: ${causes[0]}\n`
  return `${head}: \n${causes.map(cause => `* ${cause}\n`).join('')}`
}

/** `apps/v1, Kind=Deployment` */
export const kindText = (resource: Resource): string => `${formatApiVersion(resource)}, Kind=${resource.kind}`
