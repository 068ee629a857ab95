import type { PodSpec, PodTemplateSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { equal } from '../../../resource/json.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import { forbidden, invalid, type Status } from '../../status.ts'
import type { AdmissionPlugin } from '../plugin.ts'
import { isPodRequest, nameOf, PODS, type PodObject } from '../pod-request.ts'
import type { Subject } from './check.ts'
import { warnAboutExisting } from './existing.ts'
import { MODES, type Policy, PRIVILEGED, policyOf } from './policy.ts'
import { describe, formatStandard, type Standard, violations } from './standard.ts'

/** Where the kinds that make pods keep the template. */
const TEMPLATES: Record<string, (object: WithTemplate) => PodTemplateSpec | undefined> = {
  '/PodTemplate': object => object.template,
  '/ReplicationController': object => object.spec?.template,
  'apps/ReplicaSet': object => object.spec?.template,
  'apps/Deployment': object => object.spec?.template,
  'apps/DaemonSet': object => object.spec?.template,
  'apps/StatefulSet': object => object.spec?.template,
  'batch/Job': object => object.spec?.template,
  'batch/CronJob': object => object.spec?.jobTemplate?.spec?.template,
}

interface WithTemplate extends KubeObject {
  template?: PodTemplateSpec
  spec?: { template?: PodTemplateSpec; jobTemplate?: { spec?: { template?: PodTemplateSpec } } }
}

/** Pods are held to the standard of their namespace; what makes pods is warned about. Truth: pod-security-admission/admission/admission.go */
export const podSecurity: AdmissionPlugin = {
  name: 'PodSecurity',
  validate(object, old, context) {
    const { minor, resource, operation, subresource } = context
    if (minor < 23 || operation === 'delete') return undefined
    if (resource.group === '' && resource.kind === 'Namespace') {
      return subresource ? undefined : checkNamespace(object, old, context)
    }
    const policy = policyIn(context)
    if (!policy) return undefined
    if (isPodRequest(object, context) || isEphemeral(object, context)) {
      if (old && !isSignificant(object, old as PodObject)) return undefined
      return checkPod(subjectOf(object.metadata, object.spec), policy, context, nameOf(object))
    }
    const template = TEMPLATES[`${resource.group}/${resource.kind}`]?.(object)
    if (template && !subresource) tell(subjectOf(template.metadata ?? {}, template.spec), policy, context)
    return undefined
  },
}

const isEphemeral = (object: KubeObject, { resource, subresource }: Context): object is PodObject =>
  resource.group === '' && resource.kind === 'Pod' && subresource === 'ephemeralcontainers'

const subjectOf = (metadata: Subject['metadata'], spec: PodSpec | undefined): Subject => ({
  metadata,
  spec: spec ?? {},
})

function policyIn({ world, namespace, minor }: Context): Policy | undefined {
  const found = world.get('', 'Namespace', '', namespace)
  return found && policyOf(found.metadata.labels, minor).policy
}

const SECCOMP_OF_POD = 'seccomp.security.alpha.kubernetes.io/pod'
const SECCOMP_OF_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/'

/**
 * Whether an update is judged like a new pod: one that brings another image or container is, whatever the pod was
 * let in for before; labels and tolerations come without.
 *
 * Truth: isSignificantPodUpdate
 */
function isSignificant(pod: PodObject, old: PodObject): boolean {
  const now = pod.metadata.annotations ?? {}
  const then = old.metadata.annotations ?? {}
  const changed = (container: NamedImage, before: NamedImage | undefined): boolean => {
    const key = SECCOMP_OF_CONTAINER + container.name
    return !before || container.image !== before.image || now[key] !== then[key]
  }
  const inTurn = (some: readonly NamedImage[] = [], before: readonly NamedImage[] = []): boolean =>
    some.length !== before.length || some.some((container, index) => changed(container, before[index]))
  const { spec = {} } = pod
  const was = old.spec ?? {}
  return (
    now[SECCOMP_OF_POD] !== then[SECCOMP_OF_POD] ||
    inTurn(spec.containers, was.containers) ||
    inTurn(spec.initContainers, was.initContainers) ||
    !!spec.ephemeralContainers?.some(one =>
      changed(
        one,
        was.ephemeralContainers?.find(({ name }) => name === one.name),
      ),
    )
  )
}

interface NamedImage {
  readonly name?: string
  readonly image?: string
}

function checkPod(subject: Subject, policy: Policy, context: Context, name: string): Status | undefined {
  const enforced = judge(policy.enforce, subject, context)
  const lenient = MODES.every(mode => policy[mode].level === 'privileged')
  const told = lenient ? PRIVILEGED : policy.enforce
  context.auditAnnotations['pod-security.kubernetes.io/enforce-policy'] = formatStandard(told)
  tellAudit(subject, policy, context)
  if (enforced) return forbidden(PODS, name, `violates PodSecurity "${formatStandard(policy.enforce)}": ${enforced}`)
  tellWarning(subject, policy, context)
  return undefined
}

function tell(subject: Subject, policy: Policy, context: Context): void {
  tellAudit(subject, policy, context)
  tellWarning(subject, policy, context)
}

function tellAudit(subject: Subject, { audit }: Policy, context: Context): void {
  const found = judge(audit, subject, context)
  if (!found) return
  context.auditAnnotations['pod-security.kubernetes.io/audit-violations'] =
    `would violate PodSecurity "${formatStandard(audit)}": ${found}`
}

function tellWarning(subject: Subject, { warn }: Policy, context: Context): void {
  const found = judge(warn, subject, context)
  if (found) context.warnings.push(`would violate PodSecurity "${formatStandard(warn)}": ${found}`)
}

const judge = (standard: Standard, subject: Subject, { minor }: Context): string =>
  describe(violations(standard, subject, minor))

/** New labels must make sense; stricter ones are tried on the pods that are there. */
function checkNamespace(object: KubeObject, old: KubeObject | undefined, context: Context): Status | undefined {
  const { policy, causes } = policyOf(object.metadata.labels, context.minor)
  const before = old && policyOf(old.metadata.labels, context.minor)
  if (causes.length > 0 && !(before && before.causes.length > 0 && equal(causes, before.causes))) {
    return invalid({ group: '', name: 'Namespace' }, object.metadata.name ?? '', causes)
  }
  if (before) warnAboutExisting(object.metadata.name ?? '', before.policy.enforce, policy.enforce, context)
  return undefined
}
