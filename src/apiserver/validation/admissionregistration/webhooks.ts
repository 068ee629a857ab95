import type {
  MutatingWebhook,
  MutatingWebhookConfiguration,
  ValidatingWebhookConfiguration,
} from '../../../../schemas/types/admissionregistration.k8s.io/v1.generated.ts'
import { equal } from '../../../resource/json.ts'
import { dns1035Label, dnsSubdomain, labelValue } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { validateLabelSelector } from '../label-selector.ts'
import { validatePlainObjectMeta } from '../object-meta.ts'
import { validateSupported } from '../supported.ts'
import { validateWebhookService, validateWebhookUrl } from '../webhook-client.ts'
import { expressionsOf, validateMatchConditions } from './match-conditions.ts'
import { FAILURE_POLICIES, MATCH_POLICIES } from './match-resources.ts'
import { validateRule } from './resource-rules.ts'

/** A validating webhook is a mutating one without reinvocation. */
type Hook = MutatingWebhook
type Configuration = (MutatingWebhookConfiguration | ValidatingWebhookConfiguration) & KubeObject

const HOOKS = FieldPath.of('webhooks')
const REVIEWS = ['v1', 'v1beta1']
const SIDE_EFFECTS = ['None', 'NoneOnDryRun', 'Some', 'Unknown']
const NO_SIDE_EFFECTS = ['None', 'NoneOnDryRun']
const REINVOCATION = ['IfNeeded', 'Never']

/** What the configuration that is replaced was let off with, its successor is let off with too. */
interface Options {
  readonly context: Pick<Context, 'minor'>
  readonly ignoreConditions: boolean
  readonly knownReviews: boolean
  readonly noSideEffects: boolean
  readonly uniqueNames: boolean
  readonly anyLabelValues: boolean
  readonly stored: ReadonlySet<string>
}

/** Truth: pkg/apis/admissionregistration/validation, pkg/registry/admissionregistration/{mutating,validating}webhookconfiguration */
export const webhookConfiguration: KindRules<Configuration> = {
  demandsResourceVersion: true,

  prepareCreate(object, context) {
    object.metadata.generation = 1
    dropConditions(object, undefined, context)
  },

  validate(object, errors, context) {
    const strict = context.resource.version !== 'v1beta1'
    validateConfiguration(
      object,
      {
        context,
        ignoreConditions: false,
        knownReviews: true,
        noSideEffects: strict,
        uniqueNames: strict,
        anyLabelValues: false,
        stored: new Set(),
      },
      errors,
    )
  },

  prepareUpdate(object, old, context) {
    dropConditions(object, old, context)
    if (!equal(object.webhooks, old.webhooks)) object.metadata.generation = (old.metadata.generation ?? 0) + 1
  },

  validateUpdate(object, old, errors, context) {
    const before: readonly Hook[] = old.webhooks ?? []
    const hooks: readonly Hook[] = object.webhooks ?? []
    const strict = context.resource.version !== 'v1beta1'
    validateConfiguration(
      object,
      {
        context,
        ignoreConditions: equal(conditionsOf(hooks), conditionsOf(before)),
        knownReviews: before.every(isReviewed),
        noSideEffects: strict && before.every(({ sideEffects }) => NO_SIDE_EFFECTS.includes(sideEffects ?? '')),
        uniqueNames: strict && new Set(before.map(({ name }) => name)).size === before.length,
        anyLabelValues: before.some(hasOddValues),
        stored: new Set(before.flatMap(({ matchConditions }) => expressionsOf(matchConditions))),
      },
      errors,
    )
  },
}

/** Conditions were behind a gate once. */
function dropConditions(object: Configuration, old: Configuration | undefined, { minor }: Context): void {
  const has = (hook: Hook): boolean => (hook.matchConditions?.length ?? 0) > 0
  if (minor >= 28 || old?.webhooks?.some(has)) return
  for (const hook of object.webhooks ?? []) delete (hook as Hook).matchConditions
}

const conditionsOf = (hooks: readonly Hook[]): unknown => hooks.map(({ matchConditions }) => matchConditions ?? [])

const isReviewed = ({ admissionReviewVersions: versions = [] }: Hook): boolean =>
  versions.length === 0 || versions.some(version => REVIEWS.includes(version))

const hasOddValues = ({ namespaceSelector, objectSelector }: Hook): boolean =>
  [namespaceSelector, objectSelector].some(selector =>
    selector?.matchExpressions?.some(({ values }) => values?.some(value => labelValue(value).length > 0)),
  )

function validateConfiguration(object: Configuration, options: Options, errors: FieldErrors): void {
  validatePlainObjectMeta(object, false, dnsSubdomain, errors)
  const names = new Set<string>()
  const hooks: readonly Hook[] = object.webhooks ?? []
  hooks.forEach((hook, index) => {
    const path = HOOKS.index(index)
    validateHook(hook, object.kind === 'MutatingWebhookConfiguration', options, errors, path)
    validateReviews(hook.admissionReviewVersions ?? [], options, errors, path.child('admissionReviewVersions'))
    const { name = '' } = hook
    if (!options.uniqueNames || name === '') return
    if (names.has(name)) errors.duplicate(path.child('name'), name)
    names.add(name)
  })
}

function validateHook(hook: Hook, mutating: boolean, options: Options, errors: FieldErrors, path: FieldPath): void {
  validateName(hook.name ?? '', errors, path.child('name'))
  hook.rules?.forEach((rule, index) => {
    validateRule(rule, errors, path.child('rules').index(index))
  })
  const { failurePolicy, matchPolicy, sideEffects, timeoutSeconds, reinvocationPolicy } = hook
  if (failurePolicy !== undefined) {
    validateSupported(failurePolicy, FAILURE_POLICIES, errors, path.child('failurePolicy'))
  }
  if (matchPolicy !== undefined) validateSupported(matchPolicy, MATCH_POLICIES, errors, path.child('matchPolicy'))
  const effects = options.noSideEffects ? NO_SIDE_EFFECTS : SIDE_EFFECTS
  if (sideEffects === undefined || sideEffects === null) {
    errors.required(path.child('sideEffects'), `must specify one of ${effects.join(', ')}`)
  } else validateSupported(sideEffects, effects, errors, path.child('sideEffects'))
  if (timeoutSeconds !== undefined && (timeoutSeconds > 30 || timeoutSeconds < 1)) {
    errors.invalid(path.child('timeoutSeconds'), timeoutSeconds, 'the timeout value must be between 1 and 30 seconds')
  }
  const lenient = { allowInvalidValues: options.anyLabelValues }
  validateLabelSelector(hook.namespaceSelector, errors, path.child('namespaceSelector'), lenient)
  validateLabelSelector(hook.objectSelector, errors, path.child('objectSelector'), lenient)
  if (mutating && reinvocationPolicy !== undefined) {
    validateSupported(reinvocationPolicy, REINVOCATION, errors, path.child('reinvocationPolicy'))
  }
  validateClient(hook, errors, path.child('clientConfig'))
  if (options.ignoreConditions) return
  const conditions = { minor: options.context.minor, params: false, stored: options.stored }
  validateMatchConditions(hook.matchConditions, conditions, errors, path.child('matchConditions'))
}

/** Truth: apimachinery/pkg/util/validation IsFullyQualifiedName */
function validateName(name: string, errors: FieldErrors, path: FieldPath): void {
  if (name === '') {
    errors.required(path)
    return
  }
  const complaints = dnsSubdomain(name)
  if (complaints.length > 0) errors.invalid(path, name, complaints.join(','))
  else if (name.split('.').length < 3) {
    errors.invalid(path, name, 'should be a domain with at least three segments separated by dots')
  }
}

function validateClient({ clientConfig = {} }: Hook, errors: FieldErrors, path: FieldPath): void {
  const { url, service } = clientConfig
  if ((url === undefined) === (service === undefined)) {
    errors.required(path, 'exactly one of url or service is required')
  } else if (url !== undefined) validateWebhookUrl(url, errors, path.child('url'))
  // the server hands over name and namespace the wrong way round, so that it misses the one for the other
  else if (service) {
    const { name = '', namespace = '' } = service
    validateWebhookService({ ...service, name: namespace, namespace: name }, errors, path.child('service'))
  }
}

function validateReviews(
  versions: readonly string[],
  { knownReviews }: Options,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (versions.length === 0) {
    errors.required(path, `must specify one of ${REVIEWS.join(', ')}`)
    return
  }
  const seen = new Set<string>()
  versions.forEach((version, index) => {
    if (seen.has(version)) errors.invalid(path.index(index), version, 'duplicate version')
    else for (const complaint of dns1035Label(version)) errors.invalid(path.index(index), version, complaint)
    seen.add(version)
  })
  if (knownReviews && !versions.some(version => REVIEWS.includes(version))) {
    errors.invalid(path, versions, `must include at least one of ${REVIEWS.join(', ')}`)
  }
}
