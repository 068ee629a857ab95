import type {
  CertificateSigningRequest,
  ClusterTrustBundle,
} from '../../../schemas/types/certificates.k8s.io/v1.generated.ts'
import { equal } from '../../resource/json.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Minor } from '../../resource/version.ts'
import { AccessPolicy } from '../authorization/access-policy.ts'
import { bootstrapPolicy } from '../authorization/bootstrap.ts'
import { RBAC_GROUP } from '../authorization/policy-rule.ts'
import type { Context } from '../context.ts'
import { forbidden, type Status } from '../status.ts'
import type { AdmissionPlugin } from './plugin.ts'
import { nameOf } from './pod-request.ts'

const GROUP = 'certificates.k8s.io'
const SINCE: Minor = 18

type Signed = CertificateSigningRequest & KubeObject
type Bundle = ClusterTrustBundle & KubeObject

const isOf = ({ minor, resource }: Context, plural: string): boolean =>
  minor >= SINCE && resource.group === GROUP && resource.resource === plural

const refuse = (object: KubeObject, { resource }: Context, why: string): Status =>
  forbidden({ group: GROUP, name: resource.resource }, nameOf(object), why)

/** Who approves needs the right to do so for the signer. Truth: plugin/pkg/admission/certificates/approval */
export const certificateApproval: AdmissionPlugin = {
  name: 'CertificateApproval',
  validate(object, old, context) {
    if (!old || context.subresource !== 'approval' || !isOf(context, 'certificatesigningrequests')) return undefined
    const { signerName = '' } = (old as Signed).spec ?? {}
    if (maySpeakFor(signerName, 'approve', context)) return undefined
    return refuse(object, context, `user not permitted to approve requests with signerName "${signerName}"`)
  },
}

/** Who hands out a certificate, or says why there is none, signs. Truth: plugin/pkg/admission/certificates/signing */
export const certificateSigning: AdmissionPlugin = {
  name: 'CertificateSigning',
  validate(object, old, context) {
    if (!old || context.subresource !== 'status' || !isOf(context, 'certificatesigningrequests')) return undefined
    const [before = {}, after = {}] = [(old as Signed).status, (object as Signed).status]
    const same = (before.certificate ?? '') === (after.certificate ?? '')
    if (same && equal(before.conditions ?? [], after.conditions ?? [])) return undefined
    const { signerName = '' } = (old as Signed).spec ?? {}
    if (maySpeakFor(signerName, 'sign', context)) return undefined
    return refuse(object, context, `user not permitted to sign requests with signerName "${signerName}"`)
  },
}

/** Whose certificates are trusted says who may attest for the signer. Truth: plugin/pkg/admission/certificates/ctbattest */
export const clusterTrustBundleAttest: AdmissionPlugin = {
  name: 'ClusterTrustBundleAttest',
  validate(object, old, context) {
    if (context.operation === 'delete' || !isOf(context, 'clustertrustbundles')) return undefined
    const { signerName = '' } = (object as Bundle).spec ?? {}
    if (old && ((old as Bundle).spec?.signerName ?? '') !== signerName) {
      return refuse(object, context, 'changing signerName is forbidden')
    }
    if (signerName === '' || maySpeakFor(signerName, 'attest', context)) return undefined
    return refuse(object, context, `user not permitted to attest for signerName "${signerName}"`)
  },
}

const KINDS = ['ClusterRole', 'Role', 'ClusterRoleBinding', 'RoleBinding']

/** For the signer by its name, or for all of its domain. Truth: plugin/pkg/admission/certificates/util.go */
function maySpeakFor(signerName: string, verb: string, { minor, user, world }: Context): boolean {
  if (user.groups.includes('system:masters')) return true
  const policy = new AccessPolicy([...bootstrapPolicy(minor), ...KINDS.flatMap(kind => world.list(RBAC_GROUP, kind))])
  const domain = signerName.split('/', 1)[0] ?? ''
  return [signerName, `${domain}/*`].some(
    name =>
      policy.decide(user, { verb, group: GROUP, resource: 'signers', subresource: '', namespace: '', name }).allowed,
  )
}
