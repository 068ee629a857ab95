/**
 * Why nobody can read the certificates of a bundle in base64; undefined when they can be. What a certificate says
 * is not looked at, only that there is a block of one.
 *
 * Truth: apiserver/pkg/util/webhook/validation.go ValidateCABundle, client-go/util/cert ParseCertsPEM
 */
export function caBundleProblem(base64: string): string | undefined {
  const text = decoded(base64)
  const load = 'unable to load root certificates: '
  const blocks = [...text.matchAll(BLOCK)]
  if (blocks.length === 0) return `${load}unable to parse bytes as PEM block`
  const certificates = blocks.filter(([, type]) => type === 'CERTIFICATE')
  return certificates.length > 0 ? undefined : `${load}data does not contain any valid RSA or ECDSA certificates`
}

const BLOCK = /-----BEGIN ([^\n-]+)-----\s*\n[A-Za-z0-9+/=\s:.,;-]*?\n-----END \1-----/g

function decoded(base64: string): string {
  try {
    return atob(base64)
  } catch {
    return ''
  }
}
