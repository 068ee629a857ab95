import type { KubeObject } from '../../resource/object.ts'
import type { Defaults } from './defaults.ts'

interface BetaRequest extends KubeObject {
  spec?: { request?: string; usages?: string[]; signerName?: string }
  status?: { conditions?: { status?: string }[] }
}

const LEGACY_SIGNER = 'kubernetes.io/legacy-unknown'
const KUBELET = ['digital signature', 'key encipherment'] as const

/**
 * v1beta1 fills in what v1 demands. Who signs goes by what the request itself says: whether it is that of a node.
 *
 * Truth: pkg/apis/certificates/v1beta1/defaults.go, pkg/apis/certificates/helpers.go
 */
const setBetaRequest: Defaults = (object, { minor }) => {
  const { spec = {}, status } = object as BetaRequest
  ;(object as BetaRequest).spec = spec
  spec.usages ??= [...KUBELET]
  if (minor >= 18) spec.signerName ??= signerFor(spec.request ?? '', new Set(spec.usages))
  for (const condition of status?.conditions ?? []) condition.status ||= 'True'
}

function signerFor(request: string, usages: ReadonlySet<string>): string {
  if (usages.size !== KUBELET.length + 1 || !KUBELET.every(usage => usages.has(usage))) return LEGACY_SIGNER
  if (!isOfNode(request)) return LEGACY_SIGNER
  if (usages.has('client auth')) return 'kubernetes.io/kube-apiserver-client-kubelet'
  return usages.has('server auth') ? 'kubernetes.io/kubelet-serving' : LEGACY_SIGNER
}

/** The names of a subject stand in the request as they are: the group of all nodes, and the node's own name. */
function isOfNode(request: string): boolean {
  try {
    const [, body = ''] = /-----BEGIN CERTIFICATE REQUEST-----([^-]*)-----END/.exec(atob(request)) ?? []
    const bytes = atob(body.replace(/\s/g, ''))
    return bytes.includes('system:nodes') && bytes.includes('system:node:')
  } catch {
    return false
  }
}

export const certificatesDefaults: Record<string, Defaults> = {
  'certificates.k8s.io/v1beta1/CertificateSigningRequest': setBetaRequest,
}
