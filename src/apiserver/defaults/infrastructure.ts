import type { APIService } from '../../../schemas/types/apiregistration.k8s.io/v1.generated.ts'
import type {
  ExemptPriorityLevelConfiguration,
  FlowSchema,
  PriorityLevelConfiguration,
  QueuingConfiguration,
} from '../../../schemas/types/flowcontrol.apiserver.k8s.io/v1.generated.ts'
import type { PodSecurityPolicy } from '../../../schemas/types/policy/v1beta1.generated.ts'
import type { PriorityClass } from '../../../schemas/types/scheduling.k8s.io/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Defaults } from './defaults.ts'

const HTTPS = 443
const PRECEDENCE = 1000
const SHARES = 30

const setServicePort: Defaults = (object, { minor }) => {
  const { spec } = object as KubeObject & APIService
  if (spec?.service && minor >= 15) spec.service.port ??= HTTPS
}

const setPrecedence: Defaults = object => {
  const { spec } = object as KubeObject & FlowSchema
  if (spec) spec.matchingPrecedence ||= PRECEDENCE
}

/** Policies are older than the field, and as permissive as they were without it. */
const setPrivilegeEscalation: Defaults = object => {
  const { spec = {} } = object as KubeObject & PodSecurityPolicy
  ;(object as KubeObject & PodSecurityPolicy).spec = spec
  spec.allowPrivilegeEscalation ??= true
}

const setPreemption: Defaults = (object, { minor }) => {
  if (minor < 15) return
  const priorityClass = object as KubeObject & PriorityClass
  priorityClass.preemptionPolicy ??= 'PreemptLowerPriority'
}

/** In v1beta3 a zero was taken for silence, unless an annotation said that it was meant. */
const PRESERVE_ZERO = 'flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares'

const setLevel: Defaults = object => {
  const level = object as KubeObject & PriorityLevelConfiguration
  const { limited, exempt } = level.spec ?? {}
  if (limited) {
    const isSilent = level.apiVersion?.endsWith('/v1beta3') && level.metadata.annotations?.[PRESERVE_ZERO] === undefined
    if (isSilent) limited.nominalConcurrencyShares ||= SHARES
    else limited.nominalConcurrencyShares ??= SHARES
    limited.lendablePercent ??= 0
    if (limited.limitResponse?.queuing) setQueuing(limited.limitResponse.queuing)
  }
  setExempt(exempt)
}

function setExempt(exempt: ExemptPriorityLevelConfiguration | undefined): void {
  if (!exempt) return
  exempt.nominalConcurrencyShares ??= 0
  exempt.lendablePercent ??= 0
}

interface BetaLevel extends KubeObject {
  spec?: {
    limited?: {
      assuredConcurrencyShares?: number
      lendablePercent?: number
      limitResponse?: { queuing?: QueuingConfiguration }
    }
    exempt?: ExemptPriorityLevelConfiguration
  }
}

/** The shares had another name before v1beta3, and a zero was taken for silence. */
const setBetaLevel: Defaults = (object, { minor }) => {
  const { limited, exempt } = (object as BetaLevel).spec ?? {}
  setExempt(exempt)
  if (!limited) return
  limited.assuredConcurrencyShares ||= SHARES
  if (minor >= 26) limited.lendablePercent ??= 0
  if (limited.limitResponse?.queuing) setQueuing(limited.limitResponse.queuing)
}

function setQueuing(queuing: QueuingConfiguration): void {
  queuing.queues ||= 64
  queuing.handSize ||= 8
  queuing.queueLengthLimit ||= 50
}

/** Truth: pkg/apis/flowcontrol/v1/defaults.go, scheduling/v1/defaults.go, kube-aggregator/pkg/apis/apiregistration/v1/defaults.go */
export const infrastructureDefaults: Record<string, Defaults> = {
  'apiregistration.k8s.io/v1/APIService': setServicePort,
  'apiregistration.k8s.io/v1beta1/APIService': setServicePort,
  'flowcontrol.apiserver.k8s.io/v1/FlowSchema': setPrecedence,
  'flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfiguration': setLevel,
  'flowcontrol.apiserver.k8s.io/v1beta1/FlowSchema': setPrecedence,
  'flowcontrol.apiserver.k8s.io/v1beta1/PriorityLevelConfiguration': setBetaLevel,
  'flowcontrol.apiserver.k8s.io/v1beta2/FlowSchema': setPrecedence,
  'flowcontrol.apiserver.k8s.io/v1beta2/PriorityLevelConfiguration': setBetaLevel,
  'flowcontrol.apiserver.k8s.io/v1beta3/FlowSchema': setPrecedence,
  'flowcontrol.apiserver.k8s.io/v1beta3/PriorityLevelConfiguration': setLevel,
  'policy/v1beta1/PodSecurityPolicy': setPrivilegeEscalation,
  'scheduling.k8s.io/v1/PriorityClass': setPreemption,
  'scheduling.k8s.io/v1beta1/PriorityClass': setPreemption,
}
