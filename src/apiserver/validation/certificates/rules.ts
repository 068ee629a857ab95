import type { RulesByKind } from '../../kind-rules.ts'
import { certificateSigningRequest } from './certificate-signing-request.ts'

/** certificates.k8s.io */
export const certificatesRules: RulesByKind = { CertificateSigningRequest: certificateSigningRequest }
