import type { CertificateSigningRequest } from '../../../schemas/types/certificates.k8s.io/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Minor } from '../../resource/version.ts'
import { forbidden } from '../status.ts'
import { requestBytes } from '../validation/certificates/pem.ts'
import { organizations } from '../validation/certificates/subject.ts'
import type { AdmissionPlugin } from './plugin.ts'
import { nameOf } from './pod-request.ts'

const SIGNER = 'kubernetes.io/kube-apiserver-client'
const MASTERS = 'system:masters'
const SINCE: Minor = 18
const REQUESTS = { group: 'certificates.k8s.io', name: 'certificatesigningrequests' }

/** Nobody is made an administrator by a signature. Truth: plugin/pkg/admission/certificates/subjectrestriction */
export const certificateSubjectRestriction: AdmissionPlugin = {
  name: 'CertificateSubjectRestriction',

  validate(object, old, { minor, resource, subresource }) {
    if (old || subresource || minor < SINCE) return undefined
    if (resource.group !== REQUESTS.group || resource.resource !== REQUESTS.name) return undefined
    const { request = '', signerName } = (object as CertificateSigningRequest & KubeObject).spec ?? {}
    if (signerName !== SIGNER || !organizations(requestBytes(request)).includes(MASTERS)) return undefined
    return forbidden(REQUESTS, nameOf(object), `use of ${SIGNER} signer with ${MASTERS} group is not allowed`)
  },
}
