import type { APIService } from '../../../../schemas/types/apiregistration.k8s.io/v1.generated.ts'
import { dns1035Label, dnsSubdomain, pathSegment, portNumber } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { goQuote } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { clearStatus, keepSpec, keepStatus } from '../status.ts'

type Service = APIService & KubeObject

const SPEC = FieldPath.of('spec')
const CONDITIONS = FieldPath.of('status', 'conditions')
const MOST_GROUP_PRIORITY = 20_000
const MOST_VERSION_PRIORITY = 1000

/** Truth: kube-aggregator/pkg/apis/apiregistration/validation */
export const apiService: KindRules<Service> = {
  prepareCreate(object, context) {
    clearStatus(object, context)
    // Without a service behind it the API is the server's own, and there.
    if (!object.spec?.service) {
      object.status = {
        conditions: [
          {
            type: 'Available',
            status: 'True',
            lastTransitionTime: context.now,
            reason: 'Local',
            message: 'Local APIServices are always available',
          },
        ],
      }
    }
  },
  validate,
  demandsResourceVersion: true,
  prepareUpdate: keepStatus,
  validateUpdate(object, old, errors) {
    validateObjectMetaUpdate(object, old, errors)
    validate(object, errors)
  },
  subresources: {
    status: {
      prepareUpdate(object, old) {
        keepSpec(object, old)
        for (const field of ['labels', 'annotations', 'finalizers', 'ownerReferences'] as const)
          keepField(object, old, field)
      },
      validateUpdate(object, old, errors) {
        validateObjectMetaUpdate(object, old, errors)
        object.status?.conditions?.forEach(({ status = '' }, index) => {
          if (!['True', 'False', 'Unknown'].includes(status)) {
            errors.notSupported(CONDITIONS.index(index).child('status'), status, ['True', 'False', 'Unknown'])
          }
        })
      },
    },
  },
}

/** An update of the status leaves these alone as well. */
function keepField(
  { metadata }: Service,
  { metadata: old }: Service,
  field: 'labels' | 'annotations' | 'finalizers' | 'ownerReferences',
): void {
  if (old[field] === undefined) delete metadata[field]
  else Object.assign(metadata, { [field]: old[field] })
}

function validate(object: Service, errors: FieldErrors): void {
  const {
    group = '',
    version = '',
    service,
    caBundle = '',
    insecureSkipTLSVerify,
    groupPriorityMinimum = 0,
    versionPriority = 0,
  } = object.spec ?? {}
  validateObjectMeta(object, false, name => nameComplaints(name, `${version}.${group}`), errors)
  if (group === '' && version !== 'v1') {
    errors.required(SPEC.child('group'), 'only v1 may have an empty group and it better be legacy kube')
  }
  if (group !== '') for (const complaint of dnsSubdomain(group)) errors.invalid(SPEC.child('group'), group, complaint)
  for (const complaint of dns1035Label(version)) errors.invalid(SPEC.child('version'), version, complaint)
  if (groupPriorityMinimum <= 0 || groupPriorityMinimum > MOST_GROUP_PRIORITY) {
    errors.invalid(
      SPEC.child('groupPriorityMinimum'),
      groupPriorityMinimum,
      `must be positive and less than ${MOST_GROUP_PRIORITY}`,
    )
  }
  if (versionPriority <= 0 || versionPriority > MOST_VERSION_PRIORITY) {
    errors.invalid(
      SPEC.child('versionPriority'),
      versionPriority,
      `must be positive and less than ${MOST_VERSION_PRIORITY}`,
    )
  }
  const insecure = SPEC.child('insecureSkipTLSVerify')
  if (!service) {
    if (caBundle !== '') {
      errors.invalid(SPEC.child('caBundle'), `${bytesIn(caBundle)} bytes`, 'local APIServices may not have a caBundle')
    }
    if (insecureSkipTLSVerify) errors.invalid(insecure, true, 'local APIServices may not have insecureSkipTLSVerify')
    return
  }
  if (!service.namespace) errors.required(SPEC.child('service', 'namespace'))
  if (!service.name) errors.required(SPEC.child('service', 'name'))
  const port = service.port ?? 0
  // Before 1.15 there was but one port.
  const complaints = errors.minor < 15 ? [] : portNumber(port)
  if (complaints.length > 0) {
    errors.invalid(SPEC.child('service', 'port'), port, `port is not valid: ${complaints.join(', ')}`)
  }
  if (insecureSkipTLSVerify && caBundle !== '') errors.invalid(insecure, true, 'may not be true if caBundle is present')
}

function nameComplaints(name: string, demanded: string): string[] {
  const complaints = pathSegment(name)
  if (complaints.length > 0) return complaints
  return name === demanded ? [] : [`must be \`spec.version+"."+spec.group\`: ${goQuote(demanded)}`]
}

/** How many bytes a base64 text stands for. */
const bytesIn = (base64: string): number => Math.floor((base64.replace(/=+$/, '').length * 3) / 4)
