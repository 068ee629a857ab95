import type {
  FlowSchemaSpec,
  PolicyRulesWithSubjects,
  Subject,
} from '../../../../schemas/types/flowcontrol.apiserver.k8s.io/v1.generated.ts'
import type { Minor } from '../../../resource/version.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { goSyntax } from '../../go-syntax.ts'
import { GoText, goQuote, goStruct, typed } from '../../go-text.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { type LevelSpec, sharesOf } from './shares.ts'

const SPEC = FieldPath.of('spec')
/** Since this release an exempt level has a part that may be set. */
const EXEMPT_SINCE: Minor = 28
const LENDING_SINCE: Minor = 26

const everything = (groups: readonly string[]): PolicyRulesWithSubjects[] => [
  {
    subjects: groups.map(name => ({ kind: 'Group', group: { name } })),
    resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'], clusterScope: true, namespaces: ['*'] }],
    nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
  },
]

/** The schemas that no server goes without. Truth: apiserver/pkg/apis/flowcontrol/bootstrap */
const SCHEMAS: Readonly<Record<string, FlowSchemaSpec>> = {
  exempt: {
    priorityLevelConfiguration: { name: 'exempt' },
    matchingPrecedence: 1,
    rules: everything(['system:masters']),
  },
  'catch-all': {
    priorityLevelConfiguration: { name: 'catch-all' },
    matchingPrecedence: 10_000,
    distinguisherMethod: { type: 'ByUser' },
    rules: everything(['system:unauthenticated', 'system:authenticated']),
  },
}

export function validateMandatorySchema(name: string, spec: FlowSchemaSpec, errors: FieldErrors): void {
  const fixed = Object.hasOwn(SCHEMAS, name) ? SCHEMAS[name] : undefined
  if (!fixed || semanticallyEqual(spec, fixed)) return
  errors.invalid(SPEC, schemaText(spec), `spec of '${name}' must equal the fixed value`)
}

/** The two levels are the same in every release but for what a level could say. */
export function validateMandatoryLevel(name: string, spec: LevelSpec, errors: FieldErrors): void {
  const { type = '', limited, exempt } = spec
  if (name === 'exempt') {
    if (type === 'Exempt' && !limited) return
    const but = errors.minor >= EXEMPT_SINCE ? " except the 'spec.exempt' field" : ''
    errors.invalid(SPEC, levelText(spec, errors.minor), `spec of '${name}'${but} must equal the fixed value`)
  }
  if (name !== 'catch-all') return
  const isFixed =
    type === 'Limited' &&
    !exempt &&
    sharesOf(limited) === 5 &&
    limited?.limitResponse?.type === 'Reject' &&
    !limited.limitResponse.queuing &&
    limited.lendablePercent === (errors.minor >= LENDING_SINCE ? 0 : undefined) &&
    limited.borrowingLimitPercent === undefined
  if (!isFixed) errors.invalid(SPEC, levelText(spec, errors.minor), `spec of '${name}' must equal the fixed value`)
}

function levelText(spec: LevelSpec, minor: Minor): GoText {
  const { type = '', limited, exempt } = spec
  const { limitResponse: { type: response = '', queuing } = {}, lendablePercent, borrowingLimitPercent } = limited ?? {}
  const lends = minor >= LENDING_SINCE
  const shown = goStruct({
    Type: type,
    Limited: limited
      ? goStruct({
          [lends ? 'NominalConcurrencyShares' : 'AssuredConcurrencyShares']: sharesOf(limited),
          LimitResponse: goStruct({
            Type: response,
            Queuing: queuing
              ? goStruct({
                  Queues: queuing.queues ?? 0,
                  HandSize: queuing.handSize ?? 0,
                  QueueLengthLimit: queuing.queueLengthLimit ?? 0,
                })
              : null,
          }),
          LendablePercent: lends ? (lendablePercent ?? null) : undefined,
          BorrowingLimitPercent: lends ? (borrowingLimitPercent ?? null) : undefined,
        })
      : null,
    Exempt:
      minor < EXEMPT_SINCE
        ? undefined
        : exempt
          ? goStruct({
              NominalConcurrencyShares: exempt.nominalConcurrencyShares ?? null,
              LendablePercent: exempt.lendablePercent ?? null,
            })
          : null,
  })
  return new GoText(shown.text, () => {
    const parts = [
      `Type:${goQuote(type)}`,
      `Limited:${goSyntax('*flowcontrol.LimitedPriorityLevelConfiguration', limited)}`,
    ]
    if (minor >= EXEMPT_SINCE) parts.push(`Exempt:${goSyntax('*flowcontrol.ExemptPriorityLevelConfiguration', exempt)}`)
    return `flowcontrol.PriorityLevelConfigurationSpec{${parts.join(', ')}}`
  })
}

const named = (who: { name?: string } | undefined): GoText | null => (who ? goStruct({ Name: who.name ?? '' }) : null)

const subjectText = ({ kind = '', user, group, serviceAccount }: Subject): GoText =>
  goStruct({
    Kind: kind,
    User: named(user),
    Group: named(group),
    ServiceAccount: serviceAccount
      ? goStruct({ Namespace: serviceAccount.namespace ?? '', Name: serviceAccount.name ?? '' })
      : null,
  })

function schemaText(spec: FlowSchemaSpec): GoText {
  const { priorityLevelConfiguration, matchingPrecedence = 0, distinguisherMethod, rules } = spec
  const shown = goStruct({
    PriorityLevelConfiguration: goStruct({ Name: priorityLevelConfiguration?.name ?? '' }),
    MatchingPrecedence: matchingPrecedence,
    DistinguisherMethod: distinguisherMethod ? goStruct({ Type: distinguisherMethod.type ?? '' }) : null,
    Rules:
      rules?.map(({ subjects, resourceRules, nonResourceRules }) =>
        goStruct({
          Subjects: subjects?.map(subjectText) ?? null,
          ResourceRules:
            resourceRules?.map(rule =>
              goStruct({
                Verbs: rule.verbs ?? null,
                APIGroups: rule.apiGroups ?? null,
                Resources: rule.resources ?? null,
                ClusterScope: rule.clusterScope ?? false,
                Namespaces: rule.namespaces ?? null,
              }),
            ) ?? null,
          NonResourceRules:
            nonResourceRules?.map(rule =>
              goStruct({ Verbs: rule.verbs ?? null, NonResourceURLs: rule.nonResourceURLs ?? null }),
            ) ?? null,
        }),
      ) ?? null,
  })
  return typed('flowcontrol.FlowSchemaSpec', spec, shown.text)
}
